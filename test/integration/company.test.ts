import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { answer, dataOf, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('one company', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  it('has one enrollment, which a colleague joins where it stands', async () => {
    const anna = bot.chat({ name: 'Anna Alt' });
    await fillIn(anna, BERLIN, 'company');
    const ben = bot.chat({ name: 'Ben Neu' });

    const hint = await ben.say('status');
    const joined = await ben.say('registrieren');

    assert.match(wordsIn(hint), /Mit „registrieren“ steigen Sie ein/u);
    assert.match(wordsIn(joined), /Anna Alt, am 23\. November 2026/u);
    assert.match(wordsIn(joined), /Schritt 4 von 7/u);
    assert.equal(stepOf(lastCard(joined)), 'company');
  });

  it('does not file a colleague’s typed line under a step she was not asked', async () => {
    const anna = bot.chat({ name: 'Anna Alt' });
    const open = await fillIn(anna, BERLIN, 'company');
    const ben = bot.chat({ name: 'Ben Neu' });
    await ben.say('registrieren');
    await answer(anna, open, BERLIN.company);

    const replies = await ben.say('Bens Firma GmbH');

    assert.match(wordsIn(replies), /früheren Stand/u);
    assert.equal(stepOf(lastCard(replies)), 'contact');
    assert.doesNotMatch(wordsIn(await ben.say('status')), /Bens Firma/u);
  });

  it('is not confirmed by a typed yes to a review that a colleague has changed since', async () => {
    const anna = bot.chat({ name: 'Anna Alt' });
    const review = await fillIn(anna, BERLIN);
    const ben = bot.chat({ name: 'Ben Neu' });
    await ben.say('registrieren');
    const open = lastCard(await anna.press({ ...dataOf(review, 'edit'), step: 'support' }));
    await answer(anna, open, { ...BERLIN.support, supportEmail: 'hilfe@groessenwahn.example' });

    const replies = await ben.say('ja');

    assert.match(wordsIn(replies), /früheren Stand/u);
    assert.match(wordsIn(replies), /hilfe@groessenwahn\.example/u);
    assert.ok(dataOf(lastCard(replies), 'confirm'));
  });

  it('is kept apart from the companies of other tenants', async () => {
    await fillIn(bot.chat(), BERLIN, 'company');
    const stranger = bot.chat({ tenantId: '22222222-2222-4222-8222-222222222222' });

    const replies = await stranger.say('registrieren');

    assert.equal(stepOf(lastCard(replies)), 'situation');
  });

  it('keeps its enrollment when one of two deletes her data', async () => {
    const anna = bot.chat();
    await fillIn(anna, BERLIN, 'company');
    const ben = bot.chat();
    await ben.say('registrieren');
    await anna.say('meine daten löschen');

    const deleted = await anna.say('ja');
    const status = await ben.say('weiter');

    assert.match(wordsIn(deleted), /weil noch andere daran arbeiten/u);
    assert.equal(stepOf(lastCard(status)), 'company');
  });
});

describe('a group chat', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  for (const said of ['registrieren', 'status', 'meine daten', 'Größenwahn GmbH']) {
    it(`sees nothing of the company at "${said}"`, async () => {
      await fillIn(bot.chat(), BERLIN, 'contact');
      const group = bot.chat({ conversationType: 'groupChat' });

      const replies = await group.say(said);

      assert.match(wordsIn(replies), /persönlichen Chat/u);
      assert.doesNotMatch(wordsIn(replies), /Berlin|Schritt|4838293/u);
    });
  }

  it('gets help, and the way to the personal chat', async () => {
    const replies = await bot.chat({ conversationType: 'channel' }).say('hilfe');

    assert.match(wordsIn(replies), /wenn Sie mich erwähnen/u);
    assert.match(JSON.stringify(replies), /teams\.microsoft\.com\/l\/chat/u);
  });

  it('is left alone when nobody mentions the bot', async () => {
    const group = bot.chat({ conversationType: 'groupChat' });

    const replies = await group.send({ type: 'message', text: 'Wer holt Kuchen?', entities: [] });

    assert.deepEqual(replies, []);
  });

  it('takes no button for the form', async () => {
    const anna = bot.chat();
    const open = await fillIn(anna, BERLIN, 'company');
    const group = bot.chat({ conversationType: 'groupChat', personId: anna.personId });

    const replies = await group.press({ ...dataOf(open, 'answer'), ...BERLIN.company });

    assert.match(wordsIn(replies), /persönlichen Chat/u);
    assert.equal(stepOf(lastCard(await anna.say('weiter'))), 'company');
  });
});
