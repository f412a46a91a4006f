// The bot with a database of its own, the Agents Playground beside it and Chromium in front: all on 127.0.0.1.

import { type ChildProcess, spawn, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { ChatPage } from './chat-page.ts';

export interface Playground {
  readonly chat: ChatPage;
  /** `npm run event -- …` against this bot. Out: what it printed. */
  event(...words: readonly string[]): Promise<string>;
  /** Ends the bot as a power cut does, and starts another on the same database. */
  killAndRestartBot(): Promise<void>;
  /** Ends everything. Out: what is still running then, which must be nothing. */
  close(): Promise<readonly string[]>;
}

/** The window; `scale` sharpens pictures of it. */
export interface Wish {
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
}

interface Place {
  readonly folder: string;
  readonly botPort: number;
  readonly chatPort: number;
}

const run = promisify(execFile);
const COMMANDS = join(import.meta.dirname, '../../bot/cli/main.ts');
const MAIN = join(import.meta.dirname, '../../bot/main.ts');
const CLI = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
const HOST = '127.0.0.1';
const WISH: Wish = { width: 1000, height: 900 };
const START_MS = 30_000;
const POLL_MS = 50;
const END_MS = 5_000;

/** Nothing but 127.0.0.1 is reached: every other name has no address, and no proxy is asked. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${HOST}`,
];

/** Opens a chat with a bot that has never met anybody. In: the window's size. */
export async function openPlayground(wish: Wish = WISH): Promise<Playground> {
  const place = await newPlace();
  const children: ChildProcess[] = [];
  const browsers: Browser[] = [];
  const close = async () => {
    await Promise.all([...browsers.map((one) => one.close()), ...children.map(end)]);
    await rm(place.folder, { recursive: true, force: true });
    return [
      ...browsers.filter((one) => one.isConnected()).map(() => 'chromium'),
      ...children.filter(isRunning).map(({ spawnargs }) => spawnargs.join(' ')),
    ];
  };
  try {
    children.push(startBot(place), startPlayground(place));
    await Promise.all([answers(botUrl(place, 'healthz')), answers(chatUrl(place))]);
    const browser = await launch();
    browsers.push(browser);
    const { scale: deviceScaleFactor = 1, ...viewport } = wish;
    const page = await browser.newPage({ viewport, deviceScaleFactor, locale: 'de-DE' });
    const killAndRestartBot = async () => {
      await kill(children[0]);
      children[0] = startBot(place);
      await answers(botUrl(place, 'healthz'));
    };
    return {
      chat: await ChatPage.open(page, chatUrl(place)),
      event: (...words) => sendEvent(place, words),
      killAndRestartBot,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function sendEvent(place: Place, words: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], ...settings(place) };
  const { stdout } = await run(process.execPath, [COMMANDS, 'event', ...words], {
    cwd: place.folder,
    env,
  });
  return stdout;
}

async function newPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-e2e-'));
  const [botPort, chatPort] = await Promise.all([freePort(), freePort()]);
  return { folder, botPort, chatPort };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  await once(probe.close(), 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function startBot(place: Place): ChildProcess {
  return start([MAIN], place.folder, settings(place));
}

function settings({ folder, botPort }: Place): Record<string, string> {
  return {
    PORT: String(botPort),
    DATABASE_URL: `file:${join(folder, 'lotse.db')}`,
    QUIET_HOURS: 'off',
    LOG_LEVEL: 'error',
  };
}

function startPlayground({ folder, botPort, chatPort }: Place): ChildProcess {
  const bot = `http://${HOST}:${botPort}/api/messages`;
  const options = ['-e', bot, '-c', 'msteams', '-p', String(chatPort), '--dt'];
  return start([CLI, 'start', ...options], folder, {
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
  });
}

/** With this environment and nothing of ours, so that no .env and no proxy gets in. */
function start(
  [program, ...options]: readonly [string, ...string[]],
  folder: string,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const child = spawn(process.execPath, [program, ...options], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: ['ignore', program === MAIN ? 'inherit' : 'ignore', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

function botUrl({ botPort }: Place, path: string): string {
  return `http://${HOST}:${botPort}/${path}`;
}

function chatUrl({ chatPort }: Place): string {
  return `http://${HOST}:${chatPort}/`;
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await pause(POLL_MS);
  }
  throw new Error(`${url} did not answer within ${START_MS} ms`);
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || !isRunning(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exit, pause(END_MS, undefined, { ref: false })]);
  await kill(child);
}
