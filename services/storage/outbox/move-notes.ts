// The notes of a person who turns out to be known under another id: moved to that id, none of them told twice.

import { sql } from 'kysely';
import { laneOf } from '../../notifications/outbox/outbox.ts';
import type { LanesTable } from '../database/notifications-schema.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { lockLanes, refreshLanes } from './lanes.ts';

export interface IdChange {
  readonly from: string;
  readonly to: string;
}

/** What is still open, and may be given up because its twin was sent or goes. */
const OPEN: readonly string[] = ['queued', 'unreachable', 'dead'];
/** Of two notes about one event the one that is further goes on. */
const ORDER = ['suppressed', 'dead', 'unreachable', 'queued', 'sending', 'sent', 'seen'];
const TWICE = 'the same was queued under another id of the person';

interface Note {
  readonly id: string;
  readonly event: string;
  readonly state: string;
}

/**
 * In: a transaction, the tenant, and the id that changes. What is under way stays in its lane until it is settled: in the
 * person's own lane it would be taken for interrupted, and sent again.
 */
export async function moveNotes(
  database: Database,
  tenantId: string,
  change: IdChange,
): Promise<void> {
  const lane = laneOf({ tenantId, userId: change.to });
  const before = laneOf({ tenantId, userId: change.from });
  if ((await notesOf(database, tenantId, change.from)).length === 0) return;
  await lockLanes(database, [before, lane]);
  const notes = await notesOf(database, tenantId, change.from);
  const { given, doubled } = twins(notes, await notesOf(database, tenantId, change.to));
  await giveUp(database, tenantId, given);
  await rename(database, tenantId, { change, lane, kept: doubled });
  await moveLane(database, { tenantId, before, lane, to: change.to });
  await refreshLanes(database, [lane, before]);
}

async function notesOf(
  database: Database,
  tenantId: string,
  personId: string,
): Promise<readonly Note[]> {
  const rows = await database
    .selectFrom('outbox')
    .select(['id', 'event_source', 'event_id', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
  return rows.map(({ id, state, event_source, event_id }) => {
    return { id, state, event: JSON.stringify([event_source, event_id]) };
  });
}

/** Out: ids of notes to be given up, and of those whose event the person has a note of already. */
function twins(
  notes: readonly Note[],
  others: readonly Note[],
): { readonly given: readonly string[]; readonly doubled: readonly string[] } {
  const known = new Map(others.map((note) => [note.event, note]));
  const pairs = notes.flatMap((note) => {
    const twin = known.get(note.event);
    return twin === undefined ? [] : [{ note, twin }];
  });
  const given = pairs.flatMap(({ note, twin }) => {
    const [less] = rank(note) <= rank(twin) ? [note] : [twin];
    return OPEN.includes(less.state) ? [less.id] : [];
  });
  return { given, doubled: pairs.map(({ note }) => note.id) };
}

function rank({ state }: Note): number {
  return ORDER.indexOf(state);
}

async function giveUp(database: Database, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database
    .updateTable('outbox')
    .set({ state: 'suppressed', last_error: TWICE, claimed_by: null })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', padded(ids))
    .execute();
}

/** The key ends with the person's id. That of a twin stays as it is: the person's own note has the other. */
async function rename(
  database: Database,
  tenantId: string,
  move: { readonly change: IdChange; readonly lane: string; readonly kept: readonly string[] },
): Promise<void> {
  const { change, lane, kept } = move;
  const [end, newEnd] = [change.from, change.to].map((id) => `,${JSON.stringify(id)}]`);
  const moved = {
    person_id: change.to,
    lane: sql<string>`case when state = 'sending' then lane else ${lane} end`,
  };
  const mine = database
    .updateTable('outbox')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', change.from);
  if (kept.length > 0) {
    await mine.set(moved).where('id', 'in', padded(kept)).execute();
  }
  await mine.set({ ...moved, key: sql<string>`replace(key, ${end}, ${newEnd})` }).execute();
}

const FRESH = { gate_at: 0, arrival_at: 0, failures: 0 };

interface LaneMove {
  readonly tenantId: string;
  readonly before: string;
  readonly lane: string;
  readonly to: string;
}

/** The pace goes along. A lane under way stays until it is empty; who it is for is told by the person's id. */
async function moveLane(database: Database, move: LaneMove): Promise<void> {
  const { tenantId, before, lane, to } = move;
  const old = await database
    .selectFrom('lanes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('lane', '=', before)
    .executeTakeFirst();
  if (old !== undefined) await giveUpLane(database, move, old.claimed_by !== null);
  await putLane(database, {
    ...(old ?? FRESH),
    ...{ lane, tenant_id: tenantId, person_id: to, priority: 2, ready_at: null, claimed_by: null },
  });
}

async function giveUpLane(
  database: Database,
  { tenantId, before, to }: LaneMove,
  isUnderWay: boolean,
): Promise<void> {
  if (isUnderWay) {
    await database
      .updateTable('lanes')
      .set({ person_id: to })
      .where('tenant_id', '=', tenantId)
      .where('lane', '=', before)
      .execute();
    return;
  }
  await database
    .deleteFrom('lanes')
    .where('tenant_id', '=', tenantId)
    .where('lane', '=', before)
    .execute();
}

/** The later of both times holds. */
async function putLane(database: Database, row: LanesTable): Promise<void> {
  await database
    .insertInto('lanes')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'lane']).doUpdateSet({
        gate_at: later('gate_at'),
        arrival_at: later('arrival_at'),
        failures: later('failures'),
      }),
    )
    .execute();
}

function later(column: 'gate_at' | 'arrival_at' | 'failures') {
  const [mine, given] = [sql.ref(`lanes.${column}`), sql.ref(`excluded.${column}`)];
  return sql<number>`case when ${mine} > ${given} then ${mine} else ${given} end`;
}
