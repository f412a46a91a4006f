// What goes by age, where the operator has set one, and what stays although it is old.

import assert from 'node:assert/strict';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { removeAged } from '../../../services/storage/stores/age-retention.ts';
import { announcement, HOURS, stage, type Stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

const DAYS = 24 * HOURS;
const BOTH = { enrollmentDays: 365, contactDays: 365 };

onEachEngine('retention by age', () => {
  it('removes an enrollment and then its people, with all that is theirs', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');
    await on.enroll('tenant-2', 'cleo');
    on.pass(366 * DAYS);
    await on.meet('tenant-2', 'cleo');

    const outcome = await removeAged(on.database, on.time(), BOTH);

    assert.deepEqual(outcome, { enrollments: 1, contacts: 2, held: false });
    assert.equal(await on.enrollment('tenant-1'), undefined);
    assert.ok(await on.enrollment('tenant-2'));
    assert.deepEqual(await people(on), ['cleo']);
  });

  it('goes over all pages', async () => {
    const on = await stage();
    for (let one = 0; one < 450; one += 1) await on.meet(`tenant-${one % 3}`, `person-${one}`);
    on.pass(366 * DAYS);

    const { contacts } = await removeAged(on.database, on.time(), BOTH);

    assert.equal(contacts, 450);
  });

  it('leaves everything that has no period', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    on.pass(3_000 * DAYS);
    const never = { enrollmentDays: undefined, contactDays: undefined };

    await removeAged(on.database, on.time(), never);

    assert.ok(await on.enrollment('tenant-1'));
    assert.deepEqual(await people(on), ['anna']);
  });

  it('leaves whoever is still to be told something', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    on.pass(366 * DAYS);
    await on.intake.accept([announcement()]);

    const first = await removeAged(on.database, on.time(), BOTH);
    await on.dispatcher.drain();
    const then = await removeAged(on.database, on.time(), BOTH);

    assert.deepEqual([first.contacts, then.contacts], [0, 1]);
    assert.deepEqual(on.subjects(), ['announcement']);
  });

  it('leaves participants as long as their enrollment is there', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');
    on.pass(366 * DAYS);

    await removeAged(on.database, on.time(), { ...BOTH, enrollmentDays: undefined });

    assert.deepEqual(await people(on), ['anna', 'ben']);
  });

  it('removes a participant whom nothing can reach, but not the last one', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');
    const contacts = createContactsIn(on.database, () => on.time());
    for (const id of ['anna', 'ben']) {
      const contact = await contacts.find('tenant-1', id);
      if (contact) await contacts.save({ ...contact, address: '' });
    }
    on.pass(366 * DAYS);

    await removeAged(on.database, on.time(), { ...BOTH, enrollmentDays: undefined });

    assert.equal((await people(on)).length, 1);
    assert.equal((await on.enrollment('tenant-1'))?.participants.length, 1);
  });

  it('removes the state of chats in which nothing has changed', async () => {
    const on = await stage();
    const documents = createDocumentsIn(on.database, () => on.time());
    const key = 'msteams/conversations/a:1';
    await documents.write([{ key, data: '{}', expected: undefined }]);
    on.pass(366 * DAYS);

    await removeAged(on.database, on.time(), BOTH);

    assert.equal((await documents.read([key])).size, 0);
  });

  it('removes nothing for three days after the clock has jumped, in either direction', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await removeAged(on.database, on.time(), BOTH);
    on.pass(400 * DAYS);
    const ahead = await removeAged(on.database, on.time(), BOTH);
    on.pass(-400 * DAYS);
    const back = await removeAged(on.database, on.time(), BOTH);
    on.pass(400 * DAYS);

    const outcomes = [ahead, back, await removeAged(on.database, on.time(), BOTH)];
    assert.deepEqual(
      outcomes.map(({ held }) => held),
      [true, true, true],
    );
    assert.ok(await on.enrollment('tenant-1'));
  });

  it('goes on when the clock has been steady for three days', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await removeAged(on.database, on.time(), BOTH);
    on.pass(400 * DAYS);
    for (let look = 0; look < 4; look += 1) {
      await removeAged(on.database, on.time(), BOTH);
      on.pass(DAYS);
    }

    await removeAged(on.database, on.time(), BOTH);

    assert.equal(await on.enrollment('tenant-1'), undefined);
  });
});

async function people(on: Stage): Promise<readonly string[]> {
  const rows = await on.database.selectFrom('contacts').select('person_id').execute();
  return rows.map(({ person_id: id }) => id).sort();
}
