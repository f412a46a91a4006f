import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { actionsOf, cardOf, hasCard, inputsOf, type CardPart } from '../support/cards.ts';
import { createConversation, type Conversation } from '../support/dialog-conversation.ts';
import { begun, recorded } from '../support/enrollment-samples.ts';

describe('the card that asks what is behind a member of CSP', () => {
  it('follows the confirmed review, with ticks and one button', async () => {
    const { asked } = await confirmed();

    const [ticks] = inputsOf(asked);
    const choices = ticks?.['choices'] as readonly { readonly value: string }[];
    assert.equal(kindOf(asked), 'report');
    assert.equal(ticks?.['id'], 'behind');
    assert.equal(ticks['isMultiSelect'], true);
    assert.deepEqual(
      choices.map(({ value }) => value),
      ['partnerId', 'verified', 'adminAgent', 'mpaSigned', 'providerAuthorized', 'customerInvited'],
    );
    assert.equal(actionsOf(asked).length, 1);
  });

  it('records what is ticked, and shows the status', async () => {
    const { conversation, asked } = await confirmed();

    const replies = await conversation.press({ ...sent(asked), behind: 'verified,mpaSigned' });

    const status = cardOf(replies.findLast(hasCard));
    const standing = conversation.stored()?.standing;
    assert.equal(kindOf(status), 'status');
    assert.equal(standing?.mpaSigned?.state, 'done');
    assert.equal(standing.submitted?.state, 'done');
    assert.equal(again(status), undefined);
    assert.match(replies[0]?.text ?? '', /Notiert: .+Rolle „Administrator-Agent“/u);
  });

  it('is open again from the status, until it is answered', async () => {
    const { conversation } = await confirmed();
    const status = cardOf((await conversation.say('status')).at(-1));

    const opened = cardOf((await conversation.press(again(status) ?? {})).at(-1));
    const replies = await conversation.press(sent(opened));

    assert.equal(inputsOf(opened)[0]?.['id'], 'behind');
    assert.match(replies[0]?.text ?? '', /noch nichts erledigt/u);
    assert.equal(again(cardOf(replies.at(-1))), undefined);
  });

  it('refuses a second press in words, and changes nothing', async () => {
    const { conversation, asked } = await confirmed();
    await conversation.press({ ...sent(asked), behind: 'verified' });
    const before = conversation.stored();

    const replies = await conversation.press({ ...sent(asked), behind: 'customerInvited' });

    assert.match(replies[0]?.text ?? '', /schon beantwortet/u);
    assert.equal(kindOf(cardOf(replies.at(-1))), 'status');
    assert.deepEqual(conversation.stored(), before);
  });

  for (const behind of ['nonsense', 'submitted', '__proto__,constructor', { a: 1 }]) {
    it(`moves nothing by ${JSON.stringify(behind)}`, async () => {
      const { conversation, asked } = await confirmed();
      const before = conversation.stored()?.standing;

      await conversation.press({ ...sent(asked), behind });

      assert.deepEqual(conversation.stored()?.standing, before);
    });
  }

  it('means nothing to a company that is not in CSP', async () => {
    const conversation = createConversation('de', recorded(begun(), 'situation'));

    const replies = await conversation.press({
      action: 'milestone',
      milestone: 'behind',
      behind: 'verified',
    });

    assert.match(replies[0]?.text ?? '', /Formular/u);
    assert.deepEqual(conversation.stored()?.standing, {});
  });
});

async function confirmed(): Promise<{ conversation: Conversation; asked: CardPart }> {
  const record = recorded(recorded(begun(), 'situation', { situation: 'csp' }), 'support', {
    supportPhone: '+49 30 901821',
  });
  const conversation = createConversation('de', record);
  await conversation.say('weiter');
  const replies: readonly Partial<Activity>[] = await conversation.press({ action: 'confirm' });
  return { conversation, asked: cardOf(replies.findLast(hasCard)) };
}

function kindOf(card: CardPart): unknown {
  return (card['body'] as readonly CardPart[])[0]?.['id'];
}

function sent(card: CardPart): Readonly<Record<string, unknown>> {
  return actionsOf(card)[0]?.['data'] as Readonly<Record<string, unknown>>;
}

function again(card: CardPart): object | undefined {
  const datas = actionsOf(card).map(
    ({ data }) => data as Readonly<Record<string, unknown>> | undefined,
  );
  return datas.find((data) => data?.['milestone'] === 'behind');
}
