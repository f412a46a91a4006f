// The trial of turns (bench/turn-trial.ts), small: `npm run trial:turns` is the whole one.

import assert from 'node:assert/strict';
import { onReplicas, onSqlite, type Amount } from '../../bench/trial/courses.ts';
import { lineOf, type Verdict } from '../../bench/trial/verdict.ts';
import { ENGINES } from '../support/database.ts';

const SMALL: Amount = {
  conversations: 5,
  redelivered: { conversations: 3, kills: 1 },
  killsSqlite: 10,
  killsPostgres: 5,
  restarts: 1,
  people: 6,
};

describe('turns of processes that are killed', function () {
  this.timeout(240_000);

  for (const [name, course] of ENGINES.includes('PostgreSQL')
    ? ([
        ['SQLite', onSqlite],
        ['two replicas on PostgreSQL', onReplicas],
      ] as const)
    : ([['SQLite', onSqlite]] as const)) {
    it(`are there once each, with all they wrote, on ${name}`, async () => {
      const verdicts: Verdict[] = [];

      await course(SMALL, (verdict) => void verdicts.push(verdict));

      const failed = verdicts.filter(({ faults }) => faults.length > 0);
      assert.deepEqual(failed.map(lineOf), []);
      assert.ok(verdicts.length >= 4);
    });
  }
});
