// A company that stands where Partner Center becomes interesting: its form confirmed, its verification passed.

import { BERLIN } from '../fixtures/companies.ts';
import type { BotUnderTest } from './bot.ts';
import type { Chat, Reply } from './chat.ts';
import { delivered, sendEvent } from './events.ts';
import { dataOf, fillIn } from './form.ts';

const MINUTE_MS = 60_000;

/** Goes through the form and reports; the operator tells of the verification. Out: the chat, all notes heard. */
export async function verifiedCompany(bot: BotUnderTest, tenantId?: string): Promise<Chat> {
  const chat = bot.chat(tenantId === undefined ? {} : { tenantId });
  const review = await fillIn(chat, BERLIN);
  await chat.press(dataOf(review, 'confirm'));
  for (const milestone of ['submitted', 'emailConfirmed']) {
    await chat.press({ action: 'milestone', milestone });
  }
  await sendEvent(bot, {
    type: 'csp.verification.changed',
    tenantId: chat.tenantId,
    data: { status: 'authorized' },
  });
  await delivered(bot, chat);
  await chat.press({ action: 'milestone', milestone: 'adminAgent' });
  return chat;
}

/** Lets time pass in steps, with the duties that a running bot has. Out: what the chat was told by itself. */
export async function passing(
  bot: BotUnderTest,
  chat: Chat,
  { minutes, step = 15 }: { readonly minutes: number; readonly step?: number },
): Promise<readonly Reply[]> {
  const heard: Reply[] = [];
  const end = bot.now.getTime() + minutes * MINUTE_MS;
  while (bot.now.getTime() < end) {
    bot.now = new Date(bot.now.getTime() + step * MINUTE_MS);
    await bot.poll();
    heard.push(...(await delivered(bot, chat)));
  }
  return heard.filter(({ method }) => method === 'POST');
}
