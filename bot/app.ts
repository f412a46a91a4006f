// The composition root: every part made once and handed on. No timers here; main.ts has them.

import { randomUUID } from 'node:crypto';
import type { Server } from 'restify';
import { createNotifications, type Notifications } from '../services/storage/announcing.ts';
import { createContactsIn } from '../services/storage/stores/contacts-store.ts';
import type { Database } from '../services/storage/database/database.ts';
import { createDocumentsIn } from '../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../services/storage/stores/enrollments-store.ts';
import { createHintsIn } from '../services/storage/stores/partner-center-store.ts';
import { createWriteProbe } from '../services/storage/database/write-probe.ts';
import { createNotificationSender } from './teams/connector/notification-sender.ts';
import { createStateStorage } from './teams/sdk/state-storage.ts';
import { createAnswering, type Answering } from './features/turns/answering.ts';
import type { Config } from './config/config.ts';
import type { Expiries } from './monitoring/expiries.ts';
import { expiriesFor } from './features/secret-expiry/expiry-sources.ts';
import { createAdmission, trustOf } from './teams/admission/admission.ts';
import { createSigningIn, withFeed, type SigningIn } from './features/sign-in/sign-in-feature.ts';
import type { Receive } from './features/turns/messages-route.ts';
import { partnerCenterRoutes } from './features/partner-center/partner-center-route.ts';
import { createHttpServer } from './http/server.ts';
import { mailboxOn, type MailboxPart } from './features/mailbox/mailbox-feature.ts';
import { createMetrics, type Metrics } from './monitoring/metrics.ts';
import { openConfigured } from './cli/open.ts';
import type { PartnerCenterPart } from './features/partner-center/partner-center-metrics.ts';
import { partnerCenterOn } from './features/partner-center/partner-center-feature.ts';
import type { Runtime } from './runtime.ts';
import { turnsOn } from './features/turns/dialog-services.ts';
import { readinessOf } from './monitoring/readiness.ts';

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
  /** Asks Partner Center what is due. Out: questions worked on; 0 when that part is off. */
  poll(): Promise<number>;
  /** Looks up when secrets and subscriptions end. Never rejects. */
  lookAhead(): Promise<void>;
  /** Looks after mailboxes without waiting for them. */
  tend(): Promise<void>;
  /** The same, and waits for it. Out: how much there was. */
  watch(): Promise<number>;
  /**
   * Begins no delivery any more; resolves when what is under way has been written down. In: when patience ends; then
   * it is broken off, and written down as what may have arrived.
   */
  quiet(patience: AbortSignal): Promise<void>;
  /** Waits for the running turns and deliveries, then closes the database. */
  close(): Promise<void>;
}

/**
 * Puts the bot together. Throws when the database cannot be opened.
 * In: the configuration, the world, and what questions are answered from.
 */
export async function createApp(
  config: Config,
  runtime: Runtime,
  answering: Answering = createAnswering(),
): Promise<App> {
  const database = await openConfigured(config);
  const speaking = speakingFirst(database, config, runtime);
  const signingIn = createSigningIn(config, runtime.log);
  const { notifications, ending } = speaking;
  const turns = turnsOn(database, { config, runtime, answering, notifications, signingIn });
  const partnerCenter = partnerCenterOn(database, { config, runtime, ...speaking });
  const mailbox = mailboxOn(database, { config, runtime, ...speaking });
  const expiries = expiriesFor(config, { ...runtime, ...speaking.metrics, mailbox });
  const parts = { partnerCenter, mailbox, signingIn, expiries };
  const server = serverOn(database, {
    config,
    runtime,
    receive: turns.take,
    ...parts,
    ...speaking,
  });
  return {
    server,
    pump: () => notifications.dispatcher.pump(),
    dispatch: () => notifications.dispatcher.drain(),
    remind: () => notifications.remind(),
    lookAhead: () => expiries.refresh(),
    forget: async () => (await notifications.forget()) + (await mailbox.forget()),
    poll: async () => (await partnerCenter?.poll()) ?? 0,
    tend: () => mailbox.begin(),
    watch: () => mailbox.watch(),
    quiet(patience) {
      patience.addEventListener('abort', () => {
        ending.abort();
      });
      return notifications.dispatcher.stop();
    },
    async close() {
      await turns.idle();
      await mailbox.stop();
      await notifications.dispatcher.stop();
      await database.destroy();
    },
  };
}

interface Serving extends Speaking {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly receive: Receive;
  readonly partnerCenter: PartnerCenterPart | undefined;
  readonly mailbox: MailboxPart;
  readonly signingIn: SigningIn | undefined;
  readonly expiries: Expiries;
}

function serverOn(database: Database, serving: Serving): Server {
  const { config, runtime, receive, notifications, metrics, partnerCenter, mailbox } = serving;
  const { signingIn, expiries } = serving;
  const { eventKeys: keys, allowedTenants, anonymous } = config;
  const { log, now } = runtime;
  const contacts = createContactsIn(database, now);
  const pulse = createWriteProbe(database, { address: config.database, now });
  return createHttpServer({
    receive,
    admit: createAdmission({
      config,
      chosenLanguage: async (tenantId, id) =>
        (await contacts.find(tenantId, id))?.language ?? undefined,
      now,
      log,
    }),
    readiness: () =>
      readinessOf(config, {
        database: pulse,
        mailbox: () => mailbox.readiness(),
        partnerCenter: partnerCenter?.state(),
        graph: signingIn?.health.state(),
        expiries,
      }),
    log,
    anonymous,
    events: { door: notifications.intake, keys, metrics, now, allowedTenants },
    groups: [
      ...(partnerCenter ? [partnerCenterRoutes({ ...partnerCenter, log })] : []),
      ...mailbox.groups,
    ],
  });
}

interface Speaking {
  readonly notifications: Notifications;
  readonly metrics: Metrics;
  /** Breaks off what is under way to the connector. */
  readonly ending: AbortController;
}

/** The way from an event to a note: outbox, messenger, and what is counted of them. */
function speakingFirst(database: Database, config: Config, runtime: Runtime): Speaking {
  const { log, now, random } = runtime;
  const ending = new AbortController();
  const contacts = createContactsIn(database, now);
  const messenger = createNotificationSender({
    contacts,
    enrollments: createEnrollmentsIn(database, now),
    ...(config.partnerCenter && { hintsOf: createHintsIn(database) }),
    botFramework: config.botFramework,
    trust: trustOf(config),
    state: createStateStorage(createDocumentsIn(database, now)),
    log,
    now,
    ending: ending.signal,
  });
  const metrics = createMetrics({ insight: () => notifications.insight(), now, log });
  const notifications: Notifications = createNotifications({
    database,
    now,
    random,
    messenger: withFeed(metrics.watched(messenger), { config, contacts, log, now }),
    newId: randomUUID,
    quietHours: config.quietHours,
    log,
  });
  return { notifications, metrics, ending };
}
