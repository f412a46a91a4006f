// Somebody asks in the middle of a step, pauses, the bot dies and comes back, and the form goes on where it was.

import assert from 'node:assert/strict';
import { openPlayground, type Playground } from '../support/playground.ts';
import { beginInGerman, COMPANY, fillUpToCompany, LEGAL_NAME, PARTNER_ID } from './seewind.ts';

const STEP = 'Schritt 4 von 7';

describe('a form interrupted by questions, a pause and a killed bot', () => {
  let playground: Playground;

  before(async () => {
    playground = await openPlayground();
    await beginInGerman(playground.chat);
    await fillUpToCompany(playground.chat);
    await playground.chat.say(COMPANY[LEGAL_NAME]);
    await playground.chat.sees(STEP, 'Als Nächstes: Straße und Hausnummer');
  });

  after(async () => {
    assert.deepEqual(await playground.close(), []);
  });

  it('answers a question, and puts the open step again', async () => {
    const { chat } = playground;

    await chat.say('Was ist ein indirekter Anbieter?');
    await chat.sees(STEP);

    const [answer = ''] = (await chat.hears(STEP)).split(STEP);
    assert.match(answer, /Anbieter|Hilfe/u);
    assert.equal(await chat.value(LEGAL_NAME), COMPANY[LEGAL_NAME]);
    assert.equal(await chat.value('Straße und Hausnummer'), '');
  });

  it('explains with its source why it asks, and puts the open step again', async () => {
    const { chat } = playground;

    await chat.say('warum?');
    await chat.sees(STEP);
    await chat.hears('Microsoft vergleicht Name und Anschrift mit dem Register.');

    assert.match(await chat.hears(STEP), /Quelle: Microsoft, „Verification responses“/u);
    assert.equal(await chat.value(LEGAL_NAME), COMPANY[LEGAL_NAME]);
  });

  it('goes on at the same step after a pause and a kill', async () => {
    const { chat } = playground;
    await chat.say('Hafenstraße 7');
    await chat.sees(STEP, 'Als Nächstes: Postleitzahl');
    await chat.say('pause');
    await chat.hears('Ihre Angaben sind gespeichert.');

    await playground.killAndRestartBot();
    await chat.say('weiter');
    await chat.hears('Schön, dass Sie wieder da sind.');
    await chat.sees(STEP, 'Ihr Unternehmen');

    assert.equal(await chat.value(LEGAL_NAME), COMPANY[LEGAL_NAME]);
    assert.equal(await chat.value('Straße und Hausnummer'), 'Hafenstraße 7');
    assert.equal(await chat.value('Postleitzahl'), '');
  });

  it('takes the rest, and still has the steps before', async () => {
    const { chat } = playground;
    await chat.fill({ Postleitzahl: '18055', Ort: 'Rostock' });
    await chat.press('Weiter');
    await chat.sees('Schritt 5 von 7', 'Hauptansprechpartner');

    await chat.press('Zurück');
    await chat.sees(STEP);
    await chat.press('Zurück');
    await chat.sees('Schritt 3 von 7');

    assert.equal(await chat.value(PARTNER_ID), '4838293');
    assert.equal(await chat.value('Land der PartnerID'), 'Deutschland');
  });
});
