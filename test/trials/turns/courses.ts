// The trials by name, and how much of each.

import { createField, type Field } from './field.ts';
import { forms } from './kills.ts';
import { overlapping } from './overlapping.ts';
import { redelivery } from './redelivery.ts';
import type { Verdict } from './verdict.ts';

export interface Amount {
  readonly conversations: number;
  readonly redelivered: { readonly conversations: number; readonly kills: number };
  readonly killsSqlite: number;
  readonly killsPostgres: number;
  readonly restarts: number;
  readonly people: number;
}

export const WHOLE: Amount = {
  conversations: 30,
  redelivered: { conversations: 10, kills: 5 },
  killsSqlite: 300,
  killsPostgres: 100,
  restarts: 6,
  people: 12,
};

type Tell = (verdict: Verdict) => void;

/** On SQLite, one process. */
export function onSqlite(amount: Amount, tell: Tell): Promise<void> {
  return onField(['SQLite', 1], tell, async (field) => {
    tell(await overlapping(field, amount.conversations));
    tell(await redelivery(field, amount.redelivered));
    tell(
      await forms(field, {
        name: 'forms under SIGKILL',
        kills: amount.killsSqlite,
        people: amount.people,
        async strike(struck) {
          await struck.kill(0);
          await struck.start(0);
        },
      }),
    );
  });
}

/** On PostgreSQL, one process. */
export function onPostgres(amount: Amount, tell: Tell): Promise<void> {
  return onField(['PostgreSQL', 1], tell, async (field) => {
    tell(await overlapping(field, amount.conversations));
  });
}

/** On PostgreSQL, two processes that share the conversations. */
export function onReplicas(amount: Amount, tell: Tell): Promise<void> {
  return onField(['PostgreSQL', 2], tell, async (field) => {
    tell(await overlapping(field, amount.conversations));
    tell(await redelivery(field, amount.redelivered));
    tell(
      await forms(field, {
        name: 'forms, SIGKILL of one of two',
        kills: amount.killsPostgres,
        people: amount.people,
        async strike(struck, round) {
          await struck.kill(round % 2);
          await struck.start(round % 2);
        },
      }),
    );
    tell(
      await forms(field, {
        name: 'forms, the server restarted or killed',
        kills: amount.restarts,
        people: amount.people,
        async strike({ server }, round) {
          await (round % 2 === 0 ? server?.stop() : server?.kill());
          await server?.start();
        },
      }),
    );
  });
}

async function onField(
  [engine, replicas]: readonly ['SQLite' | 'PostgreSQL', number],
  tell: Tell,
  work: (field: Field) => Promise<void>,
): Promise<void> {
  const field = await createField(engine, replicas);
  const failed = await work(field).then(
    () => [],
    (error: unknown) => [error],
  );
  const complaints = await field.end();
  if (failed.length > 0) throw failed[0];
  const faults = complaints === '' ? [] : [complaints];
  tell({ name: `${field.name}: stderr`, figures: `${complaints.length} characters`, faults });
}
