import assert from 'node:assert/strict';
import { BERLIN, FORM, SEATTLE } from '../fixtures/companies.ts';
import { assertGoodCard } from '../support/card-rules.ts';
import { hasCard } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat, Reply } from '../support/chat.ts';
import { answer, dataOf, lastCard, report } from '../support/form.ts';

const SAYINGS = [
  'hallo',
  'hilfe',
  'sprache',
  'mensch',
  'benachrichtigungen',
  'meine daten',
  'warum?',
  'hm',
];

describe('every card', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot({ EXPERT_NAME: 'Petra', EXPERT_URL: 'https://distri.example/help' });
  });

  afterEach(() => bot.stop());

  for (const [language, company] of [
    ['de-DE', BERLIN],
    ['en-US', SEATTLE],
  ] as const) {
    it(`keeps the rules of Adaptive Cards 1.5 and of the store in ${language}`, async () => {
      const chat = bot.chat({ language });

      const replies = await everything(chat, company);

      const cards = replies.filter(hasCard);
      assert.ok(cards.length > 50);
      cards.forEach(assertGoodCard);
    });
  }
});

async function everything(chat: Chat, company: typeof BERLIN | typeof SEATTLE): Promise<Reply[]> {
  const heard: Reply[] = [...(await chat.install())];
  const hear = async (replies: Promise<readonly Reply[]>): Promise<Reply[]> => {
    heard.push(...(await replies));
    return heard;
  };
  for (const said of SAYINGS) await hear(chat.say(said));
  await hear(chat.say('enroll'));
  for (const step of FORM) {
    await hear(answer(chat, lastCard(heard), spoilt(company[step])));
    for (const said of SAYINGS) await hear(chat.say(said));
    await hear(answer(chat, lastCard(heard), company[step]));
  }
  await hear(chat.say('cancel'));
  await hear(chat.say('no'));
  await hear(chat.press(dataOf(lastCard(heard), 'confirm')));
  for (let milestones = 1; milestones < 9; milestones += 1) {
    await hear(report(chat, lastCard(heard)));
  }
  return heard;
}

/** The same inputs, as long and as wrong as somebody can send them. */
function spoilt(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(inputs).map((id) => [id, '<b>*wrong*</b> '.repeat(2000)]));
}
