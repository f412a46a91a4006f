// `npm run migrate-data -- --from file:./data/lotse.db --to postgres://…`: moves everything to another database.

import { parseArgs } from 'node:util';
import { moveAll } from './open.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { startFault } from '../start-fault.ts';

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;
const USAGE = [
  'npm run migrate-data -- --from file:./data/lotse.db [--to postgres://user:password@host/database]',
  '',
  'Stop the bot first. Without --to the target is DATABASE_URL, so that no password is on the command line.',
];
const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['noSource', '--from: there is no such file'],
  ['notEmpty', '--to: has rows already; move into a new, empty database'],
  ['different', 'what arrived differs from what was sent; nothing was kept, try again'],
]);

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const { code, table } = (error ?? {}) as { code?: unknown; table?: string };
  const reason = REASONS.get(code);
  if (reason !== undefined) return t(1, [table === undefined ? reason : `${reason} (${table})`]);
  const { exitCode, lines } = startFault(error);
  return t(exitCode, lines);
});

async function run(args: readonly string[]): Promise<number> {
  const given = read(args);
  if (typeof given === 'string') return t(USAGE_FAULT, [given, '', ...USAGE]);
  const from = address('--from', given.from);
  const to = given.to === undefined ? readConfig().database : address('--to', given.to);
  if (from === to) return t(USAGE_FAULT, ['--from and --to are the same.', '', ...USAGE]);
  const started = performance.now();
  const moved = await moveAll(from, to);
  const seconds = (performance.now() - started) / 1_000;
  const rows = moved.reduce((sum, one) => sum + one.rows, 0);
  const table = moved.map(
    (one) => `${one.table.padEnd(16)}${String(one.rows).padStart(10)}  ${one.checksum}`,
  );
  const head = `${'table'.padEnd(16)}${'rows'.padStart(10)}  checksum, the same on both sides`;
  return t(0, [head, ...table, '', `${rows} rows moved in ${seconds.toFixed(1)} s.`]);
}

function read(args: readonly string[]): { from: string; to: string | undefined } | string {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const;
    const { from, to } = parseArgs({ args: [...args], options }).values;
    return from === undefined ? '--from is missing.' : { from, to };
  } catch {
    // Not the parser's words: in them the argument may stand, and in it a password.
    return 'The arguments are wrong.';
  }
}

/** As DATABASE_URL is read; a fault names the argument instead. */
function address(name: string, text: string): string {
  try {
    return readConfig({ DATABASE_URL: text }).database;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.faults.map((fault) => fault.replace('DATABASE_URL', name)));
  }
}

function t(exitCode: number, lines: readonly string[]): number {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return exitCode;
}
