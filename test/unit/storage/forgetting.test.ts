// What is removed by age and on a person's wish, and reminders that have lost their reason.

import assert from 'node:assert/strict';
import { createQuestionsIn } from '../../../services/storage/stores/questions-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { forgetPerson } from '../../../services/storage/stores/forget-person.ts';
import { announcement, event, HOURS, stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

const DAYS = 24 * HOURS;
const ANNA = { kind: 'user', userId: 'Anna' } as const;

onEachEngine('what is kept', () => {
  it('of questions and tenants goes by age', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const questions = createQuestionsIn(on.database);
    const asked = { language: 'de', outcome: 'unknown', topics: [] } as const;
    await questions.note({ ...asked, text: 'alt', at: on.time().toISOString() });
    await on.intake.accept([announcement()]);
    await on.dispatcher.drain();
    on.pass(91 * DAYS);
    await questions.note({ ...asked, text: 'neu', at: on.time().toISOString() });

    await on.forget();

    const left = await questions.open(10);
    const rates = await on.database.selectFrom('tenant_rates').selectAll().execute();
    assert.deepEqual(
      left.map(({ text }) => text),
      ['neu'],
    );
    assert.deepEqual(rates, []);
  });

  it('of events names nobody who had their data deleted, and none is told anew', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const told = announcement({ subject: ANNA });
    await on.intake.accept([told]);

    await forgetPerson(on.database, on.time(), { tenantId: 'tenant-1', personId: 'anna' });
    const again = await on.intake.accept([told]);

    const rows = await on.database.selectFrom('events').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), /anna/iu);
    assert.ok(again.kind === 'accepted' && again.events[0]?.status === 'duplicate');
  });

  it('of what waited for them goes too', async () => {
    const on = await stage();
    await on.intake.accept([announcement({ subject: ANNA })]);

    await forgetPerson(on.database, on.time(), { tenantId: 'tenant-1', personId: 'anna' });
    await on.meet('tenant-1', 'anna');

    assert.equal(await on.personAppeared('tenant-1', 'anna'), 0);
  });
});

onEachEngine('a reminder that waits', () => {
  it('is suppressed when the enrollment is discarded', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    on.pass(3 * DAYS);
    assert.equal(await on.remind(), 1);
    const discard = { enrollment: null, outcome: undefined };
    await createEnrollmentsIn(on.database, () => on.time()).change('tenant-1', () => discard);

    await on.dispatcher.drain();

    const { deliveries } = await on.intake.deliveries({ limit: 5 });
    assert.deepEqual(
      deliveries.map(({ state, lastError }) => [state, lastError]),
      [['suppressed', 'the enrollment was discarded']],
    );
    assert.equal(on.carried.length, 0);
  });

  it('is suppressed when nothing is stalled any more', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.reach('tenant-1', 'prepared', 'partnerId', 'adminAgent');
    await on.intake.accept([event({ data: { status: 'authorized' } })]);
    await on.dispatcher.drain();
    on.pass(7 * DAYS);
    assert.equal(await on.remind(), 1);
    const signed = event({ type: 'csp.mpa.changed', data: { signed: true } });
    await on.intake.accept([{ ...signed, time: on.time().toISOString() }]);

    await on.dispatcher.drain();

    assert.deepEqual(on.subjects(), ['verification.authorized', 'mpa.signed']);
  });
});
