// A clock that runs ahead: nothing comes twice, nothing is given up, nothing is removed; and the times there are.

import assert from 'node:assert/strict';
import { HAPPENED, PUT_OFF } from '../../../services/storage/maintenance/clock-marks.ts';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import { HOURS, SENT, stage } from '../../support/announcing.ts';
import { JUMP, toUser, watching } from '../../support/clock.ts';
import { onEachEngine, openFresh } from '../../support/database.ts';
import { during } from '../../support/outbox.ts';

const SECOND = 1_000;

onEachEngine('a clock that runs ahead', () => {
  it('has nothing sent twice that is under way', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<DeliveryOutcome>();
    const carried: string[] = [];
    const messenger = {
      send: (_to: unknown, notes: readonly { readonly deliveryId: string }[]) => {
        carried.push(...notes.map(({ deliveryId }) => deliveryId));
        return answered;
      },
    };
    const on = await stage({ messenger });
    await on.meet('tenant-1', 'anna');
    await on.intake.accept([toUser(on, 'anna')]);
    await on.dispatcher.pump();

    on.pass(JUMP);
    await on.dispatcher.pump();
    answer(SENT);
    await on.dispatcher.drain();

    const { deliveries } = await on.intake.deliveries({ limit: 9 });
    assert.equal(carried.length, 1);
    assert.deepEqual(
      deliveries.map(({ state, lastError }) => [state, lastError]),
      [['sent', null]],
    );
  });

  it('ends no note that has hardly been tried', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    on.answers.push({ kind: 'later', reason: '503', maybeArrived: false });
    await on.intake.accept([toUser(on, 'anna')]);
    await on.dispatcher.drain();

    on.pass(JUMP);
    on.answers.push({ kind: 'later', reason: '503', maybeArrived: false });
    await during(on, 10 * SECOND, SECOND);

    assert.deepEqual(on.subjects('anna').length, 3);
    const [{ state } = { state: '' }] = (await on.intake.deliveries({ limit: 1 })).deliveries;
    assert.equal(state, 'sent');
  });

  it('is steady again after a day by it, or once it is back', async () => {
    const on = await stage();
    const watch = watching(on);
    const found = [await watch.isSteady()];
    for (const step of [JUMP, 12 * HOURS, 11 * HOURS]) {
      on.pass(step);
      found.push(await watch.isSteady());
    }

    on.pass(-JUMP);
    found.push(await watch.isSteady());
    on.pass(JUMP);
    found.push(await watch.isSteady());
    for (let hour = 0; hour < 24; hour += 1) {
      on.pass(HOURS);
      await watch.check();
    }
    found.push(await watch.isSteady());

    assert.deepEqual(found, [true, false, false, false, true, false, true]);
  });
});

onEachEngine('the times that are stored', () => {
  const OTHERS: readonly string[] = [
    'clock_marks.leapt_at',
    'clock_marks.seen_at',
    'contacts.updated_at',
    'documents.updated_at',
    'enrollments.updated_at',
    'identities.met_at',
    'mail_subscriptions.expires_at',
    'partner_center_events.changed_at',
    'questions.asked_at',
    'records_aside.set_aside_at',
    'turns.answered_at',
    'turns.received_at',
  ];

  it('are all known to whoever mends them, or told by somebody else, or mended by their store', async () => {
    const database = await openFresh();
    const tables = await database.introspection.getTables();
    const known = [
      ...Object.entries(PUT_OFF).flatMap(([table, of]) =>
        Object.keys(of).map((column) => `${table}.${column}`),
      ),
      ...Object.entries(HAPPENED).flatMap(([table, of]) =>
        of.map((column) => `${table}.${column}`),
      ),
    ];

    const times = tables.flatMap(({ name, columns }) =>
      columns
        .filter((column) => /_at$|_until$|^since$/u.test(column.name))
        .map((column) => `${name}.${column.name}`),
    );

    const kept = times.filter((name) => !name.includes('_migration'));
    assert.deepEqual(kept.sort(), [...known, ...OTHERS].sort());
  });
});
