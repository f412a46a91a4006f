// Somebody begins in German, switches to English in the middle of a step, and goes on.

import assert from 'node:assert/strict';
import { openPlayground, type Playground } from '../support/playground.ts';
import { beginInGerman, COMPANY, fillUpToCompany, LEGAL_NAME } from './seewind.ts';

describe('switching to English in the middle of the form', () => {
  let playground: Playground;

  before(async () => {
    playground = await openPlayground();
    await beginInGerman(playground.chat);
    await fillUpToCompany(playground.chat);
  });

  after(async () => {
    assert.deepEqual(await playground.close(), []);
  });

  it('shows the same step in English, with what was typed so far', async () => {
    const { chat } = playground;
    await chat.say(COMPANY[LEGAL_NAME]);
    await chat.sees('Schritt 4 von 7', 'Als Nächstes: Straße und Hausnummer');

    await chat.say('english');
    await chat.hears('I will write English from now on.');
    const card = await chat.sees('Step 4 of 7', 'Your company', 'Next: Street and number');

    assert.doesNotMatch(card, /Schritt|Straße|Weiter/u);
    assert.equal(await chat.value('Legal company name'), COMPANY[LEGAL_NAME]);
    assert.equal(await chat.value('Country'), 'Germany');
  });

  it('refuses a value in English', async () => {
    const { chat } = playground;
    await chat.fill({ 'Street and number': 'Hafenstraße 7', City: 'Rostock', 'Postal code': '1' });

    await chat.press('Next');
    const card = await chat.sees('Step 4 of 7', 'does not fit');

    assert.match(card, /Postal code\s+This postal code does not fit.*\s+City/u);
  });

  it('goes on in English', async () => {
    const { chat } = playground;
    await chat.fill({ 'Postal code': '18055' });

    await chat.press('Next');
    const card = await chat.sees('Step 5 of 7', 'Primary contact');

    assert.doesNotMatch(card, /Schritt|Nachname/u);
  });

  it('has kept what was answered in German', async () => {
    const { chat } = playground;

    await chat.say('back');
    await chat.sees('Step 4 of 7');
    await chat.press('Back');
    await chat.sees('Step 3 of 7');

    assert.equal(await chat.value('PartnerID (4 to 10 digits, type "Location")'), '4838293');
    assert.equal(await chat.value('Country of the PartnerID'), 'Germany');
  });
});
