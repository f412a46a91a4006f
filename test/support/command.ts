// A program of ours as a process of its own, as an operator calls it; the test waits for its end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
const MAIN = new URL('../../bot/cli/main.ts', import.meta.url).pathname;

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** In: the command's name, such as "doctor", its arguments, and all of its environment. */
export async function runCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [MAIN, name, ...args], {
    // There is no .env there.
    cwd: tmpdir(),
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const [stdout, stderr] = await output;
  return { exitCode, stdout, stderr };
}
