// The dispatcher: what is sent, what is tried again and when, what ends and how, and in which order.

import assert from 'node:assert/strict';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import { announcement, event, HOURS, SENT, stage } from '../../support/announcing.ts';
import { deliveries, during, states, waiting } from '../../support/outbox.ts';
import { onEachEngine } from '../../support/database.ts';

const BUSY: DeliveryOutcome = {
  kind: 'later',
  reason: '429',
  maybeArrived: false,
  isThrottled: true,
};
const BLOCKED: DeliveryOutcome = {
  kind: 'never',
  state: 'unreachable',
  reason: 'blocked by the person',
};
const TOO_BIG: DeliveryOutcome = { kind: 'never', state: 'dead', reason: 'too big' };

onEachEngine('the dispatcher', () => {
  it('sends what is queued and writes down when', async () => {
    const on = await waiting();

    assert.equal(await on.dispatcher.runOnce(), 1);

    const [one] = await deliveries(on);
    assert.deepEqual(
      [one?.state, one?.attempts, one?.sentAt, one?.nextAttemptAt, one?.lastError],
      ['sent', 1, on.time().toISOString(), null, null],
    );
    assert.equal(await on.dispatcher.runOnce(), 0);
  });

  it('folds what waits for one person into one message, in order', async () => {
    const on = await waiting(3);

    await on.dispatcher.drain();

    assert.equal(on.carried.length, 1);
    const ids = on.carried[0]?.notes.map(({ deliveryId }) => deliveryId);
    assert.deepEqual(
      ids,
      (await deliveries(on)).map(({ id }) => id),
    );
    assert.deepEqual(await states(on), ['sent', 'sent', 'sent']);
  });

  it('backs the lane off, so that nothing overtakes what failed', async () => {
    const on = await waiting();
    on.answers.push(BUSY);
    await on.dispatcher.drain();
    await on.intake.accept([announcement()]);

    assert.equal(await on.dispatcher.drain(), 0);
    on.pass(10_000);
    await on.dispatcher.drain();

    assert.equal(on.carried.length, 2);
    assert.equal(on.carried[1]?.notes.length, 2);
    assert.deepEqual(await states(on), ['sent', 'sent']);
    const insight = await on.insight();
    assert.deepEqual([insight.retries, insight.throttles], [1, 1]);
  });

  it('never undercuts Retry-After', async () => {
    const on = await waiting();
    on.answers.push({ ...BUSY, retryAfterMs: 7_000 });

    await during(on, 20_000, 500);

    const gap = (on.carried[1]?.at ?? 0) - (on.carried[0]?.at ?? 0);
    assert.ok(gap >= 7_000 && gap <= 8_000, String(gap));
  });

  it('gives up after 24 hours, and the lane goes on', async () => {
    const on = await waiting();
    on.answers.push(...Array<DeliveryOutcome>(500).fill(BUSY));
    await during(on, 25 * HOURS, 5 * 60_000);
    on.answers.length = 0;
    await on.intake.accept([announcement()]);

    await during(on, HOURS, 60_000);

    assert.deepEqual(await states(on), ['dead', 'sent']);
  });

  it('puts a dead one back, and no other', async () => {
    const on = await waiting();
    on.answers.push(TOO_BIG);
    await on.dispatcher.drain();
    const [one] = await deliveries(on);

    assert.equal(one?.state, 'dead');
    assert.equal(await on.intake.replay(one.id), 'queued');
    assert.equal(await on.intake.replay(one.id), 'notDead');
    assert.equal(await on.intake.replay('nobody'), 'unknown');
    on.pass(10_000);
    await on.dispatcher.drain();

    assert.deepEqual(await states(on), ['sent']);
  });

  it('writes down why somebody cannot be reached, and tries again when she is back', async () => {
    const on = await waiting();
    on.answers.push(BLOCKED);
    await on.dispatcher.drain();
    const [one] = await deliveries(on);
    assert.deepEqual([one?.state, one?.lastError], ['unreachable', 'blocked by the person']);

    assert.equal(await on.personAppeared('tenant-1', 'anna'), 1);
    on.pass(10_000);
    await on.dispatcher.drain();

    assert.deepEqual(await states(on), ['sent']);
  });

  it('lets go of somebody who uninstalled the bot', async () => {
    const on = await waiting();
    await on.personLeft('tenant-1', 'anna', 'uninstalled');

    assert.equal(await on.dispatcher.drain(), 0);
    assert.deepEqual(await states(on), ['unreachable']);
  });

  it('does not write to somebody it does not know any more', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.intake.accept([event()]);
    await on.database.deleteFrom('contacts').execute();

    assert.equal(await on.dispatcher.drain(), 0);
    assert.deepEqual(await states(on), ['unreachable']);
  });

  it('finds the poisoned one among several and sends the rest', async () => {
    const on = await waiting(3);
    on.answers.push(TOO_BIG, SENT, TOO_BIG, TOO_BIG, SENT);

    await during(on, 60_000, 1_000);

    assert.deepEqual(await states(on), ['sent', 'dead', 'sent']);
    assert.deepEqual(
      on.carried.map(({ notes }) => notes.length),
      [3, 1, 2, 1, 1],
    );
  });

  it('survives a messenger that throws', async () => {
    const on = await waiting();
    await on.meet('tenant-2', 'ben');
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'ben' } })]);
    on.answers.push(new Error('a bug'));

    await on.dispatcher.drain();

    assert.deepEqual([...(await states(on))].sort(), ['dead', 'sent']);
  });

  it('begins what comes next while an answer is slow, and stops when it has come', async () => {
    const answers: ((outcome: DeliveryOutcome) => void)[] = [];
    const on = await stage({
      messenger: { send: () => new Promise((resolve) => answers.push(resolve)) },
    });
    await on.meet('tenant-1', 'anna', 'ben');
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'anna' } })]);
    assert.equal(await on.dispatcher.pump(), 1);

    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'ben' } })]);
    assert.equal(await on.dispatcher.pump(), 1);
    const stopped = on.dispatcher.stop();
    await on.intake.accept([announcement()]);
    assert.equal(await on.dispatcher.pump(), 0);
    for (const answer of answers) answer(SENT);
    await stopped;

    assert.deepEqual(await states(on), ['sent', 'sent', 'queued', 'queued']);
  });

  it('lists deliveries by page and state', async () => {
    const on = await waiting(5);
    const first = await on.intake.deliveries({ state: 'queued', limit: 3 });
    const second = await on.intake.deliveries({
      state: 'queued',
      limit: 3,
      cursor: first.cursor ?? '',
    });

    assert.deepEqual([first.deliveries.length, second.deliveries.length], [3, 2]);
    assert.equal(second.cursor, null);
    assert.equal(new Set([...first.deliveries, ...second.deliveries].map(({ id }) => id)).size, 5);
    assert.equal((await on.intake.deliveries({ state: 'dead', limit: 3 })).deliveries.length, 0);
    assert.equal((await on.insight()).deliveries.queued, 5);
  });
});
