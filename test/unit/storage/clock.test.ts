// A clock that is set, ahead and back by 45 days: nothing waits longer than its pace, nothing is stuck, nothing comes twice.

import assert from 'node:assert/strict';
import type { ClockWatch } from '../../../services/clock/clock-watch.ts';
import { createMailboxesIn } from '../../../services/storage/stores/mailboxes-store.ts';
import { createPollStoreIn } from '../../../services/storage/stores/partner-center-store.ts';
import { createTurnsIn } from '../../../services/storage/stores/turns-store.ts';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import { announcement, event, HOURS, stage, type Stage } from '../../support/announcing.ts';
import { JUMP, toUser, watching } from '../../support/clock.ts';
import { onEachEngine } from '../../support/database.ts';
import { during } from '../../support/outbox.ts';

const DAYS = 24 * HOURS;
const THROTTLED = { kind: 'later', reason: '429', maybeArrived: false, isThrottled: true } as const;
const SECOND = 1_000;

/** Six people of a company whose clock has run ahead, in all the trouble there can be. Out: the clock's watch. */
async function ahead(on: Stage, jump: number): Promise<ClockWatch> {
  const watch = watching(on);
  await watch.check();
  await on.enroll('tenant-1', 'anna', 'ben', 'carla', 'dora', 'emil', 'franz');
  on.pass(jump);
  await watch.check();
  for (let notes = 0; notes < 3; notes += 1) {
    await on.intake.accept([toUser(on, 'anna')]);
    await on.dispatcher.drain();
  }
  on.answers.push(...Array<DeliveryOutcome>(6).fill({ ...THROTTLED, retryAfterMs: 30 * SECOND }));
  await on.intake.accept([announcement({ time: on.time().toISOString() })]);
  await during(on, SECOND, 100);
  on.answers.length = 0;
  await watch.check();
  return watch;
}

onEachEngine('a clock that ran ahead and comes back', () => {
  for (const jump of [JUMP, HOURS, 5 * 60 * SECOND]) {
    const days = jump / DAYS;

    it(`by ${days.toFixed(3)} days lets notes wait no longer than they were to`, async () => {
      const on = await stage();
      const watch = await ahead(on, jump);
      const before = on.carried.length;
      on.pass(-jump);

      await watch.check();
      await on.intake.accept([toUser(on, 'anna'), toUser(on, 'ben')]);
      await during(on, 45 * SECOND, SECOND);

      const told = on.carried.slice(before).flatMap(({ notes }) => notes.map((n) => n.deliveryId));
      assert.equal(new Set(told).size, told.length);
      assert.equal(told.length, 8);
      const { deliveries } = await on.intake.deliveries({ limit: 99 });
      assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['sent']);
    });
  }

  it('is noticed after a restart too', async () => {
    const on = await stage();
    await (await ahead(on, JUMP)).close();
    on.pass(-JUMP);

    await watching(on).check();
    await during(on, 45 * SECOND, SECOND);

    const { deliveries } = await on.intake.deliveries({ limit: 99 });
    assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['sent']);
  });

  it('has left nothing stuck of which nobody kept a mark', async () => {
    const on = await stage();
    await ahead(on, JUMP);
    await on.database.deleteFrom('clock_marks').execute();
    on.pass(-JUMP);

    await watching(on).check();
    await during(on, 20 * SECOND, SECOND);

    const { deliveries } = await on.intake.deliveries({ limit: 99 });
    assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['sent']);
  });

  it('lets what is put off on purpose come as it was put off', async () => {
    const on = await stage();
    const watch = watching(on);
    await watch.check();
    await on.meet('tenant-1', 'anna');
    await on.intake.accept([toUser(on, 'anna')]);
    await on.dispatcher.drain();
    const [{ id } = { id: '' }] = (await on.intake.deliveries({ limit: 1 })).deliveries;
    const monday = new Date(on.time().getTime() + 7 * DAYS);
    await on.acknowledgements.snooze({ tenantId: 'tenant-1', userId: 'anna' }, id, monday);

    for (const step of [JUMP, -JUMP]) {
      on.pass(step);
      await watch.check();
    }

    const [{ nextAttemptAt } = { nextAttemptAt: '' }] = (await on.intake.deliveries({ limit: 1 }))
      .deliveries;
    assert.equal(nextAttemptAt, monday.toISOString());
  });

  it('lets later news be told of what was told under the wrong time', async () => {
    const on = await stage();
    const watch = watching(on);
    await watch.check();
    await on.enroll('tenant-1', 'anna');
    on.pass(JUMP);
    await watch.check();
    await on.intake.accept([event({ time: on.time().toISOString() })]);
    on.pass(60 * SECOND - JUMP);

    await watch.check();
    const data = { status: 'authorized' };
    await on.intake.accept([event({ time: on.time().toISOString(), data })]);
    await during(on, 20 * SECOND, SECOND);

    assert.equal((await on.enrollment('tenant-1'))?.standing.verified?.state, 'done');
    assert.deepEqual(on.subjects(), ['verification.pending', 'verification.authorized']);
  });

  it('lets nothing else wait either: mail, Partner Center, turns', async () => {
    const on = await stage();
    const watch = watching(on);
    await watch.check();
    on.pass(JUMP);
    await watch.check();
    const at = on.time().getTime();
    const boxes = createMailboxesIn(on.database, () => on.time());
    await boxes.watch({ tenantId: 't', mailbox: 'm' });
    await boxes.claim(1);
    const book = createPollStoreIn(on.database, 't');
    await book.watch('t', ['prepared'], at + 60 * SECOND);
    const turns = createTurnsIn(on.database);
    const key = { tenantId: 't', conversation: 'c' };
    const said = { digest: '', asked: '', localTime: '', channelTime: '', personId: 'p', sent: 0 };
    const rest = { state: 'done', owner: 'o', replies: '', answer: '' } as const;
    const add = (activityId: string) => {
      const turn = { ...said, ...rest, activityId, answeredAt: null };
      return turns.add({ ...key, activityId }, { ...turn, receivedAt: on.time().getTime() });
    };
    await add('under the wrong time');
    on.pass(-JUMP);

    await watch.check();
    on.pass(6 * 60 * SECOND);
    await add('under the right one');

    const now = on.time().getTime();
    assert.equal((await boxes.claim(1)).length, 1);
    assert.equal((await book.due(now, now + 1, 1)).length, 1);
    const latest = (await turns.latest(key)).map(({ activityId }) => activityId);
    assert.deepEqual(latest, ['under the right one', 'under the wrong time']);
  });
});
