// A process that keeps one PostgreSQL server for its parent: unpacks it, runs it as somebody who is not root, obeys lines
// on stdin (start, stop, kill), and leaves nothing behind when stdin ends, however the parent ended.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  constants,
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

interface Order {
  readonly native: string;
  readonly port: number;
  readonly password: string;
  /** Whether it survives a power cut: slower. */
  readonly durable: boolean;
}

const READY = 'ready to accept connections';
const STILL_HELD = 'pre-existing shared memory block';
const START_TRIES = 40;
const START_PAUSE_MS = 250;
const UNSAFE = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
const SETTINGS = [
  ...['wal_level=minimal', 'max_wal_senders=0', 'shared_buffers=64MB', 'max_connections=200'],
  ...['unix_socket_directories=', 'listen_addresses=127.0.0.1'],
];

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const folder = mkdtempSync(join(tmpdir(), 'lotse-postgres-'));
const data = join(folder, 'data');
const account = process.getuid?.() === 0 ? nonRoot() : undefined;
// Ctrl+C reaches the whole group; the end of stdin is what counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
let server: ChildProcess | undefined;

try {
  unpack();
  initialize();
  await start();
  await obey();
} finally {
  await end('SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function obey(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'kill') await end('SIGKILL');
    if (line === 'stop') await end('SIGINT');
    if (line === 'start') await start();
    process.stdout.write(`done ${line}\n`);
  }
}

/** A copy of one's own: the package lacks its links (no install scripts here), and may lie where only root reads. */
function unpack(): void {
  const copy = join(folder, 'native');
  cpSync(order.native, copy, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => extname(path) !== '.a' && basename(path) !== 'pkgconfig',
  });
  const list = join(copy, 'pg-symlinks.json');
  if (existsSync(list)) links(readFileSync(list, 'utf8'));
  if (account === undefined) return;
  const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path)));
  for (const path of [folder, ...paths]) lchownSync(path, account.uid, account.gid);
}

function links(text: string): void {
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const path = join(folder, target);
    if (!existsSync(path) && dirname(source) === dirname(target)) {
      symlinkSync(basename(source), path);
    }
  }
}

/** German order of letters: a query that leans on the order of bytes is found out. */
function initialize(): void {
  const secret = join(folder, 'password');
  writeFileSync(secret, order.password, { mode: 0o644 });
  const options = [
    ...['-D', data, '-U', 'lotse', '-A', 'scram-sha-256', '--pwfile', secret, '-N', '-E', 'UTF8'],
    ...['--locale-provider=icu', '--icu-locale=de', '--locale=C'],
  ];
  execFileSync(program('initdb'), options, { ...account, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Resolves when it takes connections. After a kill the server's children may hold its memory for a moment longer. */
async function start(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await startOnce();
      return;
    } catch (error) {
      if (tries === START_TRIES || !String(error).includes(STILL_HELD)) throw error;
    }
    await pause(START_PAUSE_MS);
  }
}

/** Throws when it ends before it takes connections. */
async function startOnce(): Promise<void> {
  if (isRunning()) return;
  const settings = [...SETTINGS, ...(order.durable ? [] : UNSAFE), `port=${order.port}`];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const started = spawn(program('postgres'), args, {
    ...account,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 100) said.push(text);
      if (text.includes(READY)) resolve();
    });
    started.once('exit', () => {
      reject(new Error(said.join('')));
    });
  });
  process.stdout.write('ready\n');
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (server === undefined || !isRunning()) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  await exit;
}

function isRunning(): boolean {
  return server?.exitCode === null && server.signalCode === null;
}

function program(name: string): string {
  const extension = process.platform === 'win32' ? '.exe' : '';
  return join(folder, 'native', 'bin', `${name}${extension}`);
}

/** initdb wants an account that exists. */
function nonRoot(): { readonly uid: number; readonly gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const accounts = lines.map((line) => line.split(':'));
  const found =
    accounts.find(([name]) => name === 'nobody') ?? accounts.find(([, , uid]) => uid !== '0');
  if (found === undefined) throw new Error('PostgreSQL does not run as root, and nobody else is.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
