// Rows of the outbox ↔ what the rest of the house calls them.

import type { Selectable } from 'kysely';
import {
  DELIVERY_STATES,
  NOTIFICATION_SUBJECTS,
  type Delivery,
  type NotificationSubject,
} from '../../notifications/notification.ts';
import {
  laneOf,
  type OutboxMessage,
  type DueNotification,
} from '../../notifications/outbox/outbox.ts';
import type { OutboxTable } from '../database/notifications-schema.ts';
import type { Database } from '../database/database.ts';
import { chunks } from '../database/engine.ts';
import { wakeLanes } from './lanes.ts';

export type OutboxRow = Selectable<OutboxTable>;

/** Puts notes into the outbox, in order, within the caller's transaction. One whose key is there already is left out. */
export async function addMessages(
  database: Database,
  entries: readonly OutboxMessage[],
  at: number,
): Promise<void> {
  for (const chunk of chunks(entries)) {
    await database
      .insertInto('outbox')
      .values(chunk.map((entry) => rowOf(entry, at)))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await wakeLanes(database, entries, at);
}

/** A row as it is claimed. In: the row, the time of a first attempt. */
export function dueNotificationOf(row: OutboxRow, at: number): DueNotification {
  return {
    id: row.id,
    subject: subjectOf(row),
    values: JSON.parse(row.note_values) as Record<string, string>,
    at: row.at,
    copies: row.copies,
    firstAttemptAt: Math.min(row.first_attempt_at ?? at, at),
    priority: row.priority,
  };
}

/** A row as operators see it [interface-deliveries]. In: the row, and until when its lane waits. */
export function deliveryOf(row: OutboxRow & { readonly gate_at: number | null }): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    recipient: { tenantId: row.tenant_id, userId: row.person_id },
    state: DELIVERY_STATES.find((state) => state === row.state) ?? 'dead',
    attempts: row.attempts,
    nextAttemptAt: row.state === 'queued' ? isoOf(Math.max(row.due_at, row.gate_at ?? 0)) : null,
    lastError: row.last_error,
    sentAt: isoOf(row.sent_at),
    seenAt: isoOf(row.seen_at),
  };
}

export function subjectOf({ subject }: Pick<OutboxRow, 'subject'>): NotificationSubject {
  return NOTIFICATION_SUBJECTS.find((one) => one === subject) ?? 'announcement';
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function rowOf(entry: OutboxMessage, at: number): Omit<OutboxRow, 'seq'> {
  return {
    id: entry.id,
    key: entry.key,
    event_source: entry.event.source,
    event_id: entry.event.id,
    lane: laneOf(entry.to),
    tenant_id: entry.to.tenantId,
    person_id: entry.to.userId,
    subject: entry.subject,
    note_values: JSON.stringify(entry.values),
    at: entry.at,
    priority: entry.priority,
    state: 'queued',
    due_at: at,
    attempts: 0,
    copies: 0,
    first_attempt_at: null,
    claimed_by: null,
    last_error: null,
    sent_at: null,
    seen_at: null,
    created_at: at,
  };
}
