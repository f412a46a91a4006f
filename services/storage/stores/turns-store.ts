// Turns in the database: each once, for a day at most. The latest of a conversation count as one cached row.

import type { DeleteResult, Selectable } from 'kysely';
import {
  advancedTo,
  type SettledTurn,
  type Turn,
  type TurnKey,
  type Turns,
  type TurnState,
  type WholeTurn,
} from '../../turns/turns.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import type { TurnsTable } from '../database/schema.ts';
import { prepared } from '../database/statement.ts';
import { cachedRows } from '../transactions/cached-rows.ts';

const LATEST = 8;
/** All but what was said, which is long and seldom asked for. */
const BRIEFLY = [
  'activity_id',
  'person_id',
  'digest',
  'asked',
  'local_time',
  'channel_time',
  'received_at',
  'answered_at',
  'state',
  'owner',
  'sent',
] as const;
const STATES: readonly TurnState[] = ['unsent', 'unsure', 'held', 'done'];

/** The turns of a database. */
export function createTurnsIn(database: Database): Turns {
  const lists = cachedRows<readonly Turn[]>(database, 'turns');
  const latest = prepared(database, latestQuery);
  const add = prepared(database, addQuery);
  const settle = prepared(database, settleQuery);
  return {
    latest: (key) =>
      lists.read(listKey(key), async () => {
        const { rows } = await latest({ ...key, activityId: '' });
        return rows.map(turnOf);
      }),
    find: (key) => find(database, key),
    add: (key, turn) =>
      lists.write(listKey(key), async (wrote, before) => {
        const { numAffectedRows } = await add({ ...key, ...turn });
        if (numAffectedRows === 0n) return false;
        if (before !== undefined) wrote([brief(turn), ...before].slice(0, LATEST));
        return true;
      }),
    settle: (settled) =>
      inTransaction(database, async (transaction) => {
        for (const one of settled) {
          await lists.write(listKey(one.key), async (wrote, before) => {
            await settle(valuesOf(one), transaction);
            if (before !== undefined) wrote(before.map((turn) => advancedTo(turn, one)));
          });
        }
      }),
    erase: (tenantId, personId) => lists.writeAny(() => erase(database, tenantId, personId)),
  };
}

/** Removes turns received before a time, epoch ms. Out: how many. */
export function removeTurnsBefore(database: Database, time: number): Promise<DeleteResult> {
  return cachedRows(database, 'turns').writeAny(() =>
    database.deleteFrom('turns').where('received_at', '<', time).executeTakeFirst(),
  );
}

/** Writes another id of the same person to their turns. */
export async function renameTurns(
  database: Database,
  tenantId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  // Whoever is new has none: then the lists of everybody else are still right.
  const one = await database
    .selectFrom('turns')
    .select('activity_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', from)
    .limit(1)
    .executeTakeFirst();
  if (one === undefined) return;
  await cachedRows(database, 'turns').writeAny(() =>
    database
      .updateTable('turns')
      .set({ person_id: to })
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', from)
      .execute(),
  );
}

/** Moves times after a moment back, after a clock that was set. In: times in epoch ms, and by how much. */
export function moveTurnsBack(
  database: Database,
  { by, after }: { readonly by: number; readonly after: number },
): Promise<void> {
  return cachedRows(database, 'turns').writeAny(async () => {
    await database
      .updateTable('turns')
      .set((row) => ({ answered_at: row('answered_at', '-', by) }))
      .where('answered_at', '>', after)
      .execute();
    await database
      .updateTable('turns')
      .set((row) => ({ received_at: row('received_at', '-', by) }))
      .where('received_at', '>', after)
      .execute();
  });
}

async function find(
  database: Database,
  { tenantId, conversation, activityId }: TurnKey,
): Promise<WholeTurn | undefined> {
  const row = await database
    .selectFrom('turns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('conversation', '=', conversation)
    .where('activity_id', '=', activityId)
    .executeTakeFirst();
  return row && { ...turnOf(row), replies: row.replies, answer: row.answer };
}

async function erase(database: Database, tenantId: string, personId: string): Promise<void> {
  await database
    .deleteFrom('turns')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
}

function listKey({ tenantId, conversation }: Omit<TurnKey, 'activityId'>): string {
  return `${tenantId}\n${conversation}`;
}

/** What was said is long, and seldom asked for. */
function brief({ replies: _replies, answer: _answer, ...turn }: WholeTurn): Turn {
  return turn;
}

function latestQuery(database: Database, { tenantId, conversation }: TurnKey) {
  return database
    .selectFrom('turns')
    .select([...BRIEFLY])
    .where('tenant_id', '=', tenantId)
    .where('conversation', '=', conversation)
    .orderBy('received_at', 'desc')
    .limit(LATEST);
}

function addQuery(database: Database, turn: TurnKey & WholeTurn) {
  return database
    .insertInto('turns')
    .values({
      tenant_id: turn.tenantId,
      conversation: turn.conversation,
      activity_id: turn.activityId,
      person_id: turn.personId,
      digest: turn.digest,
      asked: turn.asked,
      local_time: turn.localTime,
      channel_time: turn.channelTime,
      received_at: turn.receivedAt,
      answered_at: turn.answeredAt,
      state: turn.state,
      owner: turn.owner,
      sent: turn.sent,
      replies: turn.replies,
      answer: turn.answer,
    })
    .onConflict((conflict) => conflict.doNothing());
}

/** `kept`: 0 when nothing is left to send. */
type SettledValues = TurnKey & Omit<SettledTurn, 'key'> & { readonly kept: number };

function valuesOf({ key, state, sent, at }: SettledTurn): SettledValues {
  return { ...key, state, sent, at, kept: state === 'done' ? 0 : 1 };
}

function settleQuery(database: Database, settled: SettledValues) {
  return database
    .updateTable('turns')
    .set((row) => ({
      state: settled.state,
      sent: settled.sent,
      answered_at: settled.at,
      replies: row
        .case()
        .when(row.val(settled.kept), '=', 1)
        .then(row.ref('replies'))
        .else('')
        .end(),
    }))
    .where('tenant_id', '=', settled.tenantId)
    .where('conversation', '=', settled.conversation)
    .where('activity_id', '=', settled.activityId);
}

function turnOf(row: Pick<Selectable<TurnsTable>, (typeof BRIEFLY)[number]>): Turn {
  return {
    activityId: row.activity_id,
    personId: row.person_id,
    digest: row.digest,
    asked: row.asked,
    localTime: row.local_time,
    channelTime: row.channel_time,
    receivedAt: row.received_at,
    answeredAt: row.answered_at,
    state: STATES.find((state) => state === row.state) ?? 'done',
    owner: row.owner,
    sent: row.sent,
  };
}
