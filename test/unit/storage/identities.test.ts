// What is kept under two ids of one person, brought together.

import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { withEveryId, type PersonIds } from '../../../services/contacts/identities.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import { moveNotes } from '../../../services/storage/outbox/move-notes.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { createIdentitiesIn } from '../../../services/storage/stores/identities-store.ts';
import { createTurnTransactions } from '../../../services/storage/transactions/turn-transaction.ts';
import { announcement, event, stage, type Stage } from '../../support/announcing.ts';
import { onEachEngine, onPostgres, openFor, freshDatabase } from '../../support/database.ts';
import { contactOf } from '../../support/notes.ts';

const TENANT = 'tenant-1';
const ACCOUNT = '29:1abc';
const ANNA = '00000000-0000-4000-8000-00000000a77a';
const BOTH = { tenantId: TENANT, accountId: ACCOUNT, objectId: ANNA };
const ALONE: PersonIds = { ...BOTH, objectId: undefined };

onEachEngine('what is kept of a person', () => {
  let on: Stage;

  beforeEach(async () => {
    on = await stage();
  });

  function meet(ids: PersonIds): Promise<string> {
    const identities = createIdentitiesIn(on.database, () => on.time());
    return createTurnTransactions(on.database).run('turn', () => identities.meet(ids));
  }

  async function states(): Promise<readonly string[]> {
    const { deliveries } = await on.intake.deliveries({ limit: 9 });
    return deliveries.map(({ recipient, state }) => `${recipient.userId} ${state}`);
  }

  it('as a contact is the newest of both, and what was turned off stays off', async () => {
    const contacts = createContactsIn(on.database, () => on.time());
    const common = { tenantId: TENANT, timeZone: null } as const;
    const old = { personId: ANNA, name: 'Anna', language: 'en', muted: ['mpa'] } as const;
    await contacts.save(contactOf({ ...common, ...old, address: 'old' }));
    on.pass(1_000);
    const late = { personId: ACCOUNT, name: '', language: null, muted: ['customer'] } as const;
    await contacts.save(contactOf({ ...common, ...late, address: 'new' }));

    await meet(BOTH);

    const found = await contacts.find(TENANT, ANNA);
    const { name, language, address, muted } = found ?? assert.fail();
    assert.deepEqual([name, language, address], ['Anna', 'en', 'new']);
    assert.deepEqual([...muted].sort(), ['customer', 'mpa']);
    assert.equal(await contacts.find(TENANT, ACCOUNT), undefined);
  });

  it('in the enrollment is one participant, who said all of it', async () => {
    await on.enroll(TENANT, 'ben', ACCOUNT, ANNA);
    const enrollments = createEnrollmentsIn(on.database, () => on.time());
    const said = { values: {}, origins: {}, at: '', by: ACCOUNT };
    const waiting = { values: {}, read: [], agreed: [], withheld: [], typed: false };
    const draft = { ...waiting, step: 'account', by: [ACCOUNT, ANNA] };
    await enrollments.change(TENANT, (current) => ({
      enrollment: current && { ...current, answers: { situation: said }, draft },
      outcome: undefined,
    }));

    await meet(BOTH);

    const { participants, ...after } = (await on.enrollment(TENANT)) ?? assert.fail();
    assert.deepEqual(
      participants.map(({ personId }) => personId),
      ['ben', ANNA],
    );
    assert.equal(after.answers['situation']?.by, ANNA);
    assert.deepEqual(after.draft?.by, [ANNA]);
  });

  it('in another spelling is theirs too', async () => {
    await on.enroll(TENANT, ANNA.toUpperCase());

    await meet(BOTH);

    const { participants } = (await on.enrollment(TENANT)) ?? assert.fail();
    assert.deepEqual(
      participants.map(({ personId }) => personId),
      [ANNA],
    );
  });

  it('of one account is apart in two tenants', async () => {
    await on.meet('tenant-2', ACCOUNT);
    await meet(BOTH);

    const other = await meet({ ...ALONE, tenantId: 'tenant-2' });
    const own = await meet(ALONE);

    assert.deepEqual([other, own], [ACCOUNT, ANNA]);
  });

  it('in the outbox goes on once', async () => {
    await on.meet(TENANT, ACCOUNT);
    await on.intake.accept([announcement()]);
    await on.enroll(TENANT, ACCOUNT, ANNA);
    await on.intake.accept([event()]);

    await meet(BOTH);
    await on.dispatcher.drain();

    assert.deepEqual([...on.subjects(ANNA)].sort(), ['announcement', 'verification.pending']);
    assert.equal(on.subjects().length, 2);
    assert.deepEqual(
      [...(await states())].sort(),
      ['sent', 'sent', 'suppressed'].map((state) => `${ANNA} ${state}`),
    );
  });

  it('under way is not sent again', async () => {
    await on.meet(TENANT, ACCOUNT);
    await on.intake.accept([announcement()]);
    const sending = { state: 'sending', claimed_by: 'claim' };
    await on.database.updateTable('outbox').set(sending).execute();
    const leaseEnd = on.time().getTime() + 60_000;
    await on.database
      .updateTable('lanes')
      .set({ claimed_by: 'claim', ready_at: leaseEnd })
      .execute();

    await meet(BOTH);
    await on.dispatcher.drain();

    assert.deepEqual(await states(), [`${ANNA} sending`]);
    on.pass(61_000);
    await on.dispatcher.drain();
    assert.deepEqual(await states(), [`${ANNA} sent`]);
  });

  it('in the outbox is found by the person also when it came late', async () => {
    await meet(BOTH);
    await on.meet(TENANT, ANNA);
    await on.intake.accept([announcement()]);
    await moveNotes(on.database, TENANT, { from: ANNA, to: ACCOUNT });

    await on.dispatcher.drain();
    await on.dispatcher.drain();

    assert.deepEqual(
      on.carried.map(({ to }) => to.userId),
      [ANNA],
    );
    assert.deepEqual(await states(), [`${ANNA} sent`]);
  });

  it('is found by the account that something was on its way to', async () => {
    await on.meet(TENANT, ACCOUNT);
    await meet(BOTH);
    const contacts = createContactsIn(on.database, () => on.time());
    const identities = createIdentitiesIn(on.database, () => on.time());

    const found = await withEveryId(contacts, identities).find(TENANT, ACCOUNT);

    assert.equal(found?.personId, ANNA);
  });

  it('is read together with who they are', async () => {
    await on.meet(TENANT, ANNA);
    await meet(BOTH);
    const identities = createIdentitiesIn(on.database, () => on.time());
    const contacts = createContactsIn(on.database, () => on.time());

    const isCached = await createTurnTransactions(on.database).run('turn', async () => {
      await identities.meet(BOTH);
      const before = await contacts.find(TENANT, ANNA);
      await on.database.deleteFrom('contacts').execute();
      return before !== undefined && before === (await contacts.find(TENANT, ANNA));
    });

    assert.ok(isCached);
  });
});

onPostgres('two replicas that meet one person at once', () => {
  for (const first of [BOTH, ALONE]) {
    it(`leave nothing behind when ${first === BOTH ? 'both ids come' : 'the account comes'} first`, async () => {
      const { url } = await freshDatabase();
      const [one, other] = [await openFor(url), await openFor(url)];
      const now = (): Date => new Date(0);
      const second = first === BOTH ? ALONE : BOTH;
      const hold = Promise.withResolvers<undefined>();
      const begun = Promise.withResolvers<undefined>();

      const early = createTurnTransactions(one).run('one', async () => {
        const personId = await createIdentitiesIn(one, now).meet(first);
        await createContactsIn(one, now).save(contactOf({ tenantId: TENANT, personId }));
        begun.resolve(undefined);
        await hold.promise;
      });
      await begun.promise;
      const late = createTurnTransactions(other).run('two', async () => {
        const personId = await createIdentitiesIn(other, now).meet(second);
        await createContactsIn(other, now).save(contactOf({ tenantId: TENANT, personId }));
      });
      await untilWaiting(one);
      hold.resolve(undefined);
      await Promise.all([early, late]);

      const kept = await one.selectFrom('contacts').select('person_id').execute();
      assert.deepEqual(
        kept.map(({ person_id: id }) => id),
        [ANNA],
      );
    });
  }
});

/** Until somebody waits for a lock. */
async function untilWaiting(database: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<object>`select 1 from pg_locks where not granted`.execute(database);
    if (rows.length > 0) return;
  }
}
