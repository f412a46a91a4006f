// A bot with a watched mailbox at a played Microsoft Graph, and an enrolled person who hears of it.

import { openMailboxes } from '../../bot/cli/open.ts';
import type { MailSubscription } from '../../services/mailbox/mailboxes.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { MAILBOX } from '../fixtures/mails.ts';
import { startBot, type BotUnderTest } from './bot.ts';
import type { Chat, Reply } from './chat.ts';
import { delivered } from './events.ts';
import { dataOf, fillIn, lastCard } from './form.ts';
import { GRAPH_APP } from './graph-mail-answers.ts';
import { startGraphMailServer, type GraphMailServer } from './graph-mail-server.ts';

export interface MailboxWorld {
  readonly bot: BotUnderTest;
  readonly graph: GraphMailServer;
  readonly chat: Chat;
  /** Whether Graph can reach the bot. */
  isReachable: boolean;
  /** Names the mailbox, as `npm run mailbox -- watch` does. */
  name(): Promise<void>;
  unname(): Promise<void>;
  watches(): Promise<readonly MailSubscription[]>;
  /** Fills in the form, so that there is an enrollment with its milestones. */
  enroll(): Promise<void>;
  /** Looks after the mailbox, then delivers. Out: what the person heard. */
  hear(): Promise<readonly Reply[]>;
  stop(): Promise<void>;
}

/** Starts it; the mailbox is not named yet. In: the longest life of a subscription in minutes. */
export async function mailboxWorld(minutes?: number): Promise<MailboxWorld> {
  const clock = { now: () => new Date('2026-11-23T09:00:00.000Z') };
  const reach = (url: string): string => {
    if (!world.isReachable) return 'http://127.0.0.1:1/';
    return url.replace('https://lotse.example', world.bot.url());
  };
  const graph = await startGraphMailServer({
    now: () => clock.now(),
    reach,
    ...(minutes === undefined ? {} : { minutes }),
  });
  const env = {
    QUIET_HOURS: 'off',
    GRAPH_CLIENT_ID: GRAPH_APP.id,
    GRAPH_CLIENT_SECRET: GRAPH_APP.secret,
    GRAPH_BASE_URL: graph.url,
    GRAPH_AUTHORITY: graph.url,
    GRAPH_NOTIFICATION_URL: 'https://lotse.example',
  };
  const bot = await startBot(env);
  clock.now = () => bot.now;
  const chat = bot.chat();
  const box = { tenantId: chat.tenantId, mailbox: MAILBOX };

  async function kept<T>(
    use: (open: Awaited<ReturnType<typeof openMailboxes>>) => Promise<T>,
  ): Promise<T> {
    const open = await openMailboxes(bot, () => bot.now);
    return use(open).finally(() => open.close());
  }

  const world: MailboxWorld = {
    bot,
    graph,
    chat,
    isReachable: true,
    async name() {
      await kept(({ mailboxes }) => mailboxes.watch(box));
    },
    async unname() {
      await kept(({ mailboxes }) => mailboxes.unwatch(box));
    },
    watches: () => kept(({ mailboxes }) => mailboxes.list()),
    async enroll() {
      const review = await fillIn(chat, BERLIN);
      lastCard(await chat.press(dataOf(review, 'confirm')));
    },
    async hear() {
      await bot.watch();
      return delivered(bot, chat);
    },
    async stop() {
      await bot.stop();
      await graph.close();
    },
  };
  return world;
}
