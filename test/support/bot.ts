// The whole bot on a free port, with a connector beside it: what is tested is what runs, but for Teams itself.

import { createAnswering } from '../../bot/features/turns/answering.ts';
import { createApp, type App } from '../../bot/app.ts';
import { readConfig } from '../../bot/config/config.ts';
import { openQuestions } from '../../bot/cli/open.ts';
import { createLog } from '../../bot/monitoring/log.ts';
import type { OpenQuestion, Rating } from '../../services/questions/questions.ts';
import { createChat, type Chat, type ChatOptions } from './chat.ts';
import { freshDatabase } from './database.ts';
import { startFakeConnector, type FakeConnector } from './fake-connector.ts';

export interface BotUnderTest {
  readonly connector: FakeConnector;
  /** As `openDatabase` takes it. */
  readonly database: string;
  /** The same for DATABASE_URL. */
  readonly variable: string;
  /** Everything logged so far, one JSON line each. */
  readonly logged: readonly string[];
  /** The clock the bot reads; tests move it. */
  now: Date;
  url(): string;
  chat(options?: Partial<ChatOptions>): Chat;
  /** Delivers what is due; nothing runs by itself in tests. */
  dispatch(): Promise<number>;
  /** Asks Partner Center what is due. */
  poll(): Promise<number>;
  /** Looks after mailboxes. Out: how much there was. */
  watch(): Promise<number>;
  /** Looks at the clock, as the bot does every second. */
  look(): Promise<number>;
  /** Removes what is old. Out: rows removed. */
  forget(): Promise<number>;
  /** Looks up when secrets end. Out: how many are watched. */
  lookAhead(): Promise<number>;
  /** What was kept of questions. */
  questions(): Promise<{ open: readonly OpenQuestion[]; ratings: readonly Rating[] }>;
  /** Ends the process's part and starts it again on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The knowledge does not change between tests. */
const answering = createAnswering();

/** Starts a bot with an empty database of the suite's engine. In: variables of the environment over the defaults. */
export async function startBot(env: Record<string, string> = {}): Promise<BotUnderTest> {
  const fresh = await freshDatabase();
  const connector = await startFakeConnector();
  const logged: string[] = [];
  const config = readConfig({ DATABASE_URL: fresh.variable, LOG_LEVEL: 'debug', ...env });
  const log = createLog(config.logLevel, { write: (line) => void logged.push(line) });

  async function start(): Promise<App> {
    const wait = (): Promise<void> => Promise.resolve();
    const runtime = { now: () => bot.now, random: Math.random, log, wait };
    const app = await createApp(config, runtime, answering);
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
    database: fresh.url,
    variable: fresh.variable,
    logged,
    now: new Date('2026-11-23T09:00:00.000Z'),
    url: () => urlOf(app),
    dispatch: () => app.job('pump'),
    look: () => app.job('clock'),
    forget: () => app.job('forget'),
    lookAhead: () => app.job('look-ahead'),
    poll: () => app.job('poll'),
    watch: () => app.job('tend'),
    chat: (options) => createChat({ botUrl: urlOf(app), connector, ...options }),
    async questions() {
      const kept = await openQuestions(config);
      const found = {
        open: await kept.questions.open(10),
        ratings: await kept.questions.ratings(),
      };
      await kept.close();
      return found;
    },
    async restart() {
      await end(app);
      app = await start();
    },
    async stop() {
      await end(app);
      await connector.close();
      await fresh.drop();
    },
  };
  let app = await start();
  return bot;
}

function urlOf(app: App): string {
  return `http://127.0.0.1:${app.server.address().port}`;
}
