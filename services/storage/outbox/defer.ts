// What the plan of a lane says besides sending: notes that end, lanes that rest.

import { sql } from 'kysely';
import type { DueLane, LanePlan } from '../../notifications/outbox/outbox.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { readyAt, urgency } from './lanes.ts';

export interface PlannedLane {
  readonly due: DueLane;
  readonly plan: LanePlan;
}

/** Notes that end without being sent. */
export async function end(
  database: Database,
  planned: readonly PlannedLane[],
  at: number,
): Promise<void> {
  const ended = planned.flatMap(({ plan }) => plan.end);
  for (const { id, state, error } of ended) {
    await database
      .updateTable('outbox')
      .set({ state, last_error: error, claimed_by: null, due_at: at })
      .where('id', '=', id)
      .execute();
  }
}

/** Lanes from which nothing goes now. Their gate stays, so that something urgent put in later goes at once. */
export async function defer(database: Database, planned: readonly PlannedLane[]): Promise<void> {
  for (const [until, own] of Map.groupBy(planned, ({ plan }) => plan.restUntil)) {
    const ready = readyAt();
    await database
      .updateTable('lanes')
      .set({
        claimed_by: null,
        priority: urgency(),
        ready_at: sql`case when ${ready} < ${until} then ${until} else ${ready} end`,
      })
      .where('lane', 'in', padded(own.map(({ due }) => due.lane)))
      .execute();
  }
}
