// The whole way from an event to a messenger, over a real database, with a clock to turn and a messenger to script.

import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { beginEnrollment } from '../../services/enrollment/enrollment.ts';
import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import { applyFact } from '../../services/enrollment/facts.ts';
import type { Envelope } from '../../services/events/event-intake.ts';
import type {
  NotificationSender,
  Notification,
  DeliveryOutcome,
  Recipient,
} from '../../services/notifications/notification.ts';
import type { QuietHours } from '../../services/notifications/quiet-hours.ts';
import {
  createNotifications,
  type Notifications,
} from '../../bot/features/notifications/notifications.ts';
import { createContactsIn } from '../../services/storage/stores/contacts-store.ts';
import type { Database } from '../../services/storage/database/database.ts';
import { createEnrollmentsIn } from '../../services/storage/stores/enrollments-store.ts';
import { openFor, openFresh } from './database.ts';

/** A Monday, 10:00 in Berlin. */
export const MONDAY = '2026-03-02T09:00:00.000Z';
export const SENT: DeliveryOutcome = { kind: 'sent', activityId: '1' };
export const HOURS = 60 * 60_000;

export interface Carried {
  readonly to: Recipient;
  readonly notes: readonly Notification[];
  readonly at: number;
}

export interface Stage extends Notifications {
  readonly database: Database;
  /** What the messenger was given, in order. */
  readonly carried: Carried[];
  /** What the messenger will answer; `sent` when the list is empty. */
  readonly answers: (DeliveryOutcome | Error)[];
  /** Turns the clock. */
  pass(ms: number): void;
  time(): Date;
  meet(tenantId: string, ...people: readonly string[]): Promise<void>;
  mute(tenantId: string, personId: string, ...kinds: readonly string[]): Promise<void>;
  enroll(tenantId: string, ...people: readonly string[]): Promise<void>;
  /** Has a company report milestones, as far as one is needed for another. */
  reach(tenantId: string, ...milestones: readonly MilestoneId[]): Promise<void>;
  enrollment(tenantId: string): Promise<Enrollment | undefined>;
  /** Subjects that reached somebody so far. */
  subjects(personId?: string): readonly string[];
}

interface Setting {
  /** Of a database; a new one when absent. */
  readonly url?: string;
  /** One that is open, and stays so. */
  readonly database?: Database;
  readonly quietHours?: QuietHours | 'off';
  readonly timeZone?: string | null;
  readonly messenger?: NotificationSender;
}

/** Sets the stage. In: what differs from an empty database of the suite's engine, no quiet hours, Berlin. */
export async function stage(setting: Setting = {}): Promise<Stage> {
  const database = setting.database ?? (await opened(setting.url));
  let time = Date.parse(MONDAY);
  const now = (): Date => new Date(time);
  const carried: Carried[] = [];
  const answers: (DeliveryOutcome | Error)[] = [];
  const scripted: NotificationSender = {
    send(to, notes) {
      carried.push({ to, notes, at: time });
      const answer = answers.shift() ?? SENT;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const contacts = createContactsIn(database, now);
  const enrollments = createEnrollmentsIn(database, now);
  const notifications = createNotifications({
    database,
    now,
    random: () => 0.5,
    sender: setting.messenger ?? scripted,
    newId: () => `id-${(ids += 1)}`,
    quietHours: setting.quietHours ?? 'off',
    log: { warn: () => undefined },
  });
  const save = (tenantId: string, personId: string, muted: readonly string[]): Promise<void> => {
    const timeZone = setting.timeZone === undefined ? 'Europe/Berlin' : setting.timeZone;
    const person = { tenantId, personId, name: personId, language: null, locale: 'de-DE' };
    return contacts.save({ ...person, timeZone, address: '{}', muted });
  };
  return {
    ...notifications,
    database,
    carried,
    answers,
    pass: (ms) => (time += ms),
    time: now,
    async meet(tenantId, ...people) {
      for (const personId of people) await save(tenantId, personId, []);
    },
    mute: (tenantId, personId, ...kinds) => save(tenantId, personId, kinds),
    async enroll(tenantId, ...people) {
      for (const personId of people) await save(tenantId, personId, []);
      const at = now().toISOString();
      const [first, ...others] = people.map((personId) => ({ personId, name: '', joinedAt: at }));
      if (first === undefined) throw new Error('An enrollment needs somebody.');
      const begun = beginEnrollment(`enrollment-${tenantId}`, tenantId, { by: first, at });
      const enrollment = { ...begun, participants: [first, ...others] };
      await enrollments.change(tenantId, () => ({ enrollment, outcome: undefined }));
    },
    async reach(tenantId, ...milestones) {
      const at = now().toISOString();
      await enrollments.change(tenantId, (current) => ({
        enrollment: current && reached(current, at, milestones),
        outcome: undefined,
      }));
    },
    enrollment: (tenantId) => enrollments.find(tenantId),
    subjects: (personId) =>
      carried
        .filter(({ to }) => personId === undefined || to.userId === personId)
        .flatMap(({ notes }) => notes.map(({ subject }) => subject)),
  };
}

let events = 0;
let ids = 0;

function opened(url: string | undefined): Promise<Database> {
  return url === undefined ? openFresh() : openFor(url);
}

/** An event about tenant-1's verification, unless told otherwise. Every one has an id of its own. */
export function event(differing: Partial<Envelope> = {}): Envelope {
  return {
    id: `event-${(events += 1)}`,
    source: 'urn:test',
    type: 'csp.verification.changed',
    subject: { kind: 'tenant', tenantId: 'tenant-1' },
    time: MONDAY,
    data: { status: 'pending' },
    ...differing,
  };
}

export function announcement(differing: Partial<Envelope> = {}): Envelope {
  const title = { de: 'Neu', en: 'New' };
  const text = { de: 'Etwas', en: 'Something' };
  return event({ type: 'csp.announcement', data: { title, text }, ...differing });
}

function reached(
  enrollment: Enrollment,
  at: string,
  milestones: readonly MilestoneId[],
): Enrollment {
  return milestones.reduce<Enrollment>((before, milestone) => {
    const outcome = applyFact(before, { milestone, state: 'done', source: 'self', at });
    return outcome.kind === 'applied' ? outcome.enrollment : before;
  }, enrollment);
}
