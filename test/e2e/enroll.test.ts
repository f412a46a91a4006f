// A newcomer enrolls a company in German, by card, from the welcome to the first milestone.

import assert from 'node:assert/strict';
import { openPlayground, type Playground } from '../support/playground.ts';
import { beginInGerman, COMPANY, fillUpToCompany } from './seewind.ts';

const EMAIL = 'Geschäftliche E-Mail-Adresse';

describe('enrolling a company in German', () => {
  let playground: Playground;

  before(async () => {
    playground = await openPlayground();
  });

  after(async () => {
    assert.deepEqual(await playground.close(), []);
  });

  it('goes from the welcome to the company, country lists searched by typing', async () => {
    const { chat } = playground;

    await beginInGerman(chat);
    await fillUpToCompany(chat);

    assert.equal(await chat.value('Land'), 'Deutschland');
    assert.equal(await chat.value('Ort'), '');
  });

  it('says under the address why it is refused, and keeps everything else', async () => {
    const { chat } = playground;
    await chat.fill(COMPANY);
    await chat.press('Weiter');
    await chat.sees('Schritt 5 von 7', 'Hauptansprechpartner');
    await chat.fill({ Vorname: 'Anna', Nachname: 'Müller', [EMAIL]: 'anna.mueller@gmail.com' });
    await chat.fill({ Telefonnummer: '0381 7654321' });

    await chat.press('Weiter');
    const card = await chat.sees('Schritt 5 von 7', 'Webmail');

    assert.match(card, new RegExp(`${EMAIL}\\s+Microsoft nimmt keine Adressen.*\\s+Telefonnummer`));
    assert.equal(card.match(/Microsoft nimmt keine/gu)?.length, 1);
    assert.equal(await chat.value('Nachname'), 'Müller');
    assert.equal(await chat.value(EMAIL), 'anna.mueller@gmail.com');
  });

  it('goes on once the value is mended, and shows all of it for review', async () => {
    const { chat } = playground;
    await chat.fill({ [EMAIL]: 'anna.mueller@seewind.de' });
    await chat.press('Weiter');
    await chat.sees('Schritt 6 von 7', 'Kundensupport');
    await chat.fill({ 'E-Mail-Adresse des Supports': 'hilfe@seewind.de' });
    await chat.fill({ 'Telefonnummer des Supports': '+49 381 7654322' });

    await chat.press('Weiter');
    const review = await chat.sees('Schritt 7 von 7', 'Prüfen und bestätigen');

    for (const row of [
      'PartnerID: 4838293',
      'Land: Deutschland (DE)',
      'Offizieller Firmenname: Seewind Systeme GmbH',
      `${EMAIL}: anna.mueller@seewind.de`,
      'Telefonnummer: +49 381 7654321',
      'Website: keine Angabe',
    ]) {
      assert.ok(review.includes(row), `${row} is not in ${review}`);
    }
  });

  it('confirms, says how to apply, and shows where things stand', async () => {
    const { chat } = playground;

    await chat.press('Alles richtig');
    await chat.hears('Ihre Angaben sind vollständig und bestätigt.', 'So stellen Sie den Antrag');
    const status = await chat.sees('Stand Ihrer Registrierung', '✅ Angaben vollständig');

    assert.match(status, /⬜ Antrag eingereicht\s+⬜ E-Mail-Adresse bestätigt/u);
  });

  it('brings the status card up to date in place when a milestone is reported', async () => {
    const { chat } = playground;

    await chat.press('Antrag ist eingereicht');
    await chat.hears('Notiert: Antrag');
    const status = await chat.seesChanged('✅ Antrag eingereicht', 'E-Mail ist bestätigt');

    assert.doesNotMatch(status, /⬜ Antrag eingereicht|Antrag ist eingereicht/u);
    assert.equal(await chat.count('Stand Ihrer Registrierung'), 1);
  });
});
