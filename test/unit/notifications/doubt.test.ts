// What may have arrived: repeated once, then asked about; never a third copy, and never called dead while it can be told.

import assert from 'node:assert/strict';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import { announcement, HOURS } from '../../support/announcing.ts';
import { deliveries, during, states, waiting } from '../../support/outbox.ts';
import { onEachEngine } from '../../support/database.ts';

const BUSY: DeliveryOutcome = {
  kind: 'later',
  reason: '429',
  maybeArrived: false,
  isThrottled: true,
};
const LOST: DeliveryOutcome = { kind: 'later', reason: 'timed out', maybeArrived: true };

const PERHAPS_GONE: DeliveryOutcome = {
  kind: 'later',
  reason: 'the connector answered 404',
  maybeArrived: false,
  isFinalIfRepeated: true,
};

onEachEngine('an answer that may pass', () => {
  for (const times of [1, 3]) {
    it(`is no end when it is given ${times === 1 ? 'once' : `${times} times`}`, async () => {
      const on = await waiting();
      on.answers.push(...Array<DeliveryOutcome>(times).fill(PERHAPS_GONE));

      await during(on, HOURS, 10_000);

      assert.deepEqual(await states(on), ['sent']);
    });
  }

  it('means that the person is unreachable when it is given four times in a row', async () => {
    const on = await waiting();
    on.answers.push(...Array<DeliveryOutcome>(4).fill(PERHAPS_GONE));

    await during(on, HOURS, 10_000);

    const [one] = await deliveries(on);
    assert.deepEqual([one?.state, on.carried.length], ['unreachable', 4]);
    assert.match(one?.lastError ?? '', /404, 4 times in a row/u);
  });
});

onEachEngine('a note in doubt', () => {
  it('repeats once what may have arrived, then asks', async () => {
    const on = await waiting();
    on.answers.push(LOST, BUSY, LOST);

    await during(on, HOURS, 10_000);

    const [one] = await deliveries(on);
    assert.deepEqual(
      on.carried.map(({ notes }) => notes[0]?.isDoubtful),
      [undefined, undefined, undefined, true],
    );
    assert.equal(one?.state, 'sent');
    assert.match(one.lastError ?? '', /asked whether it came/u);
    assert.notEqual(one.sentAt, null);
  });

  it('asks alone, in its turn, and folds what comes behind', async () => {
    const on = await waiting();
    on.answers.push(LOST, LOST);
    await during(on, 20_000, 5_000);
    const before = on.carried.length;
    await on.intake.accept([announcement()]);
    await on.intake.accept([announcement()]);
    await during(on, 20_000, 5_000);

    assert.equal(before, 3);
    assert.deepEqual(
      on.carried.slice(2).map(({ notes }) => [notes.length, notes[0]?.isDoubtful]),
      [
        [1, true],
        [2, undefined],
      ],
    );
  });

  it('gives up what nobody answers, and says that it may have arrived', async () => {
    const on = await waiting();
    on.answers.push(...Array<DeliveryOutcome>(50).fill(LOST));

    await during(on, HOURS, 10_000);

    const [one] = await deliveries(on);
    assert.equal(on.carried.length, 6);
    assert.equal(one?.state, 'dead');
    assert.match(one.lastError ?? '', /timed out; may have arrived/u);
  });

  it('takes her button for proof of what nobody knew', async () => {
    const on = await waiting();
    on.answers.push(LOST);
    await on.dispatcher.drain();
    const [one] = await deliveries(on);

    await on.acknowledgements.seen({ tenantId: 'tenant-1', userId: 'anna' }, one?.id ?? '');
    await during(on, 20_000, 5_000);

    assert.deepEqual(await states(on), ['seen']);
    assert.equal(on.carried.length, 1);
  });

  it('claims again what a dead process had under way, and tells at most twice', async () => {
    const on = await waiting();
    await on.dispatcher.drain();
    const crashed = { state: 'sending', claimed_by: 'gone' };

    for (const expected of [2, 3]) {
      await on.database.updateTable('outbox').set(crashed).execute();
      await on.database
        .updateTable('lanes')
        .set({ claimed_by: 'gone', ready_at: on.time().getTime() + 60_000 })
        .execute();
      assert.equal(await on.dispatcher.drain(), 0);
      on.pass(61_000);
      await on.dispatcher.drain();
      assert.equal(on.carried.length, expected);
    }

    assert.deepEqual(await states(on), ['sent']);
    assert.equal(on.carried[2]?.notes[0]?.isDoubtful, true);
  });
});
