// A bot under measurement in a process of its own, on a core of its own where the machine can do that.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Server } from 'restify';

export interface BotProcess {
  readonly url: string;
  /** CPU used since the start, in ms. */
  cpu(): Promise<number>;
  /** Memory once the garbage is taken out, which costs CPU. */
  memory(): Promise<Memory>;
  close(): Promise<void>;
}

export interface Memory {
  readonly heapMb: number;
  readonly rssMb: number;
}

const MEGABYTE = 1_048_576;

/** Whether processes can be bound to cores. */
export const isPinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Binds this process to the second core: driver and connector must not cost the bot anything. */
export function stepAside(): void {
  if (isPinned) spawnSync('taskset', ['-a', '-cp', '1', String(process.pid)]);
}

/** Starts a bot on the first core. In: its name in bench/bots, further flags of node, variables. */
export async function startBenchBot(
  name: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<BotProcess> {
  const file = new URL(`bots/${name}.ts`, import.meta.url).pathname;
  const command = [process.execPath, '--expose-gc', ...flags, file];
  const [program = '', ...rest] = isPinned ? ['taskset', '-c', '0', ...command] : command;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    cpu: async () => (await ask<{ cpuMs: number }>(child, 'cpu')).cpuMs,
    memory: () => ask<Memory>(child, 'memory'),
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function ask<Told>(child: ChildProcess, what: 'cpu' | 'memory'): Promise<Told> {
  const answer = once(child, 'message');
  child.send(what);
  const [told] = (await answer) as [Told];
  return told;
}

/** The bot's side: listens, and answers what it has used. Ends when the bench does. */
export function serveBench(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.(server.address().port);
  });
  process.on('message', (what) => {
    process.send?.(what === 'cpu' ? cpuNow() : memoryNow());
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
}

function cpuNow(): { readonly cpuMs: number } {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000 };
}

function memoryNow(): Memory {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / MEGABYTE, rssMb: rss / MEGABYTE };
}
