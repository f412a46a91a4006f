// A doubt over HTTP: put alone before it is agreed to, and settled by its own buttons.

import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { assertGoodCard } from '../support/card-rules.ts';
import { actionsOf, hasCard, partOf, type CardPart } from '../support/cards.ts';
import type { Chat } from '../support/chat.ts';
import { answer, doubtData, fillIn, lastCard, stepOf, valuesIn, wordsIn } from '../support/form.ts';

const DOUBTFUL = { ...BERLIN.company, street: 'Hauptstr. 5' };
const MIXED = { ...DOUBTFUL, postalCode: '1' };

describe('a doubt', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let open: CardPart;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    open = await fillIn(chat, BERLIN, 'company');
  });

  afterEach(() => bot.stop());

  it('beside a refusal is put once more, alone, before sending agrees to it', async () => {
    const mixed = lastCard(await answer(chat, open, MIXED));

    const alone = lastCard(await answer(chat, mixed, DOUBTFUL));
    const next = lastCard(await answer(chat, alone, DOUBTFUL));

    assert.ok(partOf(mixed, 'streetWarning') && partOf(mixed, 'postalCodeError'));
    assert.equal(stepOf(alone), 'company');
    assert.ok(partOf(alone, 'streetWarning'));
    assert.equal(partOf(alone, 'postalCodeError'), undefined);
    assert.equal(stepOf(next), 'contact');
  });

  for (const how of ['press', 'invoke'] as const) {
    it(`is settled by its own button (${how})`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

      const agreed = { ...doubtData(doubtful, 'agreed', 'street'), ...DOUBTFUL };
      const next = lastCard(await chat[how](agreed));
      const back = lastCard(await chat.say('zurück'));

      assert.equal(stepOf(next), 'contact');
      assert.equal(valuesIn(back)['street'], 'Hauptstr. 5');
      assert.equal(partOf(back, 'streetWarning'), undefined);
    });

    it(`is settled by taking the better value (${how})`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

      const replace = { ...doubtData(doubtful, 'replace', 'street'), ...DOUBTFUL };
      const next = lastCard(await chat[how](replace));
      const back = lastCard(await chat.say('zurück'));

      assert.equal(stepOf(next), 'contact');
      assert.equal(valuesIn(back)['street'], 'Hauptstraße 5');
    });
  }

  it('is settled by its own button although no input came along', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

    const next = lastCard(await chat.press(doubtData(doubtful, 'agreed', 'street')));

    assert.equal(stepOf(next), 'contact');
  });

  it('has a button that counts once, and none on an older card', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
    const data = { ...doubtData(doubtful, 'agreed', 'street'), ...DOUBTFUL };
    await chat.press(data);

    const twice = await chat.press(data);
    await chat.say('zurück');
    const old = await chat.press(data);

    assert.match(wordsIn(twice), /schon beantwortet/u);
    assert.equal(stepOf(lastCard(twice)), 'contact');
    assert.match(wordsIn(old), /schon beantwortet/u);
    assert.equal(stepOf(lastCard(old)), 'company');
  });

  it('has a button that is stale once the step was asked anew', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
    const before = lastCard(await chat.say('zurück'));
    await answer(chat, before, BERLIN.partnerId);

    const replies = await chat.press(doubtData(doubtful, 'agreed', 'street'));

    assert.match(wordsIn(replies), /früheren Stand/u);
    assert.ok(partOf(lastCard(replies), 'streetWarning'));
  });

  it('that was agreed to is not put again to a colleague who goes on', async () => {
    const mixed = lastCard(await answer(chat, open, MIXED));
    await chat.press({ ...doubtData(mixed, 'agreed', 'street'), ...MIXED });
    const colleague = bot.chat({ tenantId: chat.tenantId });

    const card = lastCard(await colleague.say('registrieren'));
    const next = lastCard(await answer(colleague, card, DOUBTFUL));

    assert.equal(partOf(card, 'streetWarning'), undefined);
    assert.ok(partOf(card, 'postalCodeError'));
    assert.equal(stepOf(next), 'contact');
  });

  for (const nonsense of [
    { agreed: 'city' },
    { agreed: 'password' },
    { agreed: { street: true } },
    { replace: 'city', with: 'Bonn' },
    { replace: 'street' },
    { replace: 'street', with: null },
    { agreed: null },
    { replace: 'toString', with: 'Bonn' },
  ]) {
    it(`is not settled by ${JSON.stringify(nonsense)}, which is answered in words`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
      const { agreed: _agreed, ...data } = doubtData(doubtful, 'agreed', 'street');

      const replies = await chat.press({ ...data, ...DOUBTFUL, legalName: '', ...nonsense });

      const card = lastCard(replies);
      assert.match(wordsIn(replies), /keine Rückfrage\. Es hat sich nichts geändert/u);
      assert.deepEqual(valuesIn(card), DOUBTFUL);
      assert.ok(partOf(card, 'streetWarning'));
    });
  }

  it('has buttons on a card of six actions at most, however many doubts there are', async () => {
    const many = {
      ...{ ...BERLIN.company, legalName: 'Gebr. Łódź', street: 'Hauptstr. 5' },
      ...{ city: 'Frankfurt/M.', state: 'Čech', country: 'KP', postalCode: '' },
    };

    const replies = await answer(chat, open, many);

    const card = lastCard(replies);
    const datas = actionsOf(card).map(({ data }) => data as Record<string, unknown>);
    replies.filter(hasCard).forEach(assertGoodCard);
    assert.equal(datas.length, 6);
    assert.equal(datas.filter(({ action }) => action === 'answer').length, 5);
    assert.ok(datas.some(({ action }) => action === 'back'));
  });

  it('is agreed to by a typed yes where it stands alone', async () => {
    await answer(chat, open, DOUBTFUL);

    assert.equal(stepOf(lastCard(await chat.say('stimmt so'))), 'contact');
  });
});
