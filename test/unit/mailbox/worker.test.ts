// A mail that was announced is read once, whenever the process dies.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import { messageShape } from '../../../services/graph/graph-mail-shapes.ts';
import type { Mailboxes, MailGraph } from '../../../services/mailbox/mailboxes.ts';
import { createMailboxWorker, type MailboxWorker } from '../../../services/mailbox/worker.ts';
import { createMailboxesIn } from '../../../services/storage/stores/mailboxes-store.ts';
import { mail, MAILBOX, type GraphMail } from '../../fixtures/mails.ts';
import { onEachEngine } from '../../support/database.ts';
import { stage, type Stage } from '../../support/announcing.ts';

const REFUSED = { ok: false, kind: 'failed', code: 'unreachable' } as const;

onEachEngine('a mail that was announced', () => {
  let world: Stage;
  let mailboxes: Mailboxes;
  let given: GraphMail;

  beforeEach(async () => {
    world = await stage();
    mailboxes = createMailboxesIn(world.database, () => world.time());
    given = mail({ at: world.time() });
    await world.enroll('tenant-1', 'anna');
    await mailboxes.add([{ tenantId: 'tenant-1', mailbox: MAILBOX, messageId: 'm-1' }]);
  });

  function watching(differing: Partial<Mailboxes> = {}): MailboxWorker {
    const deps = depsOf(graphThatReads({ ok: true, value: messageShape.parse(given) }));
    return createMailboxWorker({ ...deps, mailboxes: { ...mailboxes, ...differing } });
  }

  it('is told once although the process dies after telling it', async () => {
    const dying = watching({ settleNotice: () => Promise.reject(new Error('killed')) });
    await assert.rejects(dying.watch());
    const soon = await watching().watch();
    world.pass(61_000);
    const later = await watching().watch();
    await world.dispatcher.drain();

    assert.deepEqual([soon, later], [0, 1]);
    assert.deepEqual(world.subjects(), ['provider.invitationNoticed']);
  });

  it('is not lost when the process dies before it has read it', async () => {
    await mailboxes.claimNotices(1);
    world.pass(61_000);
    await watching().watch();
    await world.dispatcher.drain();

    assert.deepEqual(world.subjects(), ['provider.invitationNoticed']);
  });

  it('is not taken a second time while somebody reads it', async () => {
    const [one, other] = await Promise.all([mailboxes.claimNotices(5), mailboxes.claimNotices(5)]);

    assert.equal(one.length + other.length, 1);
  });

  it('is given up after three days and some tries, since a clock may be set', async () => {
    const counted = sinon.fake();
    const failing = createMailboxWorker({ ...depsOf(graphThatReads(REFUSED)), counted });
    await failing.watch();
    world.pass(73 * 60 * 60_000);
    for (let tries = 0; tries < 5; tries += 1) {
      await failing.watch();
      world.pass(60 * 60_000);
    }

    assert.deepEqual(counted.args.flat(), [...Array<string>(5).fill('failed'), 'givenUp']);
    assert.equal(await failing.watch(), 0);
  });

  function depsOf(graph: MailGraph): Parameters<typeof createMailboxWorker>[0] {
    return {
      mailboxes,
      graph,
      intake: world.intakeFor('mailbox'),
      providers: [],
      now: () => world.time(),
      random: () => 0.5,
      newSecret: () => 'secret',
      log: { warn: () => undefined },
    };
  }
});

function graphThatReads(answer: Awaited<ReturnType<MailGraph['read']>>): MailGraph {
  return { read: () => Promise.resolve(answer) } as unknown as MailGraph;
}

onEachEngine('a notification while its mailbox is being tended', () => {
  it('is not overwritten by what tending made of it', async () => {
    const world = await stage();
    const mailboxes = createMailboxesIn(world.database, () => world.time());
    const box = { tenantId: 'tenant-1', mailbox: MAILBOX };
    await mailboxes.watch(box);
    await mailboxes.begin(box, { subscriptionId: 's-1', secretHash: 'x', expiresAt: 9e15 });
    const [taken] = await mailboxes.claim(1);
    assert.ok(taken);

    await mailboxes.missed('s-1');
    await mailboxes.removed('s-1');
    await mailboxes.reauthorize('s-1');
    await mailboxes.settle(taken, { renewAt: 9e15, syncAt: 9e15, reauthorize: false });

    const [after] = await mailboxes.claim(1);
    assert.equal(after?.subscriptionId, null);
    assert.ok(after.syncAt <= world.time().getTime() && after.renewAt <= world.time().getTime());
  });
});
