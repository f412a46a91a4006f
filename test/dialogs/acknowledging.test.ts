import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import sinon from 'sinon';
import type { Contact, Contacts } from '../../services/contacts/contacts.ts';
import type { NotificationCategory } from '../../services/notifications/notification.ts';
import { actionsOf, cardOf, textsOf } from '../support/cards.ts';
import { createConversation, type Conversation } from '../support/dialog-conversation.ts';
import { contactOf } from '../support/notes.ts';

const ANNA = { tenantId: 'tenant', userId: 'anna' };

describe('what a person does with an announcement', () => {
  let contact: Contact;
  let conversation: Conversation;
  const seen = sinon.stub<[object, string], Promise<boolean>>();
  const snooze = sinon.stub<[object, string, Date], Promise<boolean>>();
  const kindOf = sinon.stub<[object, string], Promise<NotificationCategory | undefined>>();

  beforeEach(() => {
    contact = contactOf();
    const contacts: Contacts = {
      find: () => Promise.resolve(contact),
      save: (changed) => Promise.resolve(void (contact = changed)),
      remove: () => Promise.resolve(),
    };
    const acknowledgements = { seen, snooze, kindOf };
    conversation = createConversation('de', undefined, { contacts, acknowledgements });
    for (const stub of [seen, snooze]) stub.reset();
    for (const stub of [seen, snooze]) stub.resolves(true);
    kindOf.resolves('mpa');
  });

  it('marks it as seen', async () => {
    const replies = await conversation.press({ action: 'seen', delivery: 'd-1' });

    sinon.assert.calledOnceWithExactly(seen, ANNA, 'd-1');
    assert.equal(textOf(replies), 'Danke, ist vermerkt.');
  });

  it('marks every delivery of a folded card', async () => {
    await conversation.press({ action: 'seen', delivery: 'd-1', more: 'd-2 d-3 d-1' });

    assert.deepEqual(
      seen.args.map(([, delivery]) => delivery),
      ['d-1', 'd-2', 'd-3'],
    );
  });

  it('is told when the delivery is not known', async () => {
    seen.resolves(false);

    const replies = await conversation.press({ action: 'seen', delivery: 'd-9' });

    assert.match(textOf(replies), /finde ich nicht mehr/u);
  });

  for (const [until, at, date] of [
    ['tomorrow', '2026-11-24T08:00:00.000Z', '24. November 2026'],
    ['nextWeek', '2026-11-30T08:00:00.000Z', '30. November 2026'],
    ['whenever', '2026-11-24T08:00:00.000Z', '24. November 2026'],
  ] as const) {
    it(`puts it off until nine o'clock there: ${until}`, async () => {
      const replies = await conversation.press({ action: 'snooze', delivery: 'd-1', until });

      sinon.assert.calledOnceWithExactly(snooze, ANNA, 'd-1', new Date(at));
      assert.ok(textOf(replies).includes(date));
    });
  }

  it('puts it off by the person’s own clock', async () => {
    contact = contactOf({ timeZone: 'America/Los_Angeles' });

    await conversation.press({ action: 'snooze', delivery: 'd-1', until: 'tomorrow' });

    assert.deepEqual(snooze.args[0]?.[2], new Date('2026-11-24T17:00:00.000Z'));
  });

  it('turns the kind of a delivery off, and on again by the card that follows', async () => {
    const off = await conversation.press({ action: 'mute', delivery: 'd-1' });
    const button = actionsOf(cardOf(off[0])).find(
      ({ data }) => (data as { kind?: string }).kind === 'mpa',
    );
    const muted = contact.muted;
    await conversation.press(button?.['data'] as object);

    assert.deepEqual(muted, ['mpa']);
    assert.match(textsOf(cardOf(off[0])).join('\n'), /Partner-Vereinbarung/u);
    assert.deepEqual(contact.muted, []);
  });

  for (const data of [
    { action: 'mute', kind: 'everything' },
    { action: 'mute', delivery: 'd-9' },
  ]) {
    it(`turns nothing off that nobody knows: ${JSON.stringify(data)}`, async () => {
      kindOf.resolves(undefined);

      const replies = await conversation.press(data);

      assert.deepEqual(contact.muted, []);
      assert.match(textOf(replies), /finde ich nicht mehr/u);
    });
  }

  it('is thanked where nothing is kept of announcements', async () => {
    const alone = createConversation('en');

    const replies = await alone.press({ action: 'seen', delivery: 'd-1' });

    assert.equal(textOf(replies), 'Thank you, noted.');
  });
});

function textOf([reply]: readonly Partial<Activity>[]): string {
  return reply?.text ?? '';
}
