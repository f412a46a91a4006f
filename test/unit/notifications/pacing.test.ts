// The pace: urgent ones first, and never faster than the platform's limits over any stretch of time.

import assert from 'node:assert/strict';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import { announcement, event, stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

const THROTTLED: DeliveryOutcome = {
  kind: 'later',
  reason: '429',
  retryAfterMs: 5_000,
  maybeArrived: false,
  isThrottled: true,
};

onEachEngine('the pace', () => {
  it('sends urgent ones before broadcasts', async () => {
    const on = await stage();
    const people = Array.from({ length: 30 }, (_, at) => `person-${at}`);
    await on.meet('tenant-1', ...people);
    await on.intake.accept([announcement()]);
    const data = { status: 'rejected' };
    await on.intake.accept([event({ subject: { kind: 'user', userId: 'person-29' }, data })]);

    await on.dispatcher.drain();

    assert.equal(on.carried[0]?.to.userId, 'person-29');
  });

  it('keeps to the pace of a tenant and lets other tenants pass', async () => {
    const on = await stage();
    const people = Array.from({ length: 200 }, (_, at) => `person-${at}`);
    await on.meet('tenant-1', ...people);
    await on.meet('tenant-2', 'ben');
    await on.intake.accept([announcement()]);
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'ben' } })]);

    for (let passed = 0; passed < 6_000; passed += 10) {
      await on.dispatcher.drain();
      on.pass(10);
    }

    const first = on.carried.filter(({ to }) => to.tenantId === 'tenant-1').map(({ at }) => at);
    assert.equal(first.length, 200);
    for (const start of first) {
      assert.ok(first.filter((at) => at >= start && at < start + 1_000).length <= 50);
    }
    const ben = on.carried.find(({ to }) => to.userId === 'ben');
    assert.ok((ben?.at ?? Infinity) - (first[0] ?? 0) <= 50);
  });

  it('keeps to the pace of a conversation', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const limits = [
      [7, 1_000],
      [8, 2_000],
      [60, 30_000],
    ] as const;
    for (let passed = 0; passed < 60_000; passed += 200) {
      await on.intake.accept([announcement()]);
      await on.dispatcher.drain();
      on.pass(200);
    }

    const times = on.carried.map(({ at }) => at);
    assert.ok(times.length > 20);
    for (const [most, span] of limits) {
      for (const start of times) {
        assert.ok(times.filter((at) => at >= start && at < start + span).length <= most);
      }
    }
  });

  it('counts a second request for the status card', async () => {
    const on = await stage();
    const people = Array.from({ length: 100 }, (_, at) => `person-${at}`);
    await on.enroll('tenant-1', ...people);
    await on.intake.accept([event()]);

    for (let passed = 0; passed < 6_000; passed += 10) {
      await on.dispatcher.drain();
      on.pass(10);
    }

    const times = on.carried.map(({ at }) => at);
    assert.equal(times.length, 100);
    for (const start of times) {
      assert.ok(times.filter((at) => at >= start && at < start + 1_000).length <= 25);
    }
  });

  it('holds a tenant back that is throttled as a whole, and no other', async () => {
    const on = await stage();
    await on.meet('tenant-1', ...Array.from({ length: 20 }, (_, at) => `person-${at}`));
    await on.meet('tenant-2', 'ben');
    await on.intake.accept([announcement()]);
    on.answers.push(...Array<DeliveryOutcome>(5).fill(THROTTLED));
    await on.dispatcher.drain();
    on.pass(30);
    await on.dispatcher.drain();
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'ben' } })]);
    const start = on.time().getTime();

    for (let passed = 0; passed < 10_000; passed += 100) {
      await on.dispatcher.drain();
      on.pass(100);
    }

    const waited = on.carried.slice(5).map(({ to, at }) => [to.userId, at - start] as const);
    assert.deepEqual(waited[0], ['ben', 0]);
    assert.equal(waited.length, 21);
    assert.ok(waited.slice(1).every(([, ms]) => ms >= 5_000));
  });

  it('takes one throttled conversation for what it is', async () => {
    const on = await stage();
    await on.meet('tenant-1', ...Array.from({ length: 4 }, (_, at) => `person-${at}`));
    await on.intake.accept([announcement()]);
    on.answers.push(THROTTLED, THROTTLED);
    await on.dispatcher.drain();
    on.pass(100);

    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'person-3' } })]);
    await on.dispatcher.drain();

    assert.equal(on.carried.at(-1)?.to.userId, 'person-3');
  });
});
