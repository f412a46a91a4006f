// Port: notes that wait for their delivery, one lane per person. Claimed with a lease, settled behind a fence.

import {
  priorityOf,
  type DeliveryState,
  type NotificationSubject,
  type Priority,
  type Recipient,
} from '../notification.ts';

/** What is put in: one note for one person, with the key that makes it one. */
export interface OutboxMessage {
  readonly id: string;
  /** A second entry with the same key is not put in. */
  readonly key: string;
  readonly event: { readonly source: string; readonly id: string };
  readonly to: Recipient;
  readonly subject: NotificationSubject;
  readonly values: Readonly<Record<string, string>>;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly priority: Priority;
}

/** A note as it is taken out. */
export interface BatchNotification {
  readonly id: string;
  readonly subject: NotificationSubject;
  readonly values: Readonly<Record<string, string>>;
  readonly at: string;
  readonly copies: number;
  readonly firstAttemptAt: number;
}

/** What goes to one person as one message. */
export interface Batch {
  readonly lane: string;
  readonly claimId: string;
  readonly to: Recipient;
  readonly failures: number;
  readonly notes: readonly BatchNotification[];
}

/** The due notes of one lane, in order. */
export interface DueLane {
  readonly lane: string;
  readonly to: Recipient;
  readonly failures: number;
  /** Undefined when the person is not known (any more). */
  readonly contact:
    { readonly timeZone: string | null; readonly muted: readonly string[] } | undefined;
  readonly notes: readonly DueNotification[];
}

export interface DueNotification extends BatchNotification {
  readonly priority: number;
  /** Why it has no reason any more to be sent, in words. */
  readonly moot?: string | undefined;
}

/** What is done with the due notes of a lane; notes named nowhere stay as they are. */
export interface LanePlan {
  readonly send: readonly DueNotification[];
  readonly end: readonly {
    readonly id: string;
    readonly state: DeliveryState;
    readonly error: string;
  }[];
  /** The lane is looked at again then, or when something is put in; epoch ms, 0 for at once. */
  readonly restUntil: number;
}

export interface Settlement {
  readonly lane: string;
  readonly tenantId: string;
  readonly claimId: string;
  readonly failures: number;
  /** Nothing of this lane before then, epoch ms; 0 for at once. */
  readonly gateAt: number;
  readonly notes: readonly {
    readonly id: string;
    readonly state: DeliveryState;
    readonly error: string | null;
    readonly copied: boolean;
  }[];
  /** Nothing of the person's whole tenant before then, epoch ms; left out when only they are held back. */
  readonly tenantGateAt?: number;
}

export interface Claim {
  /** New for every claim: it is the fence. */
  readonly id: string;
  readonly at: number;
  /** A claim that is not settled by then may be claimed by anybody. */
  readonly leaseEnd: number;
  readonly most: number;
  /** Lanes that this process has under way: their lease may seem to have run out when the clock was set. */
  readonly underWay?: ReadonlySet<string>;
}

export interface Outbox {
  /** Takes out what may go now, urgent first, within the limits. `plan` must be pure. */
  claim(claim: Claim, plan: (due: DueLane) => LanePlan): Promise<readonly Batch[]>;
  /** Writes down what became of parcels, all in one transaction; a parcel claimed by somebody else is left alone. */
  settle(settlements: readonly Settlement[], at: number): Promise<void>;
}

/** What operators can see of the outbox at a glance. */
export interface OutboxInsight {
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  /** Since when the oldest one could go and does not; null when nothing is due. */
  readonly oldestDue: Date | null;
  /** Attempts that will be repeated, since the process began. */
  readonly retries: number;
  /** Answers that asked to slow down, since the process began. */
  readonly throttles: number;
}

export interface StateCount {
  readonly retries: number;
  readonly throttles: number;
}

/** A note for a person about an event. In: the id for its delivery, and what it is made of. */
export function outboxMessageFor(
  id: string,
  to: Recipient,
  note: Pick<OutboxMessage, 'event' | 'subject' | 'values' | 'at'>,
): OutboxMessage {
  const key = JSON.stringify([note.event.source, note.event.id, to.tenantId, to.userId]);
  return { id, key, to, priority: priorityOf(note.subject), ...note };
}

/** The lane of a person: what is in it goes one after the other. */
export function laneOf({ tenantId, userId }: Recipient): string {
  return `${tenantId}\n${userId}`;
}
