// `npm run migrate-data -- --from file:./data/lotse.db --to postgres://…`: moves everything to another database.

import { moveAll } from './open.ts';
import { ConfigError, readConfig } from '../config/config.ts';
import { type CommandReport, createCommand, parseArguments, usageFault } from './run-command.ts';

interface Addresses {
  readonly from: string;
  /** Undefined: DATABASE_URL. */
  readonly to: string | undefined;
}

const OPTIONS = { from: { type: 'string' }, to: { type: 'string' } } as const;
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

export const command = createCommand({ usage: USAGE, readArguments, run: move });

function readArguments(args: readonly string[]): Addresses | string {
  const parsed = parseArguments(args, OPTIONS);
  // Not the parser's words: in them the argument may stand, and in it a password.
  if (typeof parsed === 'string') return 'The arguments are wrong.';
  const { from, to } = parsed.values;
  return from === undefined ? '--from is missing.' : { from, to };
}

async function move(wanted: Addresses): Promise<CommandReport> {
  const from = address('--from', wanted.from);
  const to = wanted.to === undefined ? readConfig().database : address('--to', wanted.to);
  if (from === to) return usageFault('--from and --to are the same.', USAGE);
  const started = performance.now();
  try {
    return reportOf(await moveAll(from, to), performance.now() - started);
  } catch (error) {
    const { code, table } = (error ?? {}) as { code?: unknown; table?: string };
    const reason = REASONS.get(code);
    if (reason === undefined) throw error;
    return { exitCode: 1, lines: [table === undefined ? reason : `${reason} (${table})`] };
  }
}

function reportOf(moved: Awaited<ReturnType<typeof moveAll>>, ms: number): CommandReport {
  const rows = moved.reduce((sum, one) => sum + one.rows, 0);
  const table = moved.map(
    (one) => `${one.table.padEnd(16)}${String(one.rows).padStart(10)}  ${one.checksum}`,
  );
  const head = `${'table'.padEnd(16)}${'rows'.padStart(10)}  checksum, the same on both sides`;
  const sum = `${rows} rows moved in ${(ms / 1_000).toFixed(1)} s.`;
  return { exitCode: 0, lines: [head, ...table, '', sum] };
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
