// bot/main.ts as a process of its own, as an operator starts it; the test waits for its lines and its end.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { patience } from './patience.ts';

export type LogLine = Readonly<Record<string, unknown>>;

export interface Ended {
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly lines: readonly LogLine[];
}

export interface BotProcess {
  readonly pid: number;
  /** Waits for the first line with this event; undefined when the process ended without one. */
  line(event: string): Promise<LogLine | undefined>;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  readonly ended: Promise<Ended>;
}

const MAIN = join(import.meta.dirname, '../../bot/main.ts');
/** For a process that hangs. */
const LIMIT_MS = 60_000;

/** Starts the bot with this environment and nothing of ours. In: when it is killed, since it outlives its test; another main; where it runs. */
export function startBot(
  env: Readonly<Record<string, string>>,
  { limitMs = patience(LIMIT_MS), main = MAIN, folder = tmpdir() } = {},
): BotProcess {
  const child = spawn(process.execPath, [main], {
    // There is no .env unless a test puts it there.
    cwd: folder,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: LogLine[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    lines.push(JSON.parse(line) as LogLine);
    reader.emit('logged');
  });
  // Not the exit code: the output may end before it is known, and a loop without a pause never lets it be.
  let isOver = false;
  const over = once(reader, 'close').then(() => (isOver = true));
  const goesOn = (): boolean => !isOver;
  return {
    pid: child.pid ?? 0,
    async line(event) {
      const find = () => lines.find((line) => line['event'] === event);
      while (!find() && goesOn()) await Promise.race([once(reader, 'logged'), over]);
      return find();
    },
    signal: (name) => child.kill(name),
    ended: endOf(child, { lines, limitMs }),
  };
}

async function endOf(
  child: ChildProcess,
  { lines, limitMs }: { readonly lines: readonly LogLine[]; readonly limitMs: number },
): Promise<Ended> {
  const limit = new AbortController();
  void pause(limitMs, undefined, { signal: limit.signal, ref: false }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  const stderr = child.stderr ? text(child.stderr) : '';
  const [exitCode] = (await once(child, 'close')) as [number | null];
  limit.abort();
  return { exitCode, stderr: await stderr, lines };
}
