import assert from 'node:assert/strict';
import { openDatabase } from '../../services/storage/database/database.ts';
import type { Tables } from '../../services/storage/database/schema.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { cardOf, inputsOf, partOf, textsOf } from '../support/cards.ts';
import { answer, dataOf, lastCard, stepOf, wordsIn } from '../support/form.ts';
import {
  exchange,
  invoke,
  startSigningIn,
  stepsAsked,
  verify,
  type SigningIn,
} from '../support/signing-in.ts';

const OAUTH = 'application/vnd.microsoft.card.oauth';

/** All rows of all tables, as text. */
async function everythingIn(file: string): Promise<string> {
  const database = await openDatabase(file);
  const tables = await database.introspection.getTables();
  const rows: unknown[] = [];
  for (const { name } of tables) {
    rows.push(
      await database
        .selectFrom(name as keyof Tables)
        .selectAll()
        .execute(),
    );
  }
  await database.destroy();
  return JSON.stringify(rows);
}

describe('signing in', function () {
  this.timeout(20000);
  let world: SigningIn;

  beforeEach(async () => {
    world = await startSigningIn();
  });

  afterEach(() => world.stop());

  it('leaves to be asked only what the directory does not know', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');
    const offered = await chat.press({ action: 'signIn' });

    const taken = await exchange(chat);
    const asked = await stepsAsked(chat, taken);

    assert.equal(offered.at(-1)?.attachments?.[0]?.contentType, OAUTH);
    assert.equal(chat.answer.status, 200);
    assert.deepEqual(asked, ['situation', 'partnerId', 'support']);
  });

  it('asks everything of the same company without consent', async () => {
    world.tokens.grants = undefined;
    const chat = await world.chat();
    const first = await chat.say('registrieren');
    await chat.press({ action: 'signIn' });

    const refused = await exchange(chat);
    const status = chat.answer.status;
    const asked = await stepsAsked(chat, first);

    assert.equal(status, 412);
    assert.deepEqual(refused, []);
    assert.deepEqual(asked, ['situation', 'account', 'partnerId', 'company', 'contact', 'support']);
  });

  it('shows in the review what is the directory’s, and lets it be changed', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');
    let card = lastCard(await exchange(chat));
    for (const step of ['situation', 'partnerId', 'support'] as const) {
      card = lastCard(await answer(chat, card, BERLIN[step]));
    }

    const edited = lastCard(await chat.press({ ...dataOf(card, 'edit'), step: 'company' }));
    const changed = { ...BERLIN.company, city: 'Berlin', legalName: 'Seewind Systemhaus AG' };
    const review = lastCard(await answer(chat, edited, changed));

    const before = textsOf(card);
    const after = textsOf(review);
    const nameAt = before.indexOf('Seewind Systemhaus GmbH');
    assert.match(before[nameAt + 1] ?? '', /aus Ihrem Microsoft-Entra-Verzeichnis/u);
    assert.match(textsOf(edited).join('\n'), /aus Ihrem Microsoft-Entra-Verzeichnis/u);
    assert.doesNotMatch(after[after.indexOf('Seewind Systemhaus AG') + 1] ?? '', /Verzeichnis/u);
  });

  it('takes the code of a sign-in by hand, and refuses a wrong one in words', async () => {
    const chat = await world.chat({ language: 'en-US' });
    await chat.say('enroll');

    const wrong = await verify(chat, '000000');
    const wrongStatus = chat.answer.status;
    const right = await verify(chat, world.tokens.code);

    assert.equal(wrongStatus, 404);
    assert.match(wordsIn(wrong), /could not be completed/u);
    assert.equal(chat.answer.status, 200);
    assert.match(wordsIn(right), /from your Microsoft Entra directory/u);
  });

  it('goes on without when it is called off', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');

    const words = wordsIn(await verify(chat, 'CancelledByUser'));

    assert.equal(chat.answer.status, 200);
    assert.match(words, /ohne Anmeldung geht es genauso/u);
  });

  it('shows the button when Teams cannot do it silently', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');

    const replies = await invoke(chat, 'signin/failure', { code: 'resourcematchfailed' });

    const card = replies.at(-1)?.attachments?.[0]?.content as Record<string, unknown>;
    assert.equal(card['tokenExchangeResource'], undefined);
    assert.match(JSON.stringify(card), /oauth\/signin/u);
  });

  it('asks nobody twice who is signed in, and reads the directory once per sign-in', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');
    const value = { id: 'the-same' };

    const first = await exchange(chat, value);
    const second = await exchange(chat, value);
    const again = await chat.say('anmelden');

    assert.notDeepEqual(first, []);
    assert.deepEqual(second, []);
    assert.equal(chat.answer.status, 200);
    assert.match(wordsIn(again), /übernommen/u);
  });

  it('is ended by "abmelden", and by deleting one’s data', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');
    await exchange(chat);

    const words = wordsIn(await chat.say('abmelden'));
    const afterFirst = world.tokens.signedIn.size;
    await exchange(chat);
    await chat.say('meine daten löschen');
    await chat.say('ja');
    await world.bot.restart();

    assert.match(words, /Sie sind abgemeldet/u);
    assert.equal(afterFirst, 0);
    assert.equal(world.tokens.signedIn.size, 0);
  });

  it('warns of a country other than the directory’s', async () => {
    world.graph.memberOf = [];
    const chat = await world.chat();
    await chat.say('registrieren');
    const situation = lastCard(await exchange(chat));
    const account = lastCard(await answer(chat, situation, BERLIN.situation));

    const typed = { workAccount: 'admin', tenantCountry: 'AT' };
    const warned = lastCard(await answer(chat, account, typed));

    assert.deepEqual(
      inputsOf(account).map(({ value }) => value),
      ['user', 'DE'],
    );
    assert.match(partOf(warned, 'tenantCountryWarning')?.['text'] as string, /anderen Land/u);
  });

  it('proposes CSP, and notes what a reseller’s tenant proves', async () => {
    world.graph.organization['partnerTenantType'] = 'ValueAddedResellerPartnerDelegatedAdmin';
    const chat = await world.chat();
    await chat.say('registrieren');

    const replies = await exchange(chat);
    const status = wordsIn(await chat.say('status'));

    assert.equal(inputsOf(lastCard(replies))[0]?.['value'], 'csp');
    assert.match(wordsIn(replies), /Meilenstein erreicht/u);
    assert.match(status, /Microsoft Graph|Verzeichnis/u);
  });

  it('never happens in a group', async () => {
    const chat = await world.chat({ conversationType: 'groupChat' });

    const words = wordsIn(await chat.say('anmelden'));
    await exchange(chat);

    assert.match(words, /unter uns/u);
    assert.deepEqual(world.tokens.calls, []);
    assert.deepEqual(world.graph.calls, []);
  });

  it('keeps and logs no token', async () => {
    const chat = await world.chat();
    await chat.say('registrieren');
    await exchange(chat);

    const kept = await everythingIn(world.bot.database);

    assert.ok(kept.includes('Seewind'));
    for (const text of [kept, world.bot.logged.join('\n')]) {
      assert.doesNotMatch(text, /a-graph-token|a-teams-token|the-apps-own-token/u);
    }
  });

  it('is offered before the first card, which stays the last', async () => {
    const chat = await world.chat({ language: 'en-US' });

    const replies = await chat.say('enroll');

    assert.equal(replies.length, 2);
    assert.match(textsOf(cardOf(replies[0])).join(' '), /Sign in with Microsoft 365/u);
    assert.equal(stepOf(lastCard(replies)), 'situation');
  });
});
