// Manners: the night and the weekend are quiet, what was turned off stays off, what was put off comes again.

import assert from 'node:assert/strict';
import type { DeliveryState } from '../../../services/notifications/notification.ts';
import { forgetPerson } from '../../../services/storage/stores/forget-person.ts';
import { nextLoudTime, snoozeEnd } from '../../../services/notifications/quiet-hours.ts';
import { announcement, event, HOURS, stage, type Stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

const NIGHT = { from: 18 * 60, until: 8 * 60 };
const ANNA = { tenantId: 'tenant-1', userId: 'anna' };

async function inTheEvening(): Promise<Stage> {
  const on = await stage({ quietHours: NIGHT });
  await on.enroll('tenant-1', 'anna');
  on.pass(10 * HOURS);
  return on;
}

async function states(on: Stage): Promise<readonly DeliveryState[]> {
  const { deliveries } = await on.intake.deliveries({ limit: 50 });
  return deliveries.toReversed().map(({ state }) => state);
}

async function idOf(on: Stage): Promise<string> {
  const { deliveries } = await on.intake.deliveries({ limit: 1 });
  return deliveries[0]?.id ?? '';
}

describe('quiet hours', () => {
  const CASES: readonly (readonly [string, string | null, string])[] = [
    ['2026-03-02T12:00:00Z', 'Europe/Berlin', '2026-03-02T12:00:00Z'],
    ['2026-03-02T17:00:00Z', 'Europe/Berlin', '2026-03-03T07:00:00Z'],
    ['2026-03-02T06:59:30Z', 'Europe/Berlin', '2026-03-02T07:00:00Z'],
    ['2026-03-06T17:00:00Z', 'Europe/Berlin', '2026-03-09T07:00:00Z'],
    ['2026-03-07T12:00:00Z', null, '2026-03-09T07:00:00Z'],
    ['2026-03-07T12:00:00Z', 'No/Where', '2026-03-09T07:00:00Z'],
    ['2026-03-02T12:00:00Z', 'Asia/Tokyo', '2026-03-02T23:00:00Z'],
    ['2026-03-28T12:00:00Z', 'Europe/Berlin', '2026-03-30T06:00:00Z'],
    ['2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-26T07:00:00Z'],
  ];
  for (const [at, zone, expected] of CASES) {
    it(`turn ${at} in ${zone ?? 'an unknown zone'} into ${expected}`, () => {
      assert.deepEqual(nextLoudTime(new Date(at), zone, NIGHT), new Date(expected));
    });
  }

  it('may lie within a day', () => {
    const noon = { from: 12 * 60, until: 14 * 60 };
    const at = new Date('2026-03-02T11:30:00Z');

    assert.deepEqual(nextLoudTime(at, 'Europe/Berlin', noon), new Date('2026-03-02T13:00:00Z'));
  });

  it('let nothing out until the morning, and then all of it in one message', async () => {
    const on = await inTheEvening();
    await on.intake.accept([event(), announcement()]);
    assert.equal(await on.dispatcher.drain(), 0);

    const { deliveries } = await on.intake.deliveries({ limit: 1 });
    assert.equal(deliveries[0]?.nextAttemptAt, '2026-03-03T07:00:00.000Z');
    on.pass(12 * HOURS);
    await on.dispatcher.drain();

    assert.equal(on.carried.length, 1);
    assert.deepEqual(on.subjects(), ['verification.pending', 'announcement']);
  });

  it('let what is urgent pass, and what waited before it goes along', async () => {
    const on = await inTheEvening();
    await on.intake.accept([event()]);
    assert.equal(await on.dispatcher.drain(), 0);

    await on.intake.accept([event({ data: { status: 'rejected' } })]);
    await on.dispatcher.drain();

    assert.equal(on.carried.length, 1);
    assert.deepEqual(on.subjects(), ['verification.pending', 'verification.rejected']);
  });
});

onEachEngine('turning off', () => {
  for (const kind of ['announcement', 'all']) {
    it(`${kind} suppresses what is not wanted`, async () => {
      const on = await stage();
      await on.mute('tenant-1', 'anna', kind);
      await on.intake.accept([announcement()]);

      assert.equal(await on.dispatcher.drain(), 0);
      assert.deepEqual(await states(on), ['suppressed']);
    });
  }

  it('one kind leaves the others', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.mute('tenant-1', 'anna', 'verification');

    await on.intake.accept([event({ data: { status: 'rejected' } }), announcement()]);
    await on.dispatcher.drain();

    assert.deepEqual(on.subjects(), ['announcement']);
    assert.deepEqual(await states(on), ['suppressed', 'sent']);
  });
});

onEachEngine('what a person does with a note', () => {
  async function sent(): Promise<Stage> {
    const on = await stage();
    await on.meet('tenant-1', 'anna', 'ben');
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'anna' } })]);
    await on.dispatcher.drain();
    return on;
  }

  it('marks it as seen, once', async () => {
    const on = await sent();
    const id = await idOf(on);
    const at = on.time().toISOString();

    assert.equal(await on.acknowledgements.seen(ANNA, id), true);
    on.pass(HOURS);
    assert.equal(await on.acknowledgements.seen(ANNA, id), true);

    const { deliveries } = await on.intake.deliveries({ limit: 1 });
    assert.deepEqual([deliveries[0]?.state, deliveries[0]?.seenAt], ['seen', at]);
    assert.equal(await on.acknowledgements.kindOf(ANNA, id), 'announcement');
  });

  it('does nothing to notes of others', async () => {
    const on = await sent();
    const id = await idOf(on);
    const ben = { ...ANNA, userId: 'ben' };

    assert.equal(await on.acknowledgements.seen(ben, id), false);
    assert.equal(await on.acknowledgements.snooze(ben, id, on.time()), false);
    assert.equal(await on.acknowledgements.kindOf(ben, id), undefined);
    assert.deepEqual(await states(on), ['sent']);
  });

  it('marks all as seen that Teams reports as read', async () => {
    const on = await sent();

    await on.readUpTo(ANNA, on.time());

    assert.deepEqual(await states(on), ['seen']);
  });

  it('puts it off, and it comes again then and not before', async () => {
    const on = await sent();
    const until = new Date(on.time().getTime() + 24 * HOURS);

    assert.equal(await on.acknowledgements.snooze(ANNA, await idOf(on), until), true);
    assert.equal(await on.dispatcher.drain(), 0);
    await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'anna' } })]);
    on.pass(23 * HOURS);
    await on.dispatcher.drain();
    assert.equal(on.carried.length, 2);
    on.pass(HOURS);
    await on.dispatcher.drain();

    assert.equal(on.carried.length, 3);
    assert.deepEqual(await states(on), ['sent', 'sent']);
  });

  it('puts it off to nine o’clock by her own clock', () => {
    const monday = new Date('2026-03-23T15:30:20Z');

    assert.deepEqual(
      snoozeEnd('tomorrow', monday, 'Europe/Berlin'),
      new Date('2026-03-24T08:00:00Z'),
    );
    assert.deepEqual(
      snoozeEnd('nextWeek', monday, 'Europe/Berlin'),
      new Date('2026-03-30T07:00:00Z'),
    );
    const saturday = new Date('2026-03-28T22:30:00Z');
    assert.deepEqual(
      snoozeEnd('tomorrow', saturday, 'Europe/Berlin'),
      new Date('2026-03-29T07:00:00Z'),
    );
    assert.deepEqual(snoozeEnd('nextWeek', saturday, null), new Date('2026-03-30T07:00:00Z'));
  });
});

onEachEngine('what is kept of a person', () => {
  it('goes when she wishes it', async () => {
    const on = await inTheEvening();
    await on.intake.accept([event()]);

    await forgetPerson(on.database, on.time(), { tenantId: 'tenant-1', personId: 'anna' });

    assert.deepEqual(await states(on), []);
    assert.equal(await on.dispatcher.drain(), 0);
  });

  it('goes after 90 days, and not before', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.intake.accept([event({ id: 'old' })]);
    await on.dispatcher.drain();

    on.pass(89 * 24 * HOURS);
    assert.equal(await on.forget(), 0);
    on.pass(2 * 24 * HOURS);

    assert.equal(await on.forget(), 2);
    assert.equal(await on.intake.find('urn:test', 'old'), undefined);
  });
});
