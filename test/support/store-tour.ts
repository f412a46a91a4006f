// Every store asked for everything it can do, so that each of its statements is compiled and run once.

import { beginEnrollment, type Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Database } from '../../services/storage/database/database.ts';
import { createWriteProbe } from '../../services/storage/database/write-probe.ts';
import { outboxMessageFor } from '../../services/notifications/outbox/outbox.ts';
import { addMessages } from '../../services/storage/outbox/outbox-rows.ts';
import { createClockMarksIn } from '../../services/storage/maintenance/clock-marks.ts';
import { createContactsIn } from '../../services/storage/stores/contacts-store.ts';
import { createDocumentsIn } from '../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../services/storage/stores/enrollments-store.ts';
import { forgetPerson } from '../../services/storage/stores/forget-person.ts';
import { removeAged } from '../../services/storage/stores/age-retention.ts';
import { createIdentitiesIn } from '../../services/storage/stores/identities-store.ts';
import { createInvitationsIn } from '../../services/storage/stores/invitations-store.ts';
import { createMailboxesIn } from '../../services/storage/stores/mailboxes-store.ts';
import {
  createHintsIn,
  createPollStoreIn,
  createRefreshTokensIn,
} from '../../services/storage/stores/partner-center-store.ts';
import { createQuestionsIn } from '../../services/storage/stores/questions-store.ts';
import { createTurnsIn } from '../../services/storage/stores/turns-store.ts';
import { createTurnTransactions } from '../../services/storage/transactions/turn-transaction.ts';
import { announcement, event, HOURS, MONDAY, stage } from './announcing.ts';
import { contactOf } from './notes.ts';

const NOW = (): Date => new Date(MONDAY);
const TENANT = 'tenant-1';
const OBJECT_ID = '00000000-0000-4000-8000-00000000a77a';
const BY = { personId: 'anna', name: 'Anna', joinedAt: MONDAY };
const THROTTLED = { kind: 'later', reason: '429', maybeArrived: false, isThrottled: true } as const;

/** Goes through all of them over one database, in turns and outside. */
export async function tourStores(database: Database): Promise<void> {
  const turns = createTurnTransactions(database);
  await turns.run('conversation', () => tourRecords(database));
  await tourDocuments(database);
  await tourTurns(database);
  await tourMailboxes(database);
  await tourPartnerCenter(database);
  await tourNotifications(database);
  await createWriteProbe(database, ':memory:', NOW)();
  await turns.run('people', () => tourPeople(database));
  await tourAges(database);
  await tourClock(database);
}

async function tourPeople(database: Database): Promise<void> {
  const identities = createIdentitiesIn(database, NOW);
  const contacts = createContactsIn(database, NOW);
  const [tenantId, accountId] = ['people', '29:anna'];
  const alone = { tenantId, accountId, objectId: undefined };
  await identities.meet(alone);
  for (const personId of [accountId, OBJECT_ID]) {
    await contacts.save(contactOf({ tenantId, personId }));
    const about = { event: { source: '/tour', id: personId }, subject: 'mpa.signed' } as const;
    const to = { tenantId, userId: personId };
    const note = outboxMessageFor(`note-${personId}`, to, { ...about, values: {}, at: MONDAY });
    await addMessages(database, [note], NOW().getTime());
  }
  const personId = await identities.meet({ ...alone, objectId: OBJECT_ID });
  await identities.find(alone);
  await identities.idsOf(tenantId, personId);
  await identities.forget(tenantId, personId);
}

async function tourAges(database: Database): Promise<void> {
  const periods = { enrollmentDays: 1, contactDays: 1 };
  const later = (hours: number): Date => new Date(NOW().getTime() + hours * HOURS);
  await createContactsIn(database, NOW).save(contactOf({ tenantId: 'aged', personId: 'p' }));
  await createEnrollmentsIn(database, NOW).change('aged', () => ({
    enrollment: beginEnrollment('aged', 'aged', { by: BY, at: MONDAY }),
    outcome: undefined,
  }));
  for (const hours of [0, 40, 80]) await removeAged(database, later(hours), periods);
}

async function tourClock(database: Database): Promise<void> {
  const marks = createClockMarksIn(database, createEnrollmentsIn(database, NOW));
  for (const seenAt of [1, 2]) await marks.write({ seenAt, leaptAt: null });
  await marks.read();
  await marks.bound(Date.parse(MONDAY));
  await marks.moveBack({ at: 1, by: 1, after: 1 });
}

async function tourRecords(database: Database): Promise<void> {
  const contacts = createContactsIn(database, NOW);
  for (let times = 0; times < 2; times += 1)
    await contacts.save(contactOf({ tenantId: 't', personId: 'p' }));
  await contacts.find('t', 'p');
  await contacts.remove('t', 'p');
  const enrollments = createEnrollmentsIn(database, NOW);
  const change = (enrollment: Enrollment | null): Promise<unknown> =>
    enrollments.change('t', () => ({ enrollment, outcome: undefined }));
  const begun = beginEnrollment('one', 't', { by: BY, at: MONDAY });
  for (const enrollment of [begun, { ...begun, visits: 2 }, null, begun]) await change(enrollment);
  await enrollments.find('t');
  await enrollments.setAside('t');
  const questions = createQuestionsIn(database);
  const asked = { language: 'de', outcome: 'unknown', topics: [], at: MONDAY } as const;
  await questions.note({ ...asked, text: 'was' });
  for (const helpful of [true, false]) await questions.rate('mpa', helpful);
  await Promise.all([questions.open(1), questions.ratings()]);
}

async function tourDocuments(database: Database): Promise<void> {
  const documents = createDocumentsIn(database, NOW);
  const write = (key: string, expected?: string) => ({ key, data: '{}', expected });
  await documents.write([write('a')]);
  await documents.write([write('a', '1')]);
  await documents.write([write('a'), write('b')]);
  await documents.read(['a']);
  await documents.read(['a', 'b']);
  await documents.setAside('a');
  await documents.remove(['b']);
}

async function tourTurns(database: Database): Promise<void> {
  const turns = createTurnsIn(database);
  const key = { tenantId: 't', conversation: 'c', activityId: 'a' };
  const at = Date.parse(MONDAY);
  const heard = { digest: '', asked: '', localTime: '', channelTime: '', receivedAt: at };
  const rest = { answeredAt: null, state: 'unsent', owner: 'o', sent: 0 } as const;
  const turn = { ...heard, ...rest, activityId: 'a', personId: 'p', replies: '', answer: '' };
  await turns.add(key, turn);
  await turns.latest(key);
  await turns.find(key);
  await turns.settle([{ key, state: 'done', sent: 1, at }]);
  await turns.erase('t', 'p');
}

async function tourMailboxes(database: Database): Promise<void> {
  const boxes = createMailboxesIn(database, NOW);
  const box = { tenantId: 't', mailbox: 'm' };
  await boxes.watch(box);
  await boxes.unwatch(box);
  await boxes.watch(box);
  await boxes.compareAll();
  await boxes.begin(box, { subscriptionId: 's', secretHash: 'h', expiresAt: 1 });
  await boxes.subscribed(['s']);
  await boxes.reauthorize('s');
  await boxes.removed('s');
  await boxes.missed('s');
  for (const claimed of await boxes.claim(1)) {
    await boxes.settle(claimed, { renewAt: 2, syncAt: 3, failures: 0 });
  }
  await boxes.add([{ ...box, messageId: 'x' }]);
  for (const notice of await boxes.claimNotices(1)) await boxes.settleNotice(notice, null);
  await boxes.list();
  await boxes.forget();
  await boxes.remove(box);
}

async function tourPartnerCenter(database: Database): Promise<void> {
  const credential = { kind: 'secret', secret: 'secret' } as const;
  const app = { tenantId: 't', clientId: 'c', credential, refreshToken: 'first' };
  const tokens = createRefreshTokensIn(database, app, NOW);
  for (const token of ['second', 'third']) await tokens.keep(token);
  await tokens.read();
  const book = createPollStoreIn(database, 't');
  await book.watch('t', ['prepared'], 0);
  for (const poll of await book.due(1, 2, 1)) {
    await book.settle(poll, { dueAt: 3, failures: 0, learnt: {} });
    await book.drop(poll);
  }
  const webhook = { key: 'k', name: 'test-created', changedAt: 0, customerId: undefined };
  for (let times = 0; times < 2; times += 1) await book.receive(webhook, 0);
  for (const due of await book.dueEvents(1, 2, 1)) await book.settleEvent(due.event.key, null, 0);
  await book.forget(1);
  await book.changed(0, '', 1);
  await createHintsIn(database)('t');
}

async function tourNotifications(database: Database): Promise<void> {
  const on = await stage({ database });
  const people = ['anna', 'ben', 'carla', 'dora', 'emil', 'franz'];
  const user = { kind: 'user', userId: 'gerd' } as const;
  await on.intake.accept([event(), announcement({ subject: user })]);
  await on.enroll(TENANT, ...people);
  await on.personAppeared(TENANT, 'anna');
  await on.personAppeared(TENANT, 'gerd');
  on.answers.push(...people.map(() => THROTTLED));
  await on.dispatcher.drain();
  on.pass(HOURS);
  await on.dispatcher.drain();
  const to = { tenantId: TENANT, userId: 'anna' };
  const [newest] = (await on.intake.deliveries({ limit: 1, state: 'sent' })).deliveries;
  const id = newest?.id ?? '';
  const told = { tenantId: TENANT, userId: newest?.recipient.userId ?? '' };
  await on.acknowledgements.snooze(told, id, new Date(MONDAY));
  await on.acknowledgements.seen(told, id);
  await on.acknowledgements.kindOf(told, id);
  await on.readUpTo(to, on.time());
  await tourInvitations(on);
  on.answers.push({ kind: 'never', state: 'dead', reason: 'no' });
  await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'ben' } })]);
  await on.dispatcher.drain();
  for (const { id: dead } of (await on.intake.deliveries({ limit: 9, state: 'dead' })).deliveries) {
    await on.intake.replay(dead);
  }
  await on.personLeft(TENANT, 'ben', 'gone');
  await on.personAppeared(TENANT, 'ben');
  const again = event({ subject: { kind: 'enrollment', id: `enrollment-${TENANT}` } });
  for (let times = 0; times < 2; times += 1) await on.intake.accept([again]);
  await on.intake.find(again.source, again.id);
  on.pass(60 * 24 * HOURS);
  await on.remind();
  await on.dispatcher.drain();
  await on.insight();
  on.pass(60 * 24 * HOURS);
  await on.forget();
  await forgetPerson(on.database, on.time(), { tenantId: TENANT, personId: 'anna' });
}

async function tourInvitations(on: Awaited<ReturnType<typeof stage>>): Promise<void> {
  const data = { providerName: 'Nordlicht', senderDomain: 'a.example', warnings: [] };
  const type = 'csp.provider.invitationNoticed';
  await on.intakeFor('mailbox').accept([event({ type, data })]);
  const { deliveries } = await on.intake.deliveries({ limit: 1 });
  const [{ id, recipient } = { id: '', recipient: { tenantId: TENANT, userId: 'anna' } }] =
    deliveries;
  const invitations = createInvitationsIn(on.database);
  await invitations.find(recipient, id);
  await invitations.settle(recipient, id, true);
}
