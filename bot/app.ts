// The composition root, from top to bottom: database, stores, metrics, hosts, the connector's client, then features.
// Every part is made once and handed on. No timers here; bot/main.ts starts the scheduler.

import { randomUUID } from 'node:crypto';
import type { Server } from 'restify';
import { withEveryId } from '../services/contacts/identities.ts';
import { openedToOthers } from '../services/storage/database/owner-only.ts';
import { createClockMarksIn } from '../services/storage/maintenance/clock-marks.ts';
import { createWriteProbe } from '../services/storage/database/write-probe.ts';
import { clockedJobs, type ClockedJobs } from './clocked-jobs.ts';
import type { Config } from './config/config.ts';
import type { Feature, FeatureDeps } from './features/feature.ts';
import { createMailboxFeature } from './features/mailbox/mailbox-feature.ts';
import { createNotificationsFeature } from './features/notifications/notifications-feature.ts';
import { createNotifications } from './features/notifications/notifications.ts';
import { createPartnerCenterFeature } from './features/partner-center/partner-center-feature.ts';
import { createRetentionFeature } from './features/retention/retention-feature.ts';
import { createSecretExpiryFeature } from './features/secret-expiry/secret-expiry-feature.ts';
import {
  createSigningIn,
  createSignInFeature,
  withFeed,
} from './features/sign-in/sign-in-feature.ts';
import { createAnswering, type Answering } from './features/turns/answering.ts';
import { createTurnsFeature } from './features/turns/turns-feature.ts';
import { createHttpServer } from './http/server.ts';
import { createMetrics } from './monitoring/metrics.ts';
import { monitoringRoutes } from './monitoring/monitoring-routes.ts';
import { beginProof } from './monitoring/proof.ts';
import { readinessOf } from './monitoring/readiness.ts';
import type { Runtime } from './runtime.ts';
import type { Job, JobName } from './scheduler.ts';
import { createStores, openConfigured } from './stores.ts';
import { trustOf } from './teams/admission/service-hosts.ts';
import { createConnectorClient } from './teams/connector/connector-client.ts';
import { createAuthorize } from './teams/connector/app-credentials.ts';
import { createNotificationSender } from './teams/connector/notification-sender.ts';
import { createStateStorage } from './teams/sdk/state-storage.ts';

export interface App {
  /** Not yet listening. */
  readonly server: Server;
  readonly jobs: readonly Job[];
  /** Runs every job of this name to its end. Out: how much there was to do; 0 when the part is off. */
  job(name: JobName): Promise<number>;
  /** Begins nothing new; resolves when in-flight work is written down. In: aborted when work is to be broken off. */
  stop(patience: AbortSignal): Promise<void>;
  /** Waits for in-flight work, then closes the database. */
  close(): Promise<void>;
}

/** Half of a host's connections stay free for turns, however many notes are on their way. */
const BACKGROUND_CONNECTIONS = 32;

const FEATURES: readonly ((deps: FeatureDeps) => readonly Feature[])[] = [
  createTurnsFeature,
  createNotificationsFeature,
  createSignInFeature,
  createMailboxFeature,
  createPartnerCenterFeature,
  createRetentionFeature,
];

/** Puts the bot together. In: what questions are answered from, when it is made already. Throws when the database cannot be opened. */
export async function createApp(
  config: Config,
  runtime: Runtime,
  answering: Answering = createAnswering(),
): Promise<App> {
  const deps = await createParts(config, runtime, answering);
  const { database, metrics } = deps;
  const { log, now } = runtime;
  const optional = FEATURES.flatMap((create) => create(deps));
  const { feature, expiries } = createSecretExpiryFeature(deps, optional);
  const features = [...optional, feature];
  const { jobs, close } = await clockedOver(deps, features);
  const probe = createWriteProbe(database, config.database, now);
  const hasExpert = Object.values(config.expert).some((part) => part !== undefined);
  const readiness = () => readinessOf({ database: probe, hasExpert, features, expiries });
  const stop = async (patience: AbortSignal): Promise<void> => {
    await Promise.all(features.map(async (one) => one.stop?.(patience)));
  };
  return {
    server: createHttpServer({
      routes: [
        monitoringRoutes({ readiness, metrics, key: config.metricsKey, log }),
        ...features.flatMap(({ routes }) => routes ?? []),
      ],
      log,
    }),
    jobs,
    async job(wanted) {
      let done = 0;
      for (const job of jobs) if (job.name === wanted) done += await job.run();
      return done;
    },
    stop,
    async close() {
      await stop(new AbortController().signal);
      await close();
      await database.destroy();
    },
  };
}

function clockedOver(deps: FeatureDeps, features: readonly Feature[]): Promise<ClockedJobs> {
  const marks = createClockMarksIn(deps.database, deps.stores.enrollments);
  const jobs = features.flatMap((one) => one.jobs ?? []);
  return clockedJobs(marks, deps.runtime, jobs);
}

async function createParts(
  config: Config,
  runtime: Runtime,
  answering: Answering,
): Promise<FeatureDeps> {
  const { now, random, log } = runtime;
  const opened = openedToOthers(config.database);
  const database = await openConfigured(config);
  if (opened.length > 0) {
    const still = openedToOthers(config.database).length;
    log.warn('database-was-open-to-others', { closed: opened.length - still, still });
  }
  const stores = createStores(database, now);
  const { identities, enrollments, documents, hintsOf, invitationOf } = stores;
  const contacts = withEveryId(stores.contacts, identities);
  const metrics = createMetrics();
  const trust = trustOf(config);
  const credentials = beginProof(now);
  const authorize = createAuthorize(config.botFramework, credentials);
  const connector = createConnectorClient({ authorize });
  const background = connector.background(BACKGROUND_CONNECTIONS);
  const sender = createNotificationSender({
    ...{ contacts, enrollments, invitationOf, trust, log, now },
    ...(config.partnerCenter && { hintsOf }),
    client: background,
    state: createStateStorage(documents),
  });
  const notifications = createNotifications({
    ...{ database, now, random, log },
    sender: withFeed(metrics.watched(sender), { config, contacts, log, now }),
    newId: randomUUID,
    quietHours: config.quietHours,
  });
  metrics.exposeOutbox({ insight: () => notifications.insight(), now, log });
  const signIn = createSigningIn(config, runtime, identities);
  const parts = { config, runtime, database, stores, answering, metrics, trust, connector };
  return { ...parts, background, notifications, credentials, signIn };
}
