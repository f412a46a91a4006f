// `npm run playground`: the bot and the Microsoft 365 Agents Playground side by side, ended together.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { requestBounded } from '../../services/http/bounded-request.ts';
import { childEnvironment, readConfig } from '../config/config.ts';
import type { Environment } from '../config/credentials.ts';
import { type CommandReport, createCommand } from './run-command.ts';

interface Plan {
  readonly cli: string;
  readonly port: number;
  readonly database: string;
  readonly environment: Environment;
}

/** How it ended: nothing to say after a signal, else what went wrong. */
interface ProcessExit {
  readonly fault?: string;
}

const LOOPBACK = '127.0.0.1';
const CHAT_PORT = 56150;
const CHAT = `http://localhost:${CHAT_PORT}`;
const CHAT_LOG = join('data', 'playground.log');
const START_MS = 60_000;
const KILL_MS = 12_000;
const POLL_MS = 100;

/** Local and without credentials, whatever .env says, since the Playground signs nothing; and no browser opens. */
const FORCED: Environment = {
  HOST: LOOPBACK,
  MicrosoftAppType: '',
  MicrosoftAppId: '',
  MicrosoftAppPassword: '',
  MicrosoftAppTenantId: '',
  CertificateThumbprint: '',
  CertificatePrivateKey: '',
  TEAMSAPPTESTER_BROWSER: 'none',
  M365_AGENTS_PLAYGROUND_LOGFILE: CHAT_LOG,
};

export const command = createCommand({ usage: [], readArguments: () => ({}), run: playground });

async function playground(): Promise<CommandReport> {
  const signalled = firstSignal();
  const plan = await prepare();
  if (typeof plan === 'string') return failed(plan);
  const bot = startBot(plan);
  const chat = startChat(plan);
  const ending = Promise.race([signalled, ended(bot, 'The bot'), ended(chat, 'The Playground')]);
  const up = await Promise.race([bothAnswer(plan), ending]);
  if (up === true) announce(plan);
  const { fault } = up === false ? { fault: 'It did not start within a minute.' } : await ending;
  await Promise.all([end(bot), end(chat)]);
  return fault ? failed(fault) : { exitCode: 0, lines: [] };
}

/** Out: all it takes to start both, or a sentence on what stands in the way. Throws ConfigError. */
async function prepare(): Promise<Plan | string> {
  const given = childEnvironment(FORCED, { QUIET_HOURS: 'off' });
  const { port: wanted, database } = readConfig(given);
  const cli = playgroundCli();
  if (!cli) return 'The Agents Playground is not installed; run npm ci, without --omit=dev.';
  const port = await freePort(wanted, LOOPBACK);
  if (!port) return `PORT ${wanted} is taken; end the program that has it or set another PORT.`;
  if (!(await freePort(CHAT_PORT))) {
    return `Port ${CHAT_PORT}, the chat's, is taken; end the program that has it, perhaps another Playground.`;
  }
  const local = ['localhost', LOOPBACK, ...(given['NO_PROXY']?.split(',') ?? [])].join(',');
  const environment = { ...given, PORT: String(port), NO_PROXY: local, no_proxy: local };
  return { cli, port, database, environment };
}

function playgroundCli(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    return undefined;
  }
}

/** In: a port, 0 for any. Out: the port when it is free, else undefined. The Playground would silently take another. */
async function freePort(port: number, host?: string): Promise<number | undefined> {
  const probe = createServer();
  try {
    await once(probe.listen({ port, host }), 'listening');
  } catch {
    return undefined;
  }
  const address = probe.address();
  await once(probe.close(), 'close');
  return typeof address === 'object' ? address?.port : undefined;
}

function startBot({ environment }: Plan): ChildProcess {
  const main = join(import.meta.dirname, '..', 'main.ts');
  return spawn(process.execPath, [main], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** -e the bot's address, -c the channel it plays, -p its own port, --dt no telemetry to Microsoft. */
function startChat({ cli, port, environment }: Plan): ChildProcess {
  const bot = `http://${LOOPBACK}:${port}/api/messages`;
  const options = ['start', '-e', bot, '-c', 'msteams', '-p', String(CHAT_PORT), '--dt'];
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  return spawn(process.execPath, [cli, ...options], { env: environment, stdio: [...stdio] });
}

/** Out: true once both answer, false when they do not in time. */
async function bothAnswer({ port }: Plan): Promise<boolean> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const both = [answers(`http://${LOOPBACK}:${port}/healthz`), answers(CHAT)];
    if ((await Promise.all(both)).every(Boolean)) return true;
    await pause(POLL_MS);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const outcome = await requestBounded({ url, timeoutMs: START_MS, isDirect: true });
  return outcome.kind === 'answered' && outcome.status < 300;
}

function announce({ port, database }: Plan): void {
  // A server's address holds a password.
  const kept = database.includes('://')
    ? 'What it keeps is in PostgreSQL.'
    : `What it keeps is in ${database}: delete that file to begin anew.`;
  process.stdout.write(
    `\nThe chat is open at ${CHAT} (the bot listens on port ${port}; Ctrl+C ends both).\n` +
      `${kept} The Playground logs to ${CHAT_LOG}.\n\n`,
  );
}

function firstSignal(): Promise<ProcessExit> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        resolve({});
      });
    }
  });
}

async function ended(child: ChildProcess, name: string): Promise<ProcessExit> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return { fault: `${name} ended (${signal ?? `exit code ${code ?? '?'}`}), so both are ended.` };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), KILL_MS).unref();
  await exit;
}

function failed(fault: string): CommandReport {
  return { exitCode: 1, lines: [fault] };
}
