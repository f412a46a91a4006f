// Several replicas over one PostgreSQL, at the same moment: nothing twice, nothing lost, nobody too fast.

import assert from 'node:assert/strict';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { createDocumentsIn } from '../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../services/storage/stores/enrollments-store.ts';
import { announcement, event, stage, type Stage } from '../support/announcing.ts';
import { freshDatabase, onPostgres, openFor } from '../support/database.ts';

const NOW = (): Date => new Date('2026-03-02T09:00:00.000Z');

/** Replicas of one database, with clocks that go alike. */
async function replicas(count: number): Promise<readonly Stage[]> {
  const { url } = await freshDatabase();
  return Promise.all(Array.from({ length: count }, () => stage({ url })));
}

function first(stages: readonly Stage[]): Stage {
  const [one] = stages;
  if (one === undefined) throw new Error('There is no replica.');
  return one;
}

async function statesOf(on: Stage): Promise<Readonly<Record<string, number>>> {
  return (await on.insight()).deliveries;
}

/** Facts that somebody said, without those that they imply. */
function saidOnce(enrollment: Enrollment | undefined): number | undefined {
  return enrollment?.history.filter(({ impliedBy }) => impliedBy === undefined).length;
}

onPostgres('replicas that take events', () => {
  it('take the same one once, and the others hear "duplicate" with its deliveries', async () => {
    const all = await replicas(4);
    await first(all).enroll('tenant-1', 'anna', 'ben');
    const told = [event({ data: { status: 'authorized' } }), announcement()];

    const answers = await Promise.all(all.map(({ intake }) => intake.accept(told)));

    const accepted = answers.flatMap((answer) => (answer.kind === 'accepted' ? answer.events : []));
    assert.equal(accepted.length, 8);
    assert.equal(accepted.filter(({ status }) => status === 'accepted').length, 2);
    for (const own of Map.groupBy(accepted, ({ id }) => id).values()) {
      assert.equal(new Set(own.map(({ deliveries }) => String(deliveries))).size, 1);
      assert.equal(own[0]?.deliveries.length, 2);
    }
    const enrollment = await first(all).enrollment('tenant-1');
    assert.equal(saidOnce(enrollment), 1);
    assert.equal((await statesOf(first(all)))['queued'], 4);
  });

  it('take overlapping batches in opposite orders without a fault', async () => {
    const all = await replicas(4);
    const tenants = Array.from({ length: 20 }, (_, at) => `tenant-${at}`);
    for (const tenantId of tenants) await first(all).enroll(tenantId, `anna-${tenantId}`);
    const told = tenants.map((tenantId) => event({ subject: { kind: 'tenant', tenantId } }));

    const orders = all.map(({ intake }, at) =>
      intake.accept(at % 2 === 0 ? told : told.toReversed()),
    );

    assert.ok((await Promise.all(orders)).every(({ kind }) => kind === 'accepted'));
    assert.equal((await statesOf(first(all)))['queued'], 20);
  });

  it('release once what waited for somebody', async () => {
    const all = await replicas(4);
    const data = { status: 'authorized' };
    await first(all).intake.accept([event({ data })]);
    await first(all).enroll('tenant-1', 'anna');

    const counts = await Promise.all(all.map((on) => on.personAppeared('tenant-1', 'anna')));

    assert.deepEqual(counts.toSorted(), [0, 0, 0, 1]);
    assert.equal((await statesOf(first(all)))['queued'], 1);
    assert.equal(saidOnce(await first(all).enrollment('tenant-1')), 1);
  });
});

onPostgres('replicas that deliver', () => {
  it('keep to the pace of a tenant together, and send nothing twice', async () => {
    const all = await replicas(3);
    const people = Array.from({ length: 150 }, (_, at) => `person-${at}`);
    await first(all).meet('tenant-1', ...people);
    await first(all).intake.accept([announcement()]);

    for (let passed = 0; passed < 5_000; passed += 25) {
      await Promise.all(all.map(({ dispatcher }) => dispatcher.drain()));
      for (const on of all) on.pass(25);
    }

    const carried = all.flatMap((on) => on.carried);
    const times = carried.map(({ at }) => at).sort((one, other) => one - other);
    const busiest = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
    );
    assert.equal(new Set(carried.map(({ to }) => to.userId)).size, 150);
    assert.equal(carried.length, 150);
    assert.ok(busiest <= 40 && busiest >= 30, `${busiest} in a second`);
  });

  it('never let a lane sleep in which something waits', async () => {
    const all = await replicas(3);
    const on = first(all);
    const people = Array.from({ length: 10 }, (_, at) => `person-${at}`);
    await on.meet('tenant-1', ...people);

    for (let round = 0; round < 40; round += 1) {
      const delivering = all.map(({ dispatcher }) => dispatcher.drain());
      await Promise.all(all.map(({ intake }) => intake.accept([announcement()])));
      await Promise.all(delivering);
      for (const one of all) one.pass(3_000);
    }

    const asleep = await on.database
      .selectFrom('outbox as o')
      .innerJoin('lanes as l', 'l.lane', 'o.lane')
      .select('o.id')
      .where('o.state', '=', 'queued')
      .where('l.ready_at', 'is', null)
      .execute();
    assert.deepEqual(asleep, []);
  });
});

onPostgres('replicas that write the same', () => {
  it('lose no change of an enrollment', async () => {
    const { url } = await freshDatabase();
    const stores = await Promise.all(
      [1, 2, 3].map(async () => createEnrollmentsIn(await openFor(url), NOW)),
    );
    const joined = (current: Enrollment | undefined, name: string): Enrollment => ({
      ...(current ?? ({ id: 'x', tenantId: 't', participants: [] } as unknown as Enrollment)),
      participants: [
        ...(current?.participants ?? []),
        { personId: name, name, joinedAt: NOW().toISOString() },
      ],
    });
    const on = await stage({ url });
    await on.enroll('t', 'nobody');

    await Promise.all(
      Array.from({ length: 60 }, async (_, at) =>
        stores[at % 3]?.change('t', (current) => ({
          enrollment: joined(current, `person-${at}`),
          outcome: undefined,
        })),
      ),
    );

    assert.equal((await on.enrollment('t'))?.participants.length, 61);
  });

  it('refuse a document that somebody wrote in between, and get over a circle', async () => {
    const { url } = await freshDatabase();
    const [one, other] = await Promise.all(
      [1, 2].map(async () => createDocumentsIn(await openFor(url), NOW)),
    );
    assert.ok(one && other);
    const write = { data: '{}', expected: undefined };
    await one.write([{ key: 'a', ...write }]);

    const both = await Promise.allSettled(
      [one, other].map((store) => store.write([{ key: 'a', data: '{}', expected: '1' }])),
    );
    for (let round = 0; round < 20; round += 1) {
      const keys = ['a', 'b', 'c', 'd'].map((key) => ({ key, ...write }));
      await Promise.all([one.write(keys), other.write(keys.toReversed())]);
    }

    const refused = both.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 1);
    assert.equal((await one.read(['d'])).get('d')?.etag, '40');
  });
});
