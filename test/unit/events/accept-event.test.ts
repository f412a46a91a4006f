// Taking events in: once each, to whom it concerns, in the right order of facts, all or nothing.

import assert from 'node:assert/strict';
import type { AcceptedEvent, Envelope } from '../../../services/events/event-intake.ts';
import { announcement, event, HOURS, MONDAY, stage, type Stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

async function accepted(
  on: Stage,
  ...envelopes: readonly Envelope[]
): Promise<readonly AcceptedEvent[]> {
  const acceptance = await on.intake.accept(envelopes);
  assert.equal(acceptance.kind, 'accepted');
  return acceptance.events;
}

function later(minutes: number): string {
  return new Date(Date.parse(MONDAY) + minutes * 60_000).toISOString();
}

onEachEngine('an event', () => {
  it('moves the enrollment and is told to every participant once', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');

    const [one] = await accepted(on, event({ data: { status: 'authorized' } }));
    await on.dispatcher.drain();

    assert.equal(one?.deliveries.length, 2);
    assert.deepEqual(on.carried.map(({ to }) => to.userId).sort(), ['anna', 'ben']);
    const standing = (await on.enrollment('tenant-1'))?.standing.verified;
    assert.deepEqual([standing?.state, standing?.source], ['done', 'operator']);
  });

  it('for one person is told to her alone, and moves her company', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna', 'ben');

    await accepted(on, event({ subject: { kind: 'user', userId: 'BEN' } }));
    await on.dispatcher.drain();

    assert.deepEqual(
      on.carried.map(({ to }) => to.userId),
      ['ben'],
    );
    assert.equal((await on.enrollment('tenant-1'))?.standing.verified?.state, 'waiting');
  });

  it('about an enrollment finds it by its id', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');

    await accepted(on, event({ subject: { kind: 'enrollment', id: 'enrollment-tenant-1' } }));
    await on.dispatcher.drain();

    assert.deepEqual(on.subjects('anna'), ['verification.pending']);
  });

  it('sent ten times is one note', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    const same = event();

    const [first] = await accepted(on, same);
    const again = await accepted(on, ...Array<Envelope>(9).fill(same));
    await on.dispatcher.drain();

    assert.equal(first?.status, 'accepted');
    assert.deepEqual(again, Array(9).fill({ ...first, status: 'duplicate' }));
    assert.equal(on.carried.length, 1);
  });

  it('repeated within a batch is one note', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    const same = event();

    const answers = await accepted(on, same, same);

    assert.deepEqual(
      answers.map(({ status }) => status),
      ['accepted', 'duplicate'],
    );
    assert.deepEqual(answers[0]?.deliveries, answers[1]?.deliveries);
  });

  it('can be looked up with its deliveries', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    const one = event({ id: 'known' });
    const [{ deliveries } = { deliveries: [] }] = await accepted(on, one);
    await on.dispatcher.drain();

    const found = await on.intake.find('urn:test', 'known');

    assert.equal(found?.subject, 'tenant/tenant-1');
    assert.equal(found.receivedAt, MONDAY);
    assert.deepEqual(
      found.deliveries.map(({ id, state, eventId }) => [id, state, eventId]),
      [[deliveries[0], 'sent', 'known']],
    );
    assert.equal(await on.intake.find('urn:test', 'unknown'), undefined);
  });

  it('reaches everybody who was met while there is no enrollment', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    await on.meet('tenant-2', 'carla');

    await accepted(on, announcement());
    await on.dispatcher.drain();

    assert.deepEqual(
      on.carried.map(({ to }) => to.userId),
      ['anna'],
    );
  });
});

onEachEngine('facts out of order', () => {
  const ORDERS = [
    ['authorized 3', 'pending 1', 'rejected 2'],
    ['authorized 1', 'authorized 3', 'rejected 2'],
    ['pending 1', 'authorized 3', 'rejected 2'],
  ];
  for (const order of ORDERS) {
    it(`end in the newest state: ${order.join(', ')}`, async () => {
      const on = await stage();
      await on.enroll('tenant-1', 'anna');

      for (const one of order) {
        const [status, minute] = one.split(' ');
        await accepted(on, event({ data: { status }, time: later(Number(minute)) }));
      }

      assert.equal((await on.enrollment('tenant-1'))?.standing.verified?.state, 'done');
    });
  }

  it('end the same within one batch, and what is overtaken is not told', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');

    const answers = await accepted(
      on,
      event({ data: { status: 'authorized' }, time: later(3) }),
      event({ data: { status: 'rejected' }, time: later(2) }),
    );

    assert.equal((await on.enrollment('tenant-1'))?.standing.verified?.state, 'done');
    assert.deepEqual(
      answers.map(({ deliveries }) => deliveries.length),
      [1, 0],
    );
  });

  it('never overrule a stronger source', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    await on.intakeFor('partnerCenter').accept([event({ data: { status: 'authorized' } })]);

    await accepted(on, event({ data: { status: 'rejected' }, time: later(4) }));

    const standing = (await on.enrollment('tenant-1'))?.standing.verified;
    assert.deepEqual([standing?.state, standing?.source], ['done', 'partnerCenter']);
  });
});

onEachEngine('a note', () => {
  it('knows whose word it is, by whatever door and however late it comes', async () => {
    const on = await stage();
    await on.intakeFor('mailbox').accept([announcement()]);
    await on.intakeFor('partnerCenter').accept([event({ data: { status: 'rejected' } })]);
    await on.meet('tenant-1', 'anna');
    await on.personAppeared('tenant-1', 'anna');
    await on.intakeFor('graph').accept([event({ data: { status: 'authorized' } })]);

    await on.dispatcher.drain();

    const sources = on.carried.flatMap(({ notes }) => notes.map(({ values }) => values['source']));
    assert.deepEqual(sources, ['mailbox', 'partnerCenter', 'graph']);
  });
});

onEachEngine('an event that comes too early', () => {
  it('waits for the first person of its company', async () => {
    const on = await stage();
    const [one] = await accepted(on, announcement());
    assert.deepEqual(one?.deliveries, []);

    on.pass(29 * 24 * HOURS);
    await on.meet('tenant-1', 'anna');
    const queued = await on.personAppeared('tenant-1', 'anna');
    await on.dispatcher.drain();

    assert.equal(queued, 1);
    assert.deepEqual(on.subjects('anna'), ['announcement']);
    assert.equal(await on.personAppeared('tenant-1', 'anna'), 0);
  });

  it('waits for the one person it is for', async () => {
    const on = await stage();
    await accepted(on, announcement({ subject: { kind: 'user', userId: 'Anna' } }));
    await on.meet('tenant-1', 'ben');
    assert.equal(await on.personAppeared('tenant-1', 'ben'), 0);

    await on.meet('tenant-1', 'anna');

    assert.equal(await on.personAppeared('tenant-1', 'anna'), 1);
  });

  it('tells its fact when the enrollment begins, and its note only once', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const authorized = event({ data: { status: 'authorized' }, time: later(2) });
    await accepted(on, authorized, event({ time: later(1) }));

    await on.enroll('tenant-1', 'anna');
    await on.personAppeared('tenant-1', 'anna');
    await on.dispatcher.drain();

    assert.equal((await on.enrollment('tenant-1'))?.standing.verified?.state, 'done');
    assert.deepEqual(on.subjects(), ['verification.authorized', 'verification.pending']);
    assert.equal((await accepted(on, authorized))[0]?.status, 'duplicate');
  });

  it('is dropped after 30 days', async () => {
    const on = await stage();
    await accepted(on, announcement());

    on.pass(31 * 24 * HOURS);
    await on.meet('tenant-1', 'anna');

    assert.equal(await on.personAppeared('tenant-1', 'anna'), 0);
  });
});
