// The feature of turns: from POST /api/messages through admission, the bot and its dialogs to the replies.

import { randomUUID } from 'node:crypto';
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import { LIVING_CARD } from '../../../dialogs/enrollment/open-card.ts';
import { RootDialog } from '../../../dialogs/root-dialog.ts';
import {
  afterTurn,
  type ConversationProperty,
  type DialogServices,
} from '../../../dialogs/turn-info.ts';
import type { Identities, PersonIds } from '../../../services/contacts/identities.ts';
import { position, promptNumberOf } from '../../../services/enrollment/form.ts';
import { StoreError, type Enrollments } from '../../../services/enrollment/enrollments.ts';
import { forgetPerson } from '../../../services/storage/stores/forget-person.ts';
import { mayTryAgain } from '../../../services/storage/transactions/turn-transaction.ts';
import type { Contact } from '../../../services/contacts/contacts.ts';
import { appSecret } from '../../doctor/app-check.ts';
import { createAdmission } from '../../teams/admission/admission.ts';
import { AppCredentialsFactory } from '../../teams/connector/app-credentials.ts';
import { TeamsAdapter } from '../../teams/sdk/adapter.ts';
import {
  createConversationState,
  type ConversationState,
} from '../../teams/sdk/conversation-state.ts';
import { TOKEN_HTTP_CLIENT } from '../../teams/sdk/token-http-client.ts';
import { LateUserTokenClient } from '../../teams/sdk/user-token-client.ts';
import { requesterOf } from '../../teams/sdk/user-tokens.ts';
import { idsIn, isShared, tenantIdOf } from '../../teams/turn/address.ts';
import { languageFor } from '../../teams/turn/client-locale.ts';
import { createConversationQueue } from '../../teams/turn/conversation-queue.ts';
import { PartnerBot } from '../../teams/turn/partner-bot.ts';
import { createReplySender } from '../../teams/turn/reply-sender.ts';
import {
  createTurnRunner,
  type TurnRunner,
  type TurnRunnerDeps,
} from '../../teams/turn/turn-runner.ts';
import { createWriteBehind } from '../../teams/turn/write-behind.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { secretEndOf } from '../secret-expiry/secret-expiry-feature.ts';
import { messagesRoutes } from './messages-route.ts';

/** What people write and press, and the answers. */
export function createTurnsFeature(deps: FeatureDeps): readonly Feature[] {
  const { config, runtime, stores, trust, connector, credentials } = deps;
  const { now, log } = runtime;
  const runner = createRunner(deps);
  const admit = createAdmission({
    config,
    trust,
    client: connector,
    contactOf: (ids) => contactOf(stores, ids),
    now,
    log,
  });
  const feature: Feature = {
    name: 'credentials',
    routes: messagesRoutes({ receive: runner.receive, admit, log }),
    secrets: [{ what: 'appPassword', endsAt: secretEndOf(appSecret(config)), part: 'credentials' }],
    readiness: () => (config.anonymous ? { state: 'off' } : credentials.state()),
    stop: () => runner.idle(),
  };
  return [feature];
}

function createRunner(deps: FeatureDeps): TurnRunner {
  const { config, runtime, stores, connector: client, signIn } = deps;
  const { now, random, log } = runtime;
  const { botFramework } = config;
  const factory = new AppCredentialsFactory(botFramework, deps.credentials);
  const authentication = new ConfigurationBotFrameworkAuthentication(
    ...([botFramework, factory, undefined, undefined, { httpClient: TOKEN_HTTP_CLIENT }] as const),
  );
  const { turns, transactions, identities, enrollments } = stores;
  const state = createConversationState(stores.documents);
  const transact: TurnRunnerDeps['transact'] = (key, work) => transactions.run(key, work);
  const services = dialogServices(deps, state);
  const presence = deps.notifications;
  const root = new RootDialog(services);
  const bot = new PartnerBot({ root, services, state, presence, now, log });
  const userTokens = (identity: ClaimsIdentity): LateUserTokenClient =>
    new LateUserTokenClient(authentication, identity);
  return createTurnRunner({
    ...{ now, random, log, turns, client, transact, mayTryAgain },
    adapter: new TeamsAdapter({ userTokens }),
    queue: createConversationQueue(),
    alone: transactions.alone,
    sender: createReplySender({ client, now, random, log }),
    late: createWriteBehind({ turns, state, transact, log }),
    prepare: async (identity, activity) =>
      signIn?.signIn.before({ activity, client: userTokens(identity) }),
    bot: (context, turn, personId) => bot.run(context, personId, turn.signIn),
    identify: (activity) => identify(identities, activity),
    saveState: (context) => state.save(context),
    asked: (activity) => askedOf(enrollments, activity),
    async languageFor(activity) {
      const contact = await contactOf(stores, idsIn(activity)).catch(() => undefined);
      return languageFor(activity, contact);
    },
    owner: randomUUID(),
    newId: randomUUID,
    newNumber: () => random().toString(36).slice(2, 8).toUpperCase(),
  });
}

function dialogServices(
  { config, runtime, database, stores, answering, notifications, signIn }: FeatureDeps,
  state: ConversationState,
): DialogServices {
  const { enrollments, contacts, questions, invitations, invitationOf } = stores;
  return {
    ...answering,
    ...{ enrollments, contacts, questions, invitations, invitationOf },
    livingCard: conversationProperty(state, LIVING_CARD),
    lastTopic: conversationProperty(state, 'lastTopic'),
    pendingReport: conversationProperty(state, 'pendingReport'),
    ...(config.partnerCenter && { hintsOf: stores.hintsOf }),
    acknowledgements: notifications.acknowledgements,
    forgetPerson: ({ tenantId, id: personId }) =>
      forgetPerson(database, runtime.now(), { tenantId, personId }),
    expert: config.expert,
    canSignIn: signIn !== undefined,
    lastExchange: conversationProperty(state, 'lastExchange'),
    signOutAfter: (context) => {
      afterTurn(context, async () => signIn?.signIn.signOut(requesterOf(context)));
    },
    newId: randomUUID,
  };
}

function conversationProperty(state: ConversationState, name: string): ConversationProperty {
  const value = state.property<string | undefined>(name);
  return {
    get: (context) => value.get(context),
    set: (context, given) => value.set(context, given),
  };
}

async function contactOf(
  { contacts, identities }: FeatureDeps['stores'],
  ids: PersonIds,
): Promise<Contact | undefined> {
  return contacts.find(ids.tenantId, await identities.find(ids));
}

/** In front of others nothing is kept about people, so nobody's ids are joined there. */
function identify(identities: Identities, activity: Activity): Promise<string> {
  const place = activity.conversation as Activity['conversation'] | undefined;
  const isPersonal = place !== undefined && !isShared(activity);
  return isPersonal ? identities.meet(idsIn(activity)) : identities.find(idsIn(activity));
}

/** In front of others no enrollment is read. One that cannot be read is reported elsewhere. */
async function askedOf(enrollments: Enrollments, activity: Activity): Promise<string> {
  if (isShared(activity)) return '';
  const enrollment = await enrollments.find(tenantIdOf(activity)).catch(nothingUnreadable);
  if (enrollment === undefined) return '';
  return `${position(enrollment) ?? ''}#${promptNumberOf(enrollment)}`;
}

/** Any other fault ends the turn: PostgreSQL takes nothing more in a transaction in which a statement failed. */
function nothingUnreadable(error: unknown): undefined {
  if (error instanceof StoreError && error.code === 'record.unreadable') return undefined;
  throw error;
}
