// The mailbox's part of the composition root: what watches, what is counted of it, and its doors. Beside app.ts the only file with adapters.

import type { EventIntake } from '../../../services/events/event-intake.ts';
import { createGraphMail } from '../../../services/graph/graph-mail.ts';
import type { Mailboxes } from '../../../services/mailbox/mailboxes.ts';
import { newSecret } from '../../../services/mailbox/secret.ts';
import { createMailboxWorker, type MailboxWorker } from '../../../services/mailbox/worker.ts';
import { openDatabase, type Database } from '../../../services/storage/database/database.ts';
import { createMailboxesIn } from '../../../services/storage/stores/mailboxes-store.ts';
import type { Runtime } from '../../runtime.ts';
import type { Config } from '../../config/config.ts';
import { errorCode, errorPlace } from '../../monitoring/log.ts';
import { addGraphRoutes } from './mailbox-route.ts';
import type { RouteGroup } from '../../http/server.ts';
import type { PartState } from '../../monitoring/health-route.ts';
import { createMailboxMetrics, type MailboxMetrics } from './mailbox-metrics.ts';
import { mailboxState } from './mailbox-readiness.ts';
import type { Metrics } from '../../monitoring/metrics.ts';

export interface MailboxPart {
  /** Does what is due, and waits for it. Out: how much there was. */
  watch(): Promise<number>;
  /** The same without waiting for it, for a timer; nothing while it is under way. */
  begin(): Promise<void>;
  /** Breaks off what is under way; what it left will be done by the next process. */
  stop(): Promise<void>;
  /** Out: rows removed. */
  forget(): Promise<number>;
  readiness(): Promise<PartState>;
  /** Where Microsoft Graph tells of mailboxes; none where the part is off. */
  readonly groups: readonly RouteGroup[];
}

interface Given {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly notifications: { intakeFor(source: 'mailbox'): EventIntake };
  readonly metrics: Metrics;
}

const OFF: MailboxPart = {
  watch: () => Promise.resolve(0),
  begin: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  forget: () => Promise.resolve(0),
  readiness: () => Promise.resolve({ state: 'off' }),
  groups: [],
};

/** Puts it together; it does nothing where no access to Graph is configured. */
export function mailboxOn(database: Database, given: Given): MailboxPart {
  const { config, runtime, notifications, metrics } = given;
  if (config.mailbox === undefined) return OFF;
  const { now, log } = runtime;
  const stopping = new AbortController();
  const watching: MailboxWorker = createMailboxWorker({
    ...runtime,
    mailboxes: createMailboxesIn(database, now),
    graph: createGraphMail({ ...config.mailbox, now, signal: stopping.signal }),
    door: notifications.intakeFor('mailbox'),
    providers: config.mailbox.providers,
    newSecret,
    counted: (reading) => {
      figures.read(reading);
    },
  });
  const state: MailboxWorker['state'] = () => watching.state();
  const figures: MailboxMetrics = createMailboxMetrics(metrics.registry, { state, now });
  return {
    watch: () => watching.watch(),
    ...inBackground(watching, stopping, log),
    forget: () => watching.forget(),
    readiness: async () => mailboxState(await state(), now()),
    groups: [doorsOf(watching, figures, log)],
  };
}

function doorsOf(
  watching: MailboxWorker,
  figures: MailboxMetrics,
  log: Runtime['log'],
): RouteGroup {
  return (server) => {
    addGraphRoutes(server, {
      takeNotices: (items) => watching.takeNotices(items),
      takeLifecycle: (items) => watching.takeLifecycle(items),
      counted: (verdicts) => {
        figures.notified(verdicts);
      },
      log,
    });
  };
}

/** One round at a time; a slow answer of Graph holds up neither the timer nor the end of the process. */
function inBackground(
  watching: MailboxWorker,
  stopping: AbortController,
  log: Runtime['log'],
): Pick<MailboxPart, 'begin' | 'stop'> {
  let underWay: Promise<unknown> | undefined;
  const failed = (error: unknown): void => {
    log.error('duty-failed', { duty: 'mailbox', code: errorCode(error), at: errorPlace(error) });
  };
  return {
    begin() {
      if (!stopping.signal.aborted) {
        underWay ??= watching
          .watch()
          .catch(failed)
          .finally(() => (underWay = undefined));
      }
      return Promise.resolve();
    },
    async stop() {
      stopping.abort();
      await underWay;
    },
  };
}

/** The mailboxes kept in the database, for `npm run mailbox`. The caller closes it. */
export async function openMailboxes(
  config: Pick<Config, 'database'>,
  now = () => new Date(),
): Promise<{ readonly mailboxes: Mailboxes; close(): Promise<void> }> {
  const database = await openDatabase(config.database);
  const mailboxes = createMailboxesIn(database, now);
  return { mailboxes, close: () => database.destroy() };
}
