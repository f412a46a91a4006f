// Everything a watched mailbox needs, done in steps that a timer drives: tend what is due, read what was announced.

import { createHash } from 'node:crypto';
import type { Envelope, EventIntake } from '../events/event-intake.ts';
import { assess, type Invitation } from './invitation.ts';
import { headerOf, type Mail } from './mail.ts';
import type { MailNotice, MailRefusal, MailSubscription } from './mailboxes.ts';
import { takeLifecycle, takeNotices, type NotificationVerdicts } from './change-notifications.ts';
import { waitAfter } from './patience.ts';
import type { Provider } from './provider-name.ts';
import { maintain, type MaintenanceDeps } from './maintenance.ts';

export const READINGS = ['noticed', 'passed', 'gone', 'failed', 'givenUp'] as const;
/** What became of a mail: told of, none of our business, not there any more, to be tried again, never to be read. */
export type MailReading = (typeof READINGS)[number];

export interface MailboxWorkerDeps extends MaintenanceDeps {
  /** Takes what the mailbox tells; believed no more than a mailbox. */
  readonly intake: Pick<EventIntake, 'accept'>;
  readonly providers: readonly Provider[];
  readonly counted?: ((reading: MailReading) => void) | undefined;
}

export interface MailboxState {
  readonly watches: readonly MailSubscription[];
  /** Code of why mails cannot be read, although Graph announces them. */
  readonly readFault: string | undefined;
}

export interface MailboxWorker {
  /** Does what is due, beginning with a comparison of every folder. Out: mails and mailboxes looked at. */
  watch(): Promise<number>;
  takeNotices(items: readonly unknown[]): Promise<NotificationVerdicts>;
  takeLifecycle(items: readonly unknown[]): Promise<NotificationVerdicts>;
  state(): Promise<MailboxState>;
  forget(): Promise<number>;
}

const MAILBOXES_AT_ONCE = 4;
const MAILS_AT_ONCE = 8;
const GIVE_UP_MS = 3 * 24 * 60 * 60_000;
/** A clock may be set: time alone ends nothing. */
const LEAST_ATTEMPTS = 5;
const SOURCE = 'urn:lotse:mailbox';

/** Makes it. In: the parts. No timers. */
export function createMailboxWorker(deps: MailboxWorkerDeps): MailboxWorker {
  const { mailboxes } = deps;
  let isFirst = true;
  const reads: { fault: string | undefined } = { fault: undefined };
  return {
    async watch() {
      if (isFirst) await mailboxes.compareAll();
      isFirst = false;
      const watches = await mailboxes.claim(MAILBOXES_AT_ONCE);
      await Promise.all(watches.map((one) => maintain(one, deps)));
      const notices = await mailboxes.claimNotices(MAILS_AT_ONCE);
      const readings = await Promise.all(notices.map((one) => readNotice(one, deps, reads)));
      for (const reading of readings) deps.counted?.(reading);
      return watches.length + notices.length;
    },
    takeNotices: (items) => takeNotices(items, mailboxes),
    takeLifecycle: (items) => takeLifecycle(items, mailboxes),
    async state() {
      return { watches: await mailboxes.list(), readFault: reads.fault };
    },
    forget: () => mailboxes.forget(),
  };
}

/** The event is stored before the notice is done with: a process that dies in between tells it once all the same. */
async function readNotice(
  notice: MailNotice,
  deps: MailboxWorkerDeps,
  reads: { fault: string | undefined },
): Promise<MailReading> {
  const { mailboxes, graph } = deps;
  const answer = await graph.read(notice, notice.messageId);
  if (answer.ok || answer.kind === 'denied') reads.fault = answer.ok ? undefined : answer.code;
  if (answer.ok) {
    const reading = await judge(notice, answer.value, deps);
    await mailboxes.settleNotice(notice, null);
    return reading;
  }
  return notRead(notice, answer, deps);
}

async function notRead(
  notice: MailNotice,
  answer: MailRefusal,
  { mailboxes, now, random, log }: MailboxWorkerDeps,
): Promise<MailReading> {
  const isOld = now().getTime() - notice.arrivedAt > GIVE_UP_MS;
  const isOver = isOld && notice.attempts >= LEAST_ATTEMPTS;
  if (answer.kind === 'gone' || answer.kind === 'refused' || isOver) {
    await mailboxes.settleNotice(notice, null);
    return answer.kind === 'gone' ? 'gone' : 'givenUp';
  }
  if (notice.attempts === 0) log.warn('mail-not-read', { code: answer.code });
  const wait = waitAfter(answer, notice.attempts, random());
  await mailboxes.settleNotice(notice, Math.round(now().getTime() + wait));
  return 'failed';
}

async function judge(
  notice: MailNotice,
  mail: Mail,
  deps: MailboxWorkerDeps,
): Promise<MailReading> {
  const { mailbox } = notice;
  const { invitation } = assess(mail, { mailbox, providers: deps.providers });
  if (invitation === undefined) return 'passed';
  const acceptance = await deps.intake.accept([envelopeOf(notice, inTime(mail, deps), invitation)]);
  if (acceptance.kind === 'accepted') return 'noticed';
  deps.log.warn('invitation-refused', { code: acceptance.faults[0]?.pointer ?? '' });
  return 'givenUp';
}

/** Two clocks may differ; an event of the future would be refused. */
function inTime(mail: Mail, { now }: MailboxWorkerDeps): Mail {
  const receivedAt = mail.receivedAt < now() ? mail.receivedAt : now();
  return { ...mail, receivedAt };
}

/** The same mail in two mailboxes of a company is one event. Nothing of the mail stands in its id. */
function envelopeOf(
  { tenantId, messageId }: MailNotice,
  mail: Mail,
  { providerName, senderDomain, url, warnings }: Invitation,
): Envelope {
  const name = headerOf(mail, 'message-id') ?? messageId;
  const id = createHash('sha256').update(`${tenantId}\n${name}`).digest('hex');
  return {
    id,
    source: SOURCE,
    type: 'csp.provider.invitationNoticed',
    subject: { kind: 'tenant', tenantId },
    time: mail.receivedAt.toISOString(),
    data: { providerName, senderDomain, invitationUrl: url, warnings },
  };
}
