// The trial of turns (test/trials/turn-trial.ts), small: `npm run trial:turns` is the whole one.

import assert from 'node:assert/strict';
import { onReplicas, onSqlite, type Amount } from '../trials/turns/courses.ts';
import { lineOf, type Verdict } from '../trials/turns/verdict.ts';
import { ENGINES } from '../support/database.ts';

const SMALL: Amount = {
  conversations: 3,
  redelivered: { conversations: 2, kills: 1 },
  killsSqlite: 6,
  killsPostgres: 3,
  restarts: 1,
  people: 4,
};

/** What a killed replica had begun is waited for: 15 s each time. */
const SMALL_ON_REPLICAS: Amount = { ...SMALL, redelivered: { conversations: 2, kills: 0 } };

describe('turns of processes that are killed', function () {
  this.timeout(240_000);

  for (const [name, course, amount] of ENGINES.includes('PostgreSQL')
    ? ([
        ['SQLite', onSqlite, SMALL],
        ['two replicas on PostgreSQL', onReplicas, SMALL_ON_REPLICAS],
      ] as const)
    : ([['SQLite', onSqlite, SMALL]] as const)) {
    it(`are there once each, with all they wrote, on ${name}`, async () => {
      const verdicts: Verdict[] = [];

      await course(amount, (verdict) => void verdicts.push(verdict));

      const failed = verdicts.filter(({ faults }) => faults.length > 0);
      assert.deepEqual(failed.map(lineOf), []);
      assert.ok(verdicts.length >= 4);
    });
  }
});
