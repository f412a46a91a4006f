import assert from 'node:assert/strict';
import { actionsOf, cardOf, textsOf } from '../support/cards.ts';
import { createConversation } from '../support/dialog-conversation.ts';
import type { ExpertContact } from '../../dialogs/turn-info.ts';

const SOMEBODY: readonly ExpertContact[] = [
  { name: 'Mara Lind' },
  { email: 'partner@nordwind.example' },
  { url: 'https://nordwind.example/help' },
];

describe('a chat without a person configured', () => {
  for (const said of ['hilfe', 'english']) {
    it(`has no button for one on the card that "${said}" brings`, async () => {
      const replies = await createConversation('de').say(said);

      assert.equal(actions(replies.at(-1)).includes('human'), false);
    });
  }

  for (const expert of SOMEBODY) {
    it(`has one with ${JSON.stringify(expert)}`, async () => {
      const replies = await createConversation('de', undefined, { expert }).say('hilfe');

      assert.ok(actions(replies[0]).includes('human'));
    });
  }

  it('says whom else to ask when somebody wants one', async () => {
    const german = await createConversation('de').say('mensch');
    const english = await createConversation('en').say('human');

    assert.match(
      textsOf(cardOf(german[0])).join(' '),
      /Partnerbetreuung.+Hilfe \+ Support.+Ticket/u,
    );
    assert.match(textsOf(cardOf(english[0])).join(' '), /partner team.+Help \+ support.+ticket/u);
  });

  it('keeps the button where the answer is not known', async () => {
    const replies = await createConversation('de').say('xqzt brlm pfft');

    assert.ok(actions(replies[0]).includes('human'));
  });
});

function actions(reply: Parameters<typeof cardOf>[0]): readonly unknown[] {
  return actionsOf(cardOf(reply)).map(
    ({ data }) => (data as { action?: string } | undefined)?.action,
  );
}
