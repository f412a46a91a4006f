import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BERLIN } from '../fixtures/companies.ts';
import { partOf } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { answer, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { contentOf, onEachEngine } from '../support/database.ts';

const SECRETS: readonly [said: string, secret: string, heard: RegExp][] = [
  ['Mein Passwort ist Sommer2024!', 'Sommer2024', /nach einem Kennwort/u],
  ['password: hunter2', 'hunter2', /nach einem Kennwort/u],
  ['Der Code lautet 482913', '482913', /nach einem Einmalcode/u],
  ['IBAN DE89 3704 0044 0532 0130 00', '3704 0044', /nach Bankdaten/u],
  ['4111 1111 1111 1111', '4111 1111', /nach Bankdaten/u],
];

onEachEngine('a secret', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  for (const [said, secret, heard] of SECRETS) {
    it(`is neither kept nor logged: "${said}"`, async () => {
      const chat = bot.chat();
      await fillIn(chat, BERLIN, 'company');

      const replies = await chat.say(said);

      assert.match(wordsIn(replies), heard);
      assert.match(wordsIn(replies), /löschen Sie sie/u);
      assert.equal(stepOf(lastCard(replies)), 'company');
      assert.ok(!(await kept(bot)).includes(secret));
    });
  }

  it('in a field of a card is refused there', async () => {
    const chat = bot.chat();
    const open = await fillIn(chat, BERLIN, 'company');

    const replies = await answer(chat, open, {
      ...BERLIN.company,
      legalName: 'Kennwort: Geheim1!',
    });

    assert.match(
      partOf(lastCard(replies), 'legalNameError')?.['text'] as string,
      /nicht gespeichert/u,
    );
    assert.ok(!(await kept(bot)).includes('Geheim1'));
  });
});

/** Everything the bot wrote anywhere: the database with its log, and the log. */
async function kept({ database, logged }: BotUnderTest): Promise<string> {
  if (database.startsWith('postgres')) return [await contentOf(database), ...logged].join('\n');
  const files = [database, `${database}-wal`].map((file) => readFileSync(file, 'latin1'));
  return [...files, ...logged].join('\n');
}
