import assert from 'node:assert/strict';
import type { PartState } from '../../bot/monitoring/expiries.ts';
import { textsOf } from '../support/cards.ts';
import { dataOf, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { graphError } from '../support/graph-server.ts';
import { exchange, startSigningIn, stepsAsked, type SigningIn } from '../support/signing-in.ts';

describe('signing in when something is missing', function () {
  this.timeout(20000);
  let world: SigningIn;

  beforeEach(async () => {
    world = await startSigningIn();
  });

  afterEach(() => world.stop());

  it('says so when the token has expired, and offers both ways on', async () => {
    for (const part of ['organization', 'me', 'memberOf']) {
      world.graph.instead.set(part, graphError(401, 'InvalidAuthenticationToken'));
    }
    const chat = await world.chat();
    await chat.say('registrieren');

    const card = lastCard(await exchange(chat));

    assert.match(textsOf(card).join(' '), /gilt nicht mehr/u);
    assert.ok(dataOf(card, 'signIn'));
    assert.equal(stepOf(lastCard(await chat.press(dataOf(card, 'enroll')))), 'situation');
  });

  it('goes on by asking when the token expires in the middle', async () => {
    world.graph.instead.set('memberOf', graphError(401, 'InvalidAuthenticationToken'));
    const chat = await world.chat();
    await chat.say('registrieren');

    const asked = await stepsAsked(chat, await exchange(chat));

    assert.deepEqual(asked, ['situation', 'account', 'partnerId', 'support']);
  });

  const WITHOUT = [
    ['organization', ['situation', 'account', 'partnerId', 'company', 'support']],
    ['me', ['situation', 'partnerId', 'contact', 'support']],
    ['memberOf', ['situation', 'account', 'partnerId', 'support']],
  ] as const;

  for (const [part, expected] of WITHOUT) {
    it(`asks what it may not read: ${part}`, async () => {
      world.graph.instead.set(part, graphError(403, 'Authorization_RequestDenied'));
      const chat = await world.chat();
      await chat.say('registrieren');

      const asked = await stepsAsked(chat, await exchange(chat));

      assert.deepEqual([...new Set(asked)], expected);
    });
  }

  it('takes nothing of another tenant’s directory', async () => {
    world.graph.organization['id'] = '00000000-0000-4000-8000-00000000e111';
    const chat = await world.chat();
    const first = await chat.say('registrieren');

    const words = wordsIn(await exchange(chat));
    const asked = await stepsAsked(chat, first);

    assert.match(words, /anderen Organisation/u);
    assert.equal(asked.length, 6);
  });

  it('is said by /readyz as it was found', async () => {
    const state = async (): Promise<PartState> => {
      const answered = await fetch(`${world.bot.url()}/readyz`);
      return ((await answered.json()) as { parts: { graph: PartState } }).parts.graph;
    };
    const chat = await world.chat();

    const untried = await state();
    world.tokens.broken = { status: 403, body: {} };
    const words = wordsIn(await chat.say('anmelden'));
    const broken = await state();
    world.tokens.broken = undefined;
    await exchange(chat);

    assert.deepEqual(untried, { state: 'unproved', reason: 'not used since the start' });
    assert.match(words, /nicht erreichbar/u);
    assert.match(JSON.stringify(broken), /"fault".*token service/u);
    const { state: last, provedAt = '' } = await state();
    assert.equal(last, 'ok');
    assert.match(provedAt, /^\d{4}-\d\d-\d\dT/u);
  });
});
