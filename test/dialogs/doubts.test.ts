// Doubts in the dialogs: agreed to one by one, by button or by typing, in either language.

import assert from 'node:assert/strict';
import { answered, GOOD } from '../support/enrollment-samples.ts';
import { actionsOf, cardOf, partOf, type CardPart } from '../support/cards.ts';
import { createConversation } from '../support/dialog-conversation.ts';
import { dataOf, doubtData } from '../support/form.ts';

const TWO = { ...GOOD.company, legalName: 'Fa. Meier', street: 'Hauptstr. 5' };

describe('doubts in the dialogs', () => {
  const atCompany = answered('situation', 'account', 'partnerId');
  const send = { action: 'answer', step: 'company' };

  async function doubted(language: 'de' | 'en') {
    const conversation = createConversation(language, atCompany);
    await conversation.say('enroll');
    const card = cardOf((await conversation.press({ ...send, ...TWO })).at(-1));
    return { conversation, card };
  }

  it('are agreed to one by one', async () => {
    const { conversation, card } = await doubted('de');

    const one = await conversation.press({ ...doubtData(card, 'agreed', 'legalName'), ...TWO });
    const left = cardOf(one.at(-1));
    const both = await conversation.press({ ...doubtData(left, 'agreed', 'street'), ...TWO });

    assert.deepEqual(warnings(card), ['legalNameWarning', 'streetWarning']);
    assert.deepEqual(warnings(left), ['streetWarning']);
    assert.equal(stepAsked(cardOf(both.at(-1))), 'contact');
    assert.equal(conversation.stored()?.answers['company']?.values['street'], 'Hauptstr. 5');
  });

  it('are all agreed to by sending again, or by a typed yes', async () => {
    const sent = await doubted('en');
    const typed = await doubted('en');

    const again = await sent.conversation.press({ ...dataOf(sent.card, 'answer'), ...TWO });
    const yes = await typed.conversation.say('yes');

    assert.equal(stepAsked(cardOf(again.at(-1))), 'contact');
    assert.equal(stepAsked(cardOf(yes.at(-1))), 'contact');
  });

  it('are asked about one after the other of somebody who types', async () => {
    const { conversation } = await doubted('de');

    const one = await conversation.say('Meier Datentechnik GmbH');
    const both = await conversation.say('Hauptstraße 5');

    assert.deepEqual(warnings(cardOf(one.at(-1))), ['streetWarning']);
    assert.equal(stepAsked(cardOf(both.at(-1))), 'contact');
  });

  it('keep their buttons when the language changes', async () => {
    const { conversation } = await doubted('de');

    const card = cardOf((await conversation.say('english')).at(-1));

    assert.deepEqual(warnings(card), ['legalNameWarning', 'streetWarning']);
    assert.ok(doubtData(card, 'replace', 'street')['with']);
  });

  it('are not agreed to by going back and forth', async () => {
    const { conversation } = await doubted('de');
    await conversation.say('zurück');

    const forth = await conversation.press({
      ...{ action: 'answer', step: 'partnerId' },
      ...GOOD.partnerId,
    });

    assert.deepEqual(warnings(cardOf(forth.at(-1))), ['legalNameWarning', 'streetWarning']);
  });
});

function warnings(card: CardPart): readonly string[] {
  return ['legalNameWarning', 'streetWarning'].filter((id) => partOf(card, id) !== undefined);
}

function stepAsked(card: CardPart): unknown {
  const datas = actionsOf(card).map(({ data }) => data as { readonly step?: string });
  return datas.find(({ step }) => step !== undefined)?.step;
}
