// From a mail in a watched mailbox to a note in Teams, over HTTP on both sides, and to the fact once the person has confirmed it.

import assert from 'node:assert/strict';
import { INVITATIONS, LOOK_ALIKES, mail, type GraphMail } from '../fixtures/mails.ts';
import { actionsOf, textsOf } from '../support/cards.ts';
import type { Reply } from '../support/chat.ts';
import { contentOf, onEachEngine } from '../support/database.ts';
import { dataOf, lastCard, wordsIn } from '../support/form.ts';
import { mailboxWorld, type MailboxWorld } from '../support/mailbox-world.ts';

function posted(replies: readonly Reply[]): readonly Reply[] {
  return replies.filter(({ method }) => method === 'POST');
}

function answersOf(reply: Reply): readonly Record<string, string>[] {
  const datas = actionsOf(lastCard([reply])).map(
    ({ data }) => (data ?? {}) as Record<string, string>,
  );
  return datas.filter(({ action }) => action === 'milestone');
}

onEachEngine('a watched mailbox', () => {
  let world: MailboxWorld;

  beforeEach(async () => {
    world = await mailboxWorld();
    await world.enroll();
    await world.name();
    await world.hear();
  });

  afterEach(() => world.stop());

  async function noteOf(given: GraphMail = mail()): Promise<Reply> {
    await world.graph.receive(given);
    const [note, ...others] = posted(await world.hear());
    assert.ok(note);
    assert.deepEqual(others, []);
    return note;
  }

  async function milestones(): Promise<string> {
    return wordsIn(await world.chat.say('status'));
  }

  it('is subscribed to with both doors validated and a secret, for as long as Graph answered', async () => {
    const [made] = [...world.graph.subscriptions.values()];
    const [watch] = await world.watches();

    assert.equal(made?.notificationUrl, 'https://lotse.example/api/webhooks/graph');
    assert.equal(
      made.lifecycleNotificationUrl,
      'https://lotse.example/api/webhooks/graph/lifecycle',
    );
    assert.equal(made.resource, "users/einkauf@seewind.example/mailFolders('inbox')/messages");
    assert.match(made.clientState, /^[\w-]{43}$/u);
    assert.equal(watch?.expiresAt, Date.parse(made.expirationDateTime));
    assert.ok(!JSON.stringify(watch).includes(made.clientState));
  });

  it('turns an invitation into a note: the provider, its rights, then the true host, and two answers', async () => {
    const [status] = await world.graph.receive(mail());
    const [note] = posted(await world.hear());

    assert.equal(status, 202);
    const words = textsOf(lastCard(note ? [note] : [])).join('\n');
    assert.match(words, /vermutlich eine Einladung/u);
    assert.match(words, /Anbieter:\s+Nordwind Distribution/u);
    assert.match(words, /Absender:\s+nordwind\.example/u);
    const rights = words.indexOf('Administratorzugriff auf das Geschäftskonto');
    assert.ok(rights > 0 && rights < words.indexOf('Der Link führt zu'));
    assert.match(words, /laut Postfach/u);
    assert.deepEqual(
      note &&
        answersOf(note).map(
          ({ milestone, value }) => `${milestone ?? ''} ${value?.split(':')[0] ?? ''}`,
        ),
      ['providerInvited mail.yes', 'providerInvited mail.no'],
    );
    assert.ok(
      actionsOf(lastCard(note ? [note] : [])).every(({ type }) => type === 'Action.Submit'),
    );
  });

  for (const [name, given] of Object.entries(INVITATIONS)) {
    it(`tells of an invitation ${name}`, async () => {
      const note = await noteOf(given());

      assert.match(wordsIn([note]), /Der Link führt zu:\s+partner\.microsoft\.com/u);
    });
  }

  it('tells nothing of what only looks like one', async () => {
    for (const given of Object.values(LOOK_ALIKES)) await world.graph.receive(given());

    const heard = [...(await world.hear()), ...(await world.hear()), ...(await world.hear())];

    const read = world.graph.asked.filter(
      ({ path, status }) => path.includes('messages/AAMk') && status === 200,
    );
    assert.equal(read.length, Object.keys(LOOK_ALIKES).length);
    assert.deepEqual(heard, []);
  });

  it('moves nothing before the person has said that it is one', async () => {
    await noteOf();

    assert.doesNotMatch(await milestones(), /✅ Einladung des Anbieters/u);
  });

  it('moves the milestone at her yes, with the mailbox as its source, and only then shows the link', async () => {
    const note = await noteOf();

    const replies = await world.chat.press(answersOf(note)[0] ?? {});

    const card = lastCard(replies);
    assert.match(textsOf(card).join('\n'), /Die Einladung ist vermerkt/u);
    assert.ok(
      actionsOf(card).some(
        ({ title }) => String(title) === 'Einladung öffnen (partner.microsoft.com)',
      ),
    );
    assert.match(await milestones(), /✅ Einladung des Anbieters.*23\.11\.2026/u);
  });

  it('notes nothing at her no, and strikes it out at a no after a yes', async () => {
    const [yes = {}, no = {}] = answersOf(await noteOf());

    const denied = await world.chat.press(no);
    await world.chat.press(yes);
    const struck = await world.chat.press(no);

    assert.match(wordsIn(denied), /ich vermerke nichts/u);
    assert.match(wordsIn(struck), /wieder gestrichen/u);
    assert.doesNotMatch(await milestones(), /✅ Einladung des Anbieters/u);
  });

  it('takes the answer of nobody but who was told', async () => {
    const [yes = {}] = answersOf(await noteOf());
    const stranger = world.bot.chat();
    await stranger.say('registrieren');

    const replies = await stranger.press(yes);

    assert.match(wordsIn(replies), /finde ich nicht mehr/u);
    assert.doesNotMatch(await milestones(), /✅ Einladung des Anbieters/u);
  });

  it('tells once what was notified ten times, and found by comparing as well', async () => {
    const given = mail();
    await world.graph.receive(given);
    for (const body of Array.from({ length: 9 }, () => world.graph.noticesOf(given.id))) {
      await send(world, { value: body });
    }
    const [id = ''] = world.graph.subscriptions.keys();
    await world.graph.lifecycle(id, 'missed');

    const heard = [...(await world.hear()), ...(await world.hear())];

    assert.equal(posted(heard).length, 1);
  });

  it('asks with several notes at once for a look at the invitation, not for a blind yes', async () => {
    await world.graph.receive(mail());
    await world.graph.receive(INVITATIONS['from a provider nobody knows']?.() ?? mail());
    const folded = lastCard(posted(await world.hear()));
    const show = dataOf(folded, 'milestone');

    const shown = lastCard(await world.chat.press(show));

    assert.match(String(show['value']), /^mail\.show:/u);
    assert.match(String(dataOf(shown, 'milestone')['value']), /^mail\.yes:/u);
  });

  it('keeps nothing of a mail, and logs nothing of it', async () => {
    await noteOf(mail({ subject: 'Streng vertraulich 4711' }));
    await world.graph.receive(LOOK_ALIKES['an everyday mail']?.() ?? mail());
    await world.hear();

    const logged = world.bot.logged.join('\n');
    const stored = await contentOf(world.bot.database);
    assert.doesNotMatch(logged, /nordwind|anna\.berg|vertraulich|telefonieren|seewind/iu);
    assert.doesNotMatch(stored, /vertraulich|anna\.berg|telefonieren/iu);
    assert.match(stored, /nordwind\.example/u);
  });

  it('ends when it is not to be watched any more', async () => {
    await world.unname();
    await world.bot.watch();

    assert.equal(world.graph.subscriptions.size, 0);
    assert.deepEqual(await world.watches(), []);
  });
});

/** Sends a body to the door for notifications. */
async function send({ bot }: MailboxWorld, body: object): Promise<number> {
  const response = await fetch(`${bot.url()}/api/webhooks/graph`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}
