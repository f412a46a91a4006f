// The composition root: every part made once and handed on. No timers here; main.ts has them.

import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Server } from 'restify';
import { RootDialog } from '../dialogs/root-dialog.ts';
import type { LivingCard, Parts } from '../dialogs/scene.ts';
import { createContactsIn } from '../services/storage/contacts-store.ts';
import { openDatabase, ping, type Database } from '../services/storage/database.ts';
import { createDocumentsIn } from '../services/storage/documents-store.ts';
import { createEnrollmentsIn } from '../services/storage/enrollments-store.ts';
import { TeamsAdapter } from './channel/adapter.ts';
import { createConversationState, type ConversationState } from './channel/conversation-state.ts';
import { PartnerBot } from './channel/partner-bot.ts';
import { createStateStorage } from './channel/state-storage.ts';
import { createTurnGuard } from './channel/turn-guard.ts';
import type { Config } from './config.ts';
import type { Readiness } from './http/health-route.ts';
import type { Receive } from './http/messages-route.ts';
import { createHttpServer } from './http/server.ts';
import { errorCode, type Log } from './log.ts';

/** What the world gives. */
export interface Ambient {
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

export interface App {
  /** Not yet listening. */
  readonly server: Server;
  /** Waits for the running turns, then closes the database. */
  close(): Promise<void>;
}

/** Puts the bot together. Throws when the database cannot be opened. */
export async function createApp(config: Config, ambient: Ambient): Promise<App> {
  const database = await openDatabase(config.databaseFile);
  const guard = createTurnGuard();
  const bot = botOn(database, config, ambient);
  const adapter = new TeamsAdapter({
    botFramework: config.botFramework,
    log: ambient.log,
    newNumber: () => ambient.random().toString(36).slice(2, 8).toUpperCase(),
  });
  const receive: Receive = async ({ authorization, activity }) => {
    const turn = activity as unknown as Activity;
    const conversation = (turn.conversation as Activity['conversation'] | undefined)?.id ?? '';
    // The guard comes after the token: a stranger cannot queue in somebody's conversation.
    const answer = await adapter.receive(authorization, turn, (context) =>
      guard.run(conversation, () => bot.run(context)),
    );
    return { status: answer?.status ?? 200, body: answer?.body as unknown };
  };
  const server = createHttpServer({
    receive,
    readiness: () => readiness(database, config),
    log: ambient.log,
    anonymous: config.anonymous,
  });
  return {
    server,
    async close() {
      await guard.idle();
      await database.destroy();
    },
  };
}

function botOn(database: Database, config: Config, { now }: Ambient): PartnerBot {
  const state = createConversationState(createStateStorage(createDocumentsIn(database, now)));
  const enrollments = createEnrollmentsIn(database, now);
  const contacts = createContactsIn(database, now);
  const parts: Parts = {
    enrollments,
    contacts,
    livingCard: livingCardIn(state),
    expert: config.expert,
    newId: randomUUID,
  };
  return new PartnerBot({
    root: new RootDialog(parts),
    state,
    contacts,
    enrollments,
    allowedTenants: config.allowedTenants,
    now,
  });
}

function livingCardIn(state: ConversationState): LivingCard {
  const id = state.property<string | undefined>('livingCard');
  return {
    get: (context) => id.get(context),
    set: (context, activityId) => id.set(context, activityId),
  };
}

async function readiness(database: Database, config: Config): Promise<Readiness> {
  const state = await ping(database).then(
    () => ({ state: 'ok' }) as const,
    (error: unknown) => ({ state: 'fault', reason: errorCode(error) }) as const,
  );
  const given = (value: unknown): 'ok' | 'off' => (value === undefined ? 'off' : 'ok');
  return {
    ready: state.state === 'ok',
    parts: {
      database: state,
      credentials: { state: config.anonymous ? 'off' : 'ok' },
      events: { state: config.eventKeys.length > 0 || config.anonymous ? 'ok' : 'off' },
      expert: { state: given(config.expert.email ?? config.expert.url ?? config.expert.name) },
      graph: { state: given(config.graphConnectionName) },
      partnerCenter: { state: given(config.partnerCenter) },
    },
  };
}
