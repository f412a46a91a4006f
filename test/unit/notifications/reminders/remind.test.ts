// Reminding over the database: every participant once, however often it runs, and remembered after history is gone.

import assert from 'node:assert/strict';
import { event, HOURS, stage } from '../../../support/announcing.ts';
import { onEachEngine } from '../../../support/database.ts';

const DAYS = 24 * HOURS;

onEachEngine('reminding', () => {
  it('queues one note for every participant, however often it runs', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');
    assert.equal(await on.remind(), 0);
    on.pass(3 * DAYS);

    assert.equal(await on.remind(), 2);
    assert.equal(await on.remind(), 0);
    await on.dispatcher.drain();

    assert.deepEqual(on.subjects('anna'), ['reminder.formPaused']);
    assert.equal(on.carried.length, 2);
  });

  it('tells again what the invitation said', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.reach('tenant-1', 'prepared', 'adminAgent', 'mpaSigned');
    const data = { providerName: 'Contoso', invitationUrl: 'https://partner.microsoft.com/x' };
    await on.intake.accept([event({ type: 'csp.provider.invited', data })]);
    await on.dispatcher.drain();
    on.pass(4 * DAYS);

    await on.remind();
    await on.dispatcher.drain();

    const note = on.carried.at(-1)?.notes[0];
    assert.equal(note?.subject, 'reminder.invitationUnanswered');
    assert.deepEqual(note.values, data);
  });

  it('stays silent after the third, also when history has been removed', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');

    for (let week = 0; week < 40; week += 1) {
      on.pass(7 * DAYS);
      await on.remind();
      await on.dispatcher.drain();
      await on.forget();
    }

    assert.deepEqual(on.subjects(), Array(3).fill('reminder.formPaused'));
    assert.equal(on.carried.at(-1)?.notes[0]?.values['last'], 'yes');
  });
});
