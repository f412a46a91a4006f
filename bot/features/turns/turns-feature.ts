// Everything a turn passes through, put together.

import { randomUUID } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { RootDialog } from '../../../dialogs/root-dialog.ts';
import type { DialogServices } from '../../../dialogs/turn-info.ts';
import { position } from '../../../services/enrollment/form.ts';
import type { Contacts } from '../../../services/contacts/contacts.ts';
import { StoreError, type Enrollments } from '../../../services/enrollment/enrollments.ts';
import { type Language, languageOf } from '../../../services/texts/languages.ts';
import type { Turns } from '../../../services/turns/turns.ts';
import type { Activity } from 'botbuilder';
import { TeamsAdapter } from '../../teams/sdk/adapter.ts';
import { isShared, personOf } from '../../teams/turn/address.ts';
import { AppCredentialsFactory } from '../../teams/connector/app-credentials.ts';
import { createCallers, type Caller } from '../../teams/sdk/caller.ts';
import { createConnectorClient } from '../../teams/connector/connector-client.ts';
import { createAuthorize } from '../../teams/connector/connector-token.ts';
import type { ConversationState } from '../../teams/sdk/conversation-state.ts';
import { createWriteBehind } from '../../teams/turn/write-behind.ts';
import { PartnerBot, type Presence } from '../../teams/turn/partner-bot.ts';
import { createReplySender } from '../../teams/turn/reply-sender.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import {
  createTurnRunner,
  type TurnRunner,
  type TurnRunnerDeps,
} from '../../teams/turn/turn-runner.ts';
import { createConversationQueue } from '../../teams/turn/conversation-queue.ts';
import { LateUserTokenClient } from '../../teams/sdk/user-token-client.ts';
import type { Runtime } from '../../runtime.ts';
import type { Config } from '../../config/config.ts';

export interface TurnWiring extends Pick<TurnRunnerDeps, 'mayTryAgain'> {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly parts: DialogServices;
  readonly state: ConversationState;
  readonly turns: Turns;
  readonly transactions: {
    run: TurnRunnerDeps['transact'];
    readonly alone: boolean;
  };
  readonly people: Presence;
  /** Undefined when no connection is configured. */
  readonly signIn: SignIn | undefined;
}

/** Puts the way of a turn together. */
export function wireTurns(given: TurnWiring): TurnRunner {
  const { config, runtime, parts, state, turns, transactions } = given;
  const { now, random, log } = runtime;
  const { botFramework } = config;
  const factory = new AppCredentialsFactory(botFramework);
  const authentication = new ConfigurationBotFrameworkAuthentication(botFramework, factory);
  const client = createConnectorClient({ authorize: createAuthorize(botFramework) });
  const transact: TurnRunnerDeps['transact'] = (key, work) => transactions.run(key, work);
  const bot = botOf(given);
  const userTokens = ({ claimsIdentity }: Caller): LateUserTokenClient =>
    new LateUserTokenClient(authentication, claimsIdentity);
  return createTurnRunner({
    ...{ now, random, log, turns, client, transact },
    adapter: new TeamsAdapter({ userTokens }),
    callers: createCallers(authentication),
    guard: createConversationQueue(),
    alone: transactions.alone,
    mayTryAgain: given.mayTryAgain,
    sender: createReplySender({ client, now, random, log }),
    late: createWriteBehind({ turns, state, transact, log }),
    before: async (caller, activity) =>
      given.signIn?.before({ activity, client: userTokens(caller) }),
    hear: (context) => bot.run(context),
    keep: (context) => state.save(context),
    asked: (activity) => askedOf(parts.enrollments, activity),
    languageFor: (activity) => languageFor(parts.contacts, activity),
    owner: randomUUID(),
    newId: randomUUID,
    newNumber: () => random().toString(36).slice(2, 8).toUpperCase(),
  });
}

function botOf({ config, runtime, parts, state, people }: TurnWiring): PartnerBot {
  const { now, log } = runtime;
  const { allowedTenants } = config;
  return new PartnerBot({
    root: new RootDialog(parts),
    parts,
    state,
    allowedTenants,
    people,
    now,
    log,
  });
}

/** In front of others no enrollment is read. One that cannot be read is somebody else's to tell. */
async function askedOf(enrollments: Enrollments, activity: Activity): Promise<string> {
  if (isShared(activity)) return '';
  const { tenantId } = personOf(activity);
  const enrollment = await enrollments.find(tenantId).catch(nothingUnreadable);
  if (enrollment === undefined) return '';
  return `${position(enrollment) ?? ''}#${enrollment.asked?.visit ?? 0}`;
}

/** Any other fault ends the turn: PostgreSQL takes nothing more in a transaction in which a statement failed. */
function nothingUnreadable(error: unknown): undefined {
  if (error instanceof StoreError && error.code === 'record.unreadable') return undefined;
  throw error;
}

async function languageFor(contacts: Contacts, activity: Activity): Promise<Language> {
  const { tenantId, id } = personOf(activity);
  const contact = await contacts.find(tenantId, id).catch(() => undefined);
  return contact?.language ?? languageOf(activity.locale);
}
