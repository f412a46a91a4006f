// Notifications, from an event to a note that arrived: inbox, outbox, acknowledgements and reminders over one database.

import type { EventIntake } from '../../../services/events/event-intake.ts';
import { createAccept, createAppearance } from '../../../services/events/accept-event.ts';
import type { FactSource } from '../../../services/enrollment/milestones.ts';
import type {
  Acknowledgements,
  NotificationSender,
  Recipient,
} from '../../../services/notifications/notification.ts';
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherLog,
} from '../../../services/notifications/outbox/dispatcher.ts';
import type { OutboxInsight } from '../../../services/notifications/outbox/outbox.ts';
import type { QuietHours } from '../../../services/notifications/quiet-hours.ts';
import { createReminders } from '../../../services/notifications/reminders/remind.ts';
import {
  createAcknowledgementsIn,
  release,
  markReadUpTo,
  revive,
} from '../../../services/storage/stores/acknowledgements-store.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import {
  deliveryPage,
  insightOf,
  replay,
} from '../../../services/storage/stores/deliveries-store.ts';
import { createInboxIn } from '../../../services/storage/stores/inbox-store.ts';
import { createOutboxIn } from '../../../services/storage/outbox/outbox-store.ts';
import { createReminderStoreIn } from '../../../services/storage/stores/reminders-store.ts';
import { removeOld } from '../../../services/storage/maintenance/retention.ts';
import { createWaitingIn } from '../../../services/storage/outbox/waiting.ts';

const REVIVE_MS = 30 * 24 * 60 * 60_000;

export interface NotificationsDeps {
  readonly database: Database;
  readonly now: () => Date;
  readonly random: () => number;
  readonly sender: NotificationSender;
  readonly newId: () => string;
  readonly quietHours: QuietHours | 'off';
  readonly log: DispatcherLog;
  /** How long a dead process keeps what it had under way; 60 s, shorter only in tests. */
  readonly leaseMs?: number | undefined;
}

export interface Notifications {
  /** For the event API, whose senders are operators. */
  readonly intake: EventIntake;
  /** The same for another source of facts (mailbox, Graph, Partner Center). */
  intakeFor(source: FactSource): EventIntake;
  readonly dispatcher: Dispatcher;
  readonly acknowledgements: Acknowledgements;
  /**
   * The person wrote for the first time, came back, or became a participant: what waited for them is queued, what could
   * not reach them is queued again. Cheap when nothing waits. Out: how many notes.
   */
  personAppeared(tenantId: string, personId: string): Promise<number>;
  /** The person uninstalled the bot: what waits for them becomes unreachable, with the reason in words. */
  personLeft(tenantId: string, personId: string, reason: string): Promise<void>;
  /** Teams reported that the person has read up to a time. */
  readUpTo(to: Recipient, until: Date): Promise<void>;
  /** Queues what is due to be reminded of; to be called once an hour or so. Out: how many notes. */
  remind(): Promise<number>;
  /** Removes history older than 90 days, and turns older than a day. Out: rows removed. */
  forget(): Promise<number>;
  insight(): Promise<OutboxInsight>;
}

/** Puts it together over a database. No timers: nothing runs by itself. */
export function createNotifications(deps: NotificationsDeps): Notifications {
  const { database, now, newId } = deps;
  const dispatcher = createDispatcher({
    ...deps,
    outbox: createOutboxIn(database),
  });
  const inbox = createInboxIn(database, now);
  const isWaited = createWaitingIn(database);
  const appear = createAppearance({ inbox, now, newId });
  const intakeFor = (source: FactSource): EventIntake => ({
    accept: createAccept({ inbox, now, newId }, source),
    find: (from, id) => inbox.find(from, id),
    deliveries: (query) => deliveryPage(database, query),
    replay: (id) => replay(database, id, now().getTime()),
  });
  return {
    intake: intakeFor('operator'),
    intakeFor,
    dispatcher,
    acknowledgements: createAcknowledgementsIn(database, now),
    async personAppeared(tenantId, userId) {
      const at = now().getTime();
      if (!(await isWaited({ tenantId, userId }, at - REVIVE_MS))) return 0;
      const back = { since: new Date(at - REVIVE_MS), at };
      const revived = await revive(database, { tenantId, userId }, back);
      return revived + (await appear({ tenantId, userId }));
    },
    personLeft: (tenantId, userId, reason) => release(database, { tenantId, userId }, reason),
    readUpTo: (to, until) => markReadUpTo(database, to, { until, at: now().getTime() }),
    remind: createReminders({ book: createReminderStoreIn(database, now), now, newId }),
    forget: () => removeOld(database, now()),
    async insight() {
      return { ...(await insightOf(database, now().getTime())), ...dispatcher.tally() };
    },
  };
}
