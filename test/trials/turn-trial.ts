// `npm run trial:turns`: nothing lost, nothing twice. The bot as processes, killed while people fill the form over HTTP.
// `-- sqlite`, `-- postgres` or `-- replicas` for a part; a number after it scales the kills.

import { onPostgres, onReplicas, onSqlite, WHOLE } from './turns/courses.ts';
import { lineOf, type Verdict } from './turns/verdict.ts';

const PARTS = { sqlite: onSqlite, postgres: onPostgres, replicas: onReplicas } as const;
const [wanted, share = '1'] = process.argv.slice(2);
const amount = {
  ...WHOLE,
  killsSqlite: Math.ceil(WHOLE.killsSqlite * Number(share)),
  killsPostgres: Math.ceil(WHOLE.killsPostgres * Number(share)),
};

function tell(verdict: Verdict): void {
  process.stdout.write(`${lineOf(verdict)}\n`);
  if (verdict.faults.length > 0) process.exitCode = 1;
}

for (const [name, part] of Object.entries(PARTS)) {
  if (wanted === undefined || wanted === name) await part(amount, tell);
}
