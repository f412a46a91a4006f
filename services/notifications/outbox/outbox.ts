// Port: notes that wait for their delivery, one lane per person. Claimed with a lease, settled behind a fence.

import type { DeliveryState, NotificationSubject, Recipient } from '../notification.ts';

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
  /** Nothing of her whole tenant before then, epoch ms; left out when only she is held back. */
  readonly tenantGateAt?: number;
}

export interface Claim {
  /** New for every claim: it is the fence. */
  readonly id: string;
  readonly at: number;
  /** A claim that is not settled by then may be claimed by anybody. */
  readonly leaseEnd: number;
  readonly most: number;
}

export interface Outbox {
  /** Takes out what may go now, urgent first, within the limits. `plan` must be pure. */
  claim(claim: Claim, plan: (due: DueLane) => LanePlan): Promise<readonly Batch[]>;
  /** Writes down what became of parcels, all in one transaction; a parcel claimed by somebody else is left alone. */
  settle(settlements: readonly Settlement[], at: number): Promise<void>;
}
