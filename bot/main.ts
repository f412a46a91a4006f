// The process: configuration → app → listen → signals, and every way it ends with its exit code.
// Everything of weight is imported late, so that a signal during start-up already finds its listener.

import { writeSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { Server } from 'restify';
import type { Config } from './config/config.ts';
import { npmGone } from './config/npm-parent.ts';
import type { Log } from './monitoring/log.ts';

interface Running {
  readonly server: Server;
  readonly log: Log;
  readonly quiet: (patience: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

const ANSWER_MS = 8_000;
const CLOSE_MS = 2_000;
const POLL_MS = 50;
const OWNER_ONLY = 0o077;

// What node compiles of the modules is kept (in its own place, NODE_COMPILE_CACHE): the next start needs a third less CPU.
enableCompileCache();
// What the process makes is its owner's alone: the database holds people's names.
process.umask(OWNER_ONLY);
const stopSignal = Promise.race([firstSignal(), npmGone()]);
const started = Promise.race([start(), stopSignal.then(() => undefined)]);
const running = await started.catch(endWithFault);
if (running) await stop(running, await stopSignal);
process.exit(0);

/** Only the first counts: Ctrl+C reaches the playground and its children both directly and by being passed on. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
}

async function start(): Promise<Running> {
  const { readConfig } = await import('./config/config.ts');
  const config = readConfig();
  const { goThrough } = await import('../services/http/outgoing.ts');
  goThrough(config.proxies);
  const { createLog } = await import('./monitoring/log.ts');
  const log = createLog(config.logLevel);
  await endOnUncaught(log);
  const { createApp } = await import('./app.ts');
  const app = await createApp(config, { now: () => new Date(), random: Math.random, log });
  await listen(app.server, config);
  log.info('listening', { port: app.server.address().port, host: config.host });
  if (config.anonymous) {
    log.warn('anonymous', {
      means: 'MicrosoftAppId is empty: every caller on this machine is believed',
    });
  }
  const { startScheduler } = await import('./scheduler.ts');
  const scheduler = startScheduler(app.jobs, log);
  return {
    server: app.server,
    log,
    quiet: (patience) => app.stop(patience),
    async close() {
      await scheduler.stop();
      await app.close();
    },
  };
}

async function endOnUncaught(log: Log): Promise<void> {
  const { errorCode, errorPlace } = await import('./monitoring/log.ts');
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      log.error(event, { code: errorCode(error), at: errorPlace(error) });
      process.exit(1);
    });
  }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

/** Nothing new; what runs is answered and noted, what takes too long is broken off, then the app is closed. */
async function stop({ server, log, quiet, close }: Running, signal: string): Promise<void> {
  log.info('stopping', { signal });
  const noted = quiet(AbortSignal.timeout(ANSWER_MS));
  const closed = new Promise<void>((resolve) => {
    server.close(resolve);
  });
  // A connection kept alive holds the server open though nothing runs on it.
  const idle = setInterval(() => {
    server.server.closeIdleConnections();
  }, POLL_MS);
  const answered = await within(ANSWER_MS, closed);
  clearInterval(idle);
  const isNoted = await within(ANSWER_MS, noted);
  const inOrder = (await within(CLOSE_MS, close())) && answered && isNoted;
  log.info('stopped', { inOrder });
}

function within(milliseconds: number, work: Promise<void>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, milliseconds, false).unref();
  });
  return Promise.race([work.then(() => true), late]);
}

async function endWithFault(error: unknown): Promise<never> {
  const { startFault } = await import('./start-fault.ts');
  const { exitCode, lines } = startFault(error);
  writeSync(process.stderr.fd, `${lines.join('\n')}\n`);
  process.exit(exitCode);
}
