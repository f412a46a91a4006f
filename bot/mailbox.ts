// The mailbox's part of the composition root: what watches, what is counted of it, and its doors. Beside app.ts the only file with adapters.

import type { EventDoor } from '../services/events/event-door.ts';
import { createGraphMail } from '../services/mailbox/graph-mail.ts';
import type { Mailboxes } from '../services/mailbox/mailboxes.ts';
import { newSecret } from '../services/mailbox/secret.ts';
import { createWatching, type Watching } from '../services/mailbox/watching.ts';
import { openDatabase, type Database } from '../services/storage/database.ts';
import { createMailboxesIn } from '../services/storage/mailboxes-store.ts';
import type { Ambient } from './app.ts';
import type { Config } from './config.ts';
import type { GraphDeps } from './http/graph-route.ts';
import type { PartState } from './http/health-route.ts';
import { createMailboxMetrics, type MailboxMetrics } from './mailbox-metrics.ts';
import { mailboxState } from './mailbox-readiness.ts';
import type { Metrics } from './metrics.ts';

export interface MailboxPart {
  /** Does what is due. Out: how much there was. */
  watch(): Promise<number>;
  /** Out: rows removed. */
  forget(): Promise<number>;
  readiness(): Promise<PartState>;
  /** Absent = nothing is at their addresses. */
  readonly routes: Omit<GraphDeps, 'log'> | undefined;
}

interface Given {
  readonly config: Config;
  readonly ambient: Ambient;
  readonly announcing: { doorFor(source: 'mailbox'): EventDoor };
  readonly metrics: Metrics;
}

const OFF: MailboxPart = {
  watch: () => Promise.resolve(0),
  forget: () => Promise.resolve(0),
  readiness: () => Promise.resolve({ state: 'off' }),
  routes: undefined,
};

/** Puts it together; it does nothing where no access to Graph is configured. */
export function mailboxOn(database: Database, given: Given): MailboxPart {
  const { config, ambient, announcing, metrics } = given;
  if (config.mailbox === undefined) return OFF;
  const { now } = ambient;
  const watching: Watching = createWatching({
    ...ambient,
    mailboxes: createMailboxesIn(database, now),
    graph: createGraphMail({ ...config.mailbox, now }),
    door: announcing.doorFor('mailbox'),
    providers: config.mailbox.providers,
    newSecret,
    counted: (reading) => {
      figures.read(reading);
    },
  });
  const state: Watching['state'] = () => watching.state();
  const figures: MailboxMetrics = createMailboxMetrics(metrics.registry, { state, now });
  return {
    watch: () => watching.watch(),
    forget: () => watching.forget(),
    readiness: async () => mailboxState(await state(), now()),
    routes: {
      takeNotices: (items) => watching.takeNotices(items),
      takeLifecycle: (items) => watching.takeLifecycle(items),
      counted: (verdicts) => {
        figures.notified(verdicts);
      },
    },
  };
}

/** The mailboxes kept in the database, for `npm run mailbox`. The caller closes it. */
export async function openMailboxes(
  config: Config,
): Promise<{ readonly mailboxes: Mailboxes; close(): Promise<void> }> {
  const database = await openDatabase(config.databaseFile);
  const mailboxes = createMailboxesIn(database, () => new Date());
  return { mailboxes, close: () => database.destroy() };
}
