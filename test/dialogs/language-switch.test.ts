import assert from 'node:assert/strict';
import type { ConversationProperty } from '../../dialogs/turn-info.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { confirm } from '../../services/enrollment/form.ts';
import { cardOf, hasCard, type CardPart } from '../support/cards.ts';
import { createConversation } from '../support/dialog-conversation.ts';
import { act, BEN, complete } from '../support/enrollment-samples.ts';

describe('a language switched with no form open', () => {
  it('brings the last answer again', async () => {
    const conversation = createConversation('de', undefined, { lastTopic: remembering() });
    const answer = await conversation.say('Was ist eine PartnerID?');

    const replies = await conversation.say('english');

    const [first, again] = [answer[0], replies.at(-1)].map((reply) =>
      JSON.stringify(cardOf(reply)),
    );
    const topic = /"topic":"([^"]+)"/u.exec(first ?? '')?.[1];
    assert.ok(topic !== undefined && again?.includes(`"topic":"${topic}"`));
  });

  it('brings the next step to who has an enrollment', async () => {
    const replies = await createConversation('de', confirm(complete(), act())).say('english');

    assert.equal(kindOf(cardOf(replies.findLast(hasCard))), 'nextStep');
  });

  const others: Enrollment = { ...complete(), participants: [BEN] };
  for (const [who, record] of [
    ['nobody has begun', undefined],
    ['a colleague has begun', others],
  ] as const) {
    it(`brings the welcome where ${who}`, async () => {
      const replies = await createConversation('de', record).say('english');

      assert.equal(kindOf(cardOf(replies.at(-1))), 'welcome');
    });
  }
});

function remembering(): ConversationProperty {
  let kept: string | undefined;
  return {
    get: () => Promise.resolve(kept),
    set: (_context, value) => Promise.resolve(void (kept = value)),
  };
}

function kindOf(card: CardPart): unknown {
  return (card['body'] as readonly CardPart[])[0]?.['id'];
}
