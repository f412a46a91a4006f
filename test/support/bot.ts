// The whole bot on a free port, with a connector beside it: what is tested is what runs, but for Teams itself.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { createChat, type Chat, type ChatOptions } from './chat.ts';
import { startFakeConnector, type FakeConnector } from './fake-connector.ts';

export interface BotUnderTest {
  readonly connector: FakeConnector;
  readonly databaseFile: string;
  /** Everything logged so far, one JSON line each. */
  readonly logged: readonly string[];
  /** The clock the bot reads; tests move it. */
  now: Date;
  chat(options?: Partial<ChatOptions>): Chat;
  /** Ends the process's part and starts it again on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a bot with an empty database. In: variables of the environment over the defaults. */
export async function startBot(env: Record<string, string> = {}): Promise<BotUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-test-'));
  const databaseFile = join(folder, 'lotse.db');
  const connector = await startFakeConnector();
  const logged: string[] = [];
  const config = readConfig({ DATABASE_URL: `file:${databaseFile}`, LOG_LEVEL: 'debug', ...env });
  const log = createLog(config.logLevel, { write: (line) => void logged.push(line) });

  async function start(): Promise<App> {
    const ambient = { now: () => bot.now, random: Math.random, log };
    const app = await createApp(config, ambient);
    await new Promise<void>((resolve) => {
      app.server.listen(0, '127.0.0.1', () => {
        resolve();
      });
    });
    return app;
  }

  async function end(app: App): Promise<void> {
    await new Promise<void>((resolve) => {
      app.server.close(() => {
        resolve();
      });
      app.server.server.closeAllConnections();
    });
    await app.close();
  }

  const bot: BotUnderTest = {
    connector,
    databaseFile,
    logged,
    now: new Date('2026-11-23T09:00:00.000Z'),
    chat: (options) => createChat({ botUrl: urlOf(app), connector, ...options }),
    async restart() {
      await end(app);
      app = await start();
    },
    async stop() {
      await end(app);
      await connector.close();
      rmSync(folder, { recursive: true });
    },
  };
  let app = await start();
  return bot;
}

function urlOf(app: App): string {
  return `http://127.0.0.1:${app.server.address().port}`;
}
