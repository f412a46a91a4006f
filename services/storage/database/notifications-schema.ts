// The tables of events and notifications, as Kysely sees them. Times are epoch milliseconds.

import type { Generated } from 'kysely';

export interface EventsTable {
  source: string;
  id: string;
  type: string;
  subject: string;
  received_at: number;
  /** Whom it waits for, as events/inbox.ts writes a place; null when everybody was told. */
  awaits_people: string | null;
  awaits_enrollment: string | null;
  /** The event as JSON while it waits; then nothing is kept of what it said. */
  kept: string | null;
}

export interface OutboxTable {
  /** The order within a lane. */
  seq: Generated<number>;
  id: string;
  key: string;
  event_source: string;
  event_id: string;
  lane: string;
  tenant_id: string;
  person_id: string;
  subject: string;
  note_values: string;
  at: string;
  priority: number;
  state: string;
  due_at: number;
  attempts: number;
  /** Attempts after which the person may have it although nobody knows. */
  copies: number;
  first_attempt_at: number | null;
  claimed_by: string | null;
  last_error: string | null;
  sent_at: number | null;
  seen_at: number | null;
  created_at: number;
}

export interface LanesTable {
  lane: string;
  tenant_id: string;
  person_id: string;
  /** The most urgent of its live rows. */
  priority: number;
  /** When it may be claimed: the later of gate and earliest due row, or the end of its lease; null when it is empty. */
  ready_at: number | null;
  /** Not before: backoff, quiet hours, pacing. */
  gate_at: number;
  /** Theoretical arrival time of the pacing. */
  arrival_at: number;
  /** Failed attempts in a row. */
  failures: number;
  claimed_by: string | null;
}

export interface TenantRatesTable {
  tenant_id: string;
  arrival_at: number;
}
