// The composition root: every part made once and handed on. No timers here; main.ts has them.

import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Server } from 'restify';
import { RootDialog } from '../dialogs/root-dialog.ts';
import type { Parts } from '../dialogs/scene.ts';
import { createSearch, type Search } from '../services/knowledge/search.ts';
import { loadKnowledge, type Knowledge } from '../services/knowledge/topic.ts';
import { createQuestionsIn } from '../services/storage/questions-store.ts';
import type { Questions } from '../services/questions/questions.ts';
import { createInvitationsIn } from '../services/storage/invitations-store.ts';
import { createAnnouncing, type Announcing } from '../services/storage/announcing.ts';
import { createContactsIn } from '../services/storage/contacts-store.ts';
import { openDatabase, ping, type Database } from '../services/storage/database.ts';
import { moveData } from '../services/storage/moving.ts';
import { createDocumentsIn } from '../services/storage/documents-store.ts';
import { latestTenantIn } from '../services/storage/latest-tenant.ts';
import { createEnrollmentsIn } from '../services/storage/enrollments-store.ts';
import { TeamsAdapter } from './channel/adapter.ts';
import { createConversationState } from './channel/conversation-state.ts';
import { createMessenger } from './channel/messenger.ts';
import { PartnerBot } from './channel/partner-bot.ts';
import { createStateStorage } from './channel/state-storage.ts';
import { createTurnGuard, type TurnGuard } from './channel/turn-guard.ts';
import type { Config } from './config.ts';
import { createFrontDoor, trustOf } from './front-door/front-door.ts';
import type { Receive } from './http/messages-route.ts';
import { createHttpServer } from './http/server.ts';
import type { Log } from './log.ts';
import { mailboxOn, type MailboxPart } from './mailbox.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { readinessOf, rememberedIn } from './wiring.ts';

/** What the world gives. */
export interface Ambient {
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

export interface App {
  /** Not yet listening. */
  readonly server: Server;
  /** Begins what may go now, without waiting for the slowest. Never rejects. */
  pump(): Promise<unknown>;
  /** Delivers all that may go now and waits for it. Out: messages tried. Never rejects. */
  dispatch(): Promise<number>;
  /** Queues what is due to be reminded of. Out: how many notes. */
  remind(): Promise<number>;
  /** Removes old history. Out: rows removed. */
  forget(): Promise<number>;
  /** Looks after mailboxes without waiting for them. */
  tend(): Promise<void>;
  /** The same, and waits for it. Out: how much there was. */
  watch(): Promise<number>;
  /** Waits for the running turns, then closes the database. */
  close(): Promise<void>;
}

/** What the bot answers questions from; made once, it takes a moment. */
export interface Answering {
  readonly knowledge: Knowledge;
  readonly search: Search;
}

/** Reads the knowledge and builds its index. */
export function createAnswering(): Answering {
  const knowledge = loadKnowledge();
  return { knowledge, search: createSearch(knowledge) };
}

/**
 * Puts the bot together. Throws when the database cannot be opened.
 * In: the configuration, the world, and what questions are answered from.
 */
export async function createApp(
  config: Config,
  ambient: Ambient,
  answering: Answering = createAnswering(),
): Promise<App> {
  const { log } = ambient;
  const database = await opened(config);
  const guard = createTurnGuard();
  const speaking = speakingFirst(database, config, ambient);
  const bot = botOn(database, { config, ambient, answering, announcing: speaking.announcing });
  const adapter = new TeamsAdapter({
    botFramework: config.botFramework,
    log,
    newNumber: () => ambient.random().toString(36).slice(2, 8).toUpperCase(),
  });
  const receive = receiveWith(adapter, guard, bot);
  const mailbox = mailboxOn(database, { config, ambient, ...speaking });
  const server = serverOn(database, { config, ambient, receive, mailbox, ...speaking });
  const { announcing } = speaking;
  return {
    server,
    pump: () => announcing.dispatcher.pump(),
    dispatch: () => announcing.dispatcher.drain(),
    remind: () => announcing.remind(),
    forget: async () => (await announcing.forget()) + (await mailbox.forget()),
    tend: () => mailbox.begin(),
    watch: () => mailbox.watch(),
    async close() {
      await guard.idle();
      await mailbox.stop();
      await announcing.dispatcher.stop();
      await database.destroy();
    },
  };
}

function opened({ database, databasePool }: Config): Promise<Database> {
  return openDatabase(database, { connections: databasePool });
}

interface Serving extends Speaking {
  readonly config: Config;
  readonly ambient: Ambient;
  readonly receive: Receive;
  readonly mailbox: MailboxPart;
}

function serverOn(
  database: Database,
  { config, ambient, receive, announcing, metrics, mailbox }: Serving,
): Server {
  const { eventKeys: keys, allowedTenants, anonymous } = config;
  const { log, now } = ambient;
  const contacts = createContactsIn(database, now);
  return createHttpServer({
    receive,
    admit: createFrontDoor({
      config,
      chosenLanguage: async (tenantId, id) =>
        (await contacts.find(tenantId, id))?.language ?? undefined,
      now,
      log,
    }),
    readiness: () =>
      readinessOf(config, { database: () => ping(database), mailbox: () => mailbox.readiness() }),
    log,
    anonymous,
    events: { door: announcing.door, keys, metrics, now, allowedTenants },
    groups: mailbox.groups,
  });
}

function receiveWith(adapter: TeamsAdapter, guard: TurnGuard, bot: PartnerBot): Receive {
  return async ({ authorization, activity }) => {
    const turn = activity as unknown as Activity;
    const conversation = (turn.conversation as Activity['conversation'] | undefined)?.id ?? '';
    // The guard comes after the token: a stranger cannot queue in somebody's conversation.
    const answer = await adapter.receive(authorization, turn, (context) =>
      guard.run(conversation, () => bot.run(context)),
    );
    return { status: answer?.status ?? 200, body: answer?.body as unknown };
  };
}

interface Speaking {
  readonly announcing: Announcing;
  readonly metrics: Metrics;
}

/** The way from an event to a note: outbox, messenger, and what is counted of them. */
function speakingFirst(database: Database, config: Config, ambient: Ambient): Speaking {
  const { log, now, random } = ambient;
  const messenger = createMessenger({
    contacts: createContactsIn(database, now),
    enrollments: createEnrollmentsIn(database, now),
    botFramework: config.botFramework,
    trust: trustOf(config),
    state: createStateStorage(createDocumentsIn(database, now)),
    log,
    now,
  });
  const metrics = createMetrics({ insight: () => announcing.insight(), now, log });
  const announcing: Announcing = createAnnouncing({
    database,
    now,
    random,
    messenger: metrics.watched(messenger),
    newId: randomUUID,
    quietHours: config.quietHours,
    log,
  });
  return { announcing, metrics };
}

/** The questions kept in the database, for `npm run questions`. The caller closes it. */
export async function openQuestions(
  config: Config,
): Promise<{ readonly questions: Questions; close(): Promise<void> }> {
  const database = await opened(config);
  return { questions: createQuestionsIn(database), close: () => database.destroy() };
}

/** Copies everything from one database to another, for `npm run migrate-data`. Throws what `moveData` throws. */
export function moveAll(from: string, to: string): ReturnType<typeof moveData> {
  return moveData(from, to);
}

/** The tenant whose people wrote last, for `npm run event`; undefined when nobody did. Closes the database again. */
export async function latestTenant(config: Config): Promise<string | undefined> {
  const database = await opened(config);
  return await latestTenantIn(database).finally(() => database.destroy());
}

interface Given {
  readonly config: Config;
  readonly ambient: Ambient;
  readonly answering: Answering;
  readonly announcing: Announcing;
}

function botOn(database: Database, { config, ambient, answering, announcing }: Given): PartnerBot {
  const { now, log } = ambient;
  const state = createConversationState(createStateStorage(createDocumentsIn(database, now)));
  const enrollments = createEnrollmentsIn(database, now);
  const contacts = createContactsIn(database, now);
  const parts: Parts = {
    enrollments,
    contacts,
    livingCard: rememberedIn(state, 'livingCard'),
    lastTopic: rememberedIn(state, 'lastTopic'),
    ...answering,
    questions: createQuestionsIn(database),
    acknowledgements: announcing.acknowledgements,
    invitations: createInvitationsIn(database),
    eraseNotes: (person) => announcing.erase(person.tenantId, person.id),
    expert: config.expert,
    newId: randomUUID,
  };
  return new PartnerBot({
    root: new RootDialog(parts),
    parts,
    state,
    allowedTenants: config.allowedTenants,
    people: announcing,
    now,
    log,
  });
}
