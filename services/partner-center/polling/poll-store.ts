// Port: what is to be asked of Partner Center and when, what came through its webhooks, and what was learnt.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { Enrollments } from '../../enrollment/enrollments.ts';
import type { EventIntake } from '../../events/event-intake.ts';
import type { DispatcherLog } from '../../notifications/outbox/dispatcher.ts';
import type { PartnerCenter } from '../partner-center.ts';
import type { Hints } from './hints.ts';
import type { PollTopic } from './topics.ts';
import type { WebhookEvent } from '../webhooks/webhook-event.ts';

export interface DuePoll {
  readonly tenantId: string;
  readonly watch: PollTopic;
  readonly failures: number;
  readonly learnt: Hints;
}

export interface SettledPoll {
  readonly dueAt: number;
  readonly failures: number;
  readonly learnt: Hints;
}

/** A webhook event that is stored and not yet worked off. */
export interface DueEvent {
  readonly event: WebhookEvent;
  readonly failures: number;
}

export interface PollStore {
  /** Enrollments written since a time (epoch milliseconds), in the order of their tenants. In: the tenant to go on after. */
  changed(since: number, after: string, limit: number): Promise<readonly Enrollment[]>;
  /** Puts a watch on the list, due at once; one that is there stays as it is. */
  watch(tenantId: string, watches: readonly PollTopic[], dueAt: number): Promise<void>;
  /** Takes what is due, and puts it off to `leaseEnd` so that no other process asks the same. */
  due(at: number, leaseEnd: number, limit: number): Promise<readonly DuePoll[]>;
  settle(poll: Pick<DuePoll, 'tenantId' | 'watch'>, settled: SettledPoll): Promise<void>;
  drop(poll: Pick<DuePoll, 'tenantId' | 'watch'>): Promise<void>;

  /** Stores a webhook event. Out: whether it is new. */
  receive(event: WebhookEvent, at: number): Promise<boolean>;
  dueEvents(at: number, leaseEnd: number, limit: number): Promise<readonly DueEvent[]>;
  /** In: when to try again; null when it is done, and only its key stays. */
  settleEvent(key: string, dueAt: number | null, failures: number): Promise<void>;
  /** Forgets events received before a time. */
  forget(before: number): Promise<void>;
}

/** What asking and telling need besides the book. */
export interface PollingDeps {
  readonly book: PollStore;
  readonly partnerCenter: PartnerCenter;
  readonly enrollments: Pick<Enrollments, 'find' | 'change'>;
  readonly intake: Pick<EventIntake, 'accept'>;
  readonly ownTenantId: string;
  /** Told to people instead of the legal name; undefined = the legal name. */
  readonly providerName: string | undefined;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Pick<DispatcherLog, 'warn'>;
}
