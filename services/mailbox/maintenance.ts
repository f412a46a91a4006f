// Keeps one mailbox's subscription alive and its folder compared. What is due is done; what fails is tried again later.

import type {
  MailAnswer,
  Mailbox,
  Mailboxes,
  MailGraph,
  MailRefusal,
  SubscriptionUpdate,
  MailSubscription,
} from './mailboxes.ts';
import { LIFETIME_MS, renewalTime, SYNC_EVERY_MS, waitAfter } from './patience.ts';
import { hashOf } from './secret.ts';

export interface MaintenanceDeps {
  readonly mailboxes: Mailboxes;
  readonly graph: MailGraph;
  readonly now: () => Date;
  readonly random: () => number;
  /** A new secret that Graph repeats with every notification. */
  readonly newSecret: () => string;
  readonly log: { warn(event: string, fields?: Readonly<Record<string, string>>): void };
}

/** Pages in one go; endless paging ends here, and goes on where it was after a minute. */
const MOST_PAGES = 20;
const PAUSE_MS = 60_000;
/** So begins the code of a fault that a good comparison mends. */
const COMPARING = 'comparing.';
/** Mail may become visible a little after its own time. */
const OVERLAP_MS = 10 * 60_000;

/** Does what is due for a mailbox. In: what was claimed. Throws only what the store throws. */
export async function maintain(watch: MailSubscription, deps: MaintenanceDeps): Promise<void> {
  if (watch.state === 'leaving') return leave(watch, deps);
  const now = deps.now().getTime();
  const tended = { ...(await subscriptionOf(watch, deps)) };
  const compareNow = watch.syncAt <= now || tended.subscriptionId !== undefined;
  if (compareNow) Object.assign(tended, await compare(watch, tended, deps));
  if (tended.fault !== undefined && tended.fault !== null && tended.fault !== watch.fault) {
    deps.log.warn('mailbox-failed', { code: tended.fault });
  }
  await deps.mailboxes.settle(watch, tended);
}

async function subscriptionOf(
  watch: MailSubscription,
  deps: MaintenanceDeps,
): Promise<SubscriptionUpdate> {
  const now = deps.now().getTime();
  const { subscriptionId: id, expiresAt } = watch;
  const isDue = watch.renewAt <= now;
  if (id === null || (expiresAt ?? 0) <= now) return isDue ? create(watch, deps) : {};
  if (isDue) return renew(watch, id, deps);
  return watch.reauthorize ? reauthorize(watch, id, deps) : {};
}

async function reauthorize(
  watch: MailSubscription,
  id: string,
  deps: MaintenanceDeps,
): Promise<SubscriptionUpdate> {
  const answer = await deps.graph.reauthorize(watch, id);
  if (answer.ok) return { reauthorize: false, failures: 0, fault: null };
  return answer.kind === 'gone' ? create(watch, deps) : laterFor(watch, answer, deps);
}

/** A renewal authorizes anew as well. */
async function renew(
  watch: MailSubscription,
  id: string,
  deps: MaintenanceDeps,
): Promise<SubscriptionUpdate> {
  const now = deps.now().getTime();
  const answer = await deps.graph.renew(watch, id, now + LIFETIME_MS);
  if (!answer.ok) {
    return answer.kind === 'gone' ? create(watch, deps) : laterFor(watch, answer, deps);
  }
  return believed(watch, answer.value, deps);
}

async function create(watch: MailSubscription, deps: MaintenanceDeps): Promise<SubscriptionUpdate> {
  const secret = deps.newSecret();
  const until = deps.now().getTime() + LIFETIME_MS;
  const answer = await deps.graph.subscribe(watch, { secret, until });
  if (!answer.ok) return laterFor(watch, answer, deps);
  const { id: subscriptionId, expiresAt } = answer.value;
  const begun = { subscriptionId, expiresAt, secretHash: hashOf(secret) };
  // At once: Graph may notify from now on, and what is not known is dropped.
  await deps.mailboxes.begin(watch, begun);
  return { ...believed(watch, answer.value, deps), subscriptionId };
}

/** Graph may give less time than was asked for; an end in the past is no end but a fault. */
function believed(
  watch: MailSubscription,
  { expiresAt }: { readonly expiresAt: number },
  deps: MaintenanceDeps,
): SubscriptionUpdate {
  const now = deps.now().getTime();
  if (expiresAt <= now) {
    return laterFor(watch, { ok: false, kind: 'failed', code: 'ends-in-the-past' }, deps);
  }
  const renewAt = Math.round(renewalTime(now, expiresAt, deps.random()));
  return { expiresAt, renewAt, reauthorize: false, failures: 0, fault: null };
}

function laterFor(
  watch: MailSubscription,
  refusal: MailRefusal,
  { now, random }: MaintenanceDeps,
): SubscriptionUpdate {
  const wait = waitAfter(refusal, watch.failures, random());
  return {
    renewAt: Math.round(now().getTime() + wait),
    failures: watch.failures + 1,
    fault: faultOf(refusal),
  };
}

/** Asks what came into the folder since the last time, page by page; each page is kept before the next is asked for. */
async function compare(
  watch: MailSubscription,
  tended: SubscriptionUpdate,
  deps: MaintenanceDeps,
): Promise<SubscriptionUpdate> {
  const began = deps.now().getTime();
  let from: string | number = watch.deltaLink ?? watch.since;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer = await pageAt(watch, from, deps);
    if (!answer.ok) return notCompared(watch, { answer, from, tended }, deps);
    from = answer.value.link;
    if (!answer.value.isLast) continue;
    const mended = watch.fault?.startsWith(COMPARING) === true ? { fault: null } : {};
    const since = began - OVERLAP_MS;
    return { deltaLink: from, since, syncAt: began + SYNC_EVERY_MS, ...mended };
  }
  return { deltaLink: from as string, syncAt: began + PAUSE_MS };
}

async function pageAt(
  box: Mailbox,
  from: string | number,
  { graph, mailboxes }: MaintenanceDeps,
): ReturnType<MailGraph['changes']> {
  const answer = await graph.changes(box, from);
  if (!answer.ok) return answer;
  const { tenantId, mailbox } = box;
  const { messageIds } = answer.value;
  await mailboxes.add(messageIds.map((messageId) => ({ tenantId, mailbox, messageId })));
  return answer;
}

interface Interruption {
  readonly answer: Extract<MailAnswer<unknown>, { ok: false }>;
  readonly from: string | number;
  readonly tended: SubscriptionUpdate;
}

/** A link that is too old (410) is given up: the next comparison begins at the time of the last whole one. */
function notCompared(
  watch: MailSubscription,
  { answer, from, tended }: Interruption,
  deps: MaintenanceDeps,
): SubscriptionUpdate {
  const now = deps.now().getTime();
  if (answer.kind === 'expired') return { deltaLink: null, syncAt: now };
  const wait = waitAfter(answer, watch.failures, deps.random());
  return {
    ...(typeof from === 'string' ? { deltaLink: from } : {}),
    syncAt: Math.round(now + wait),
    failures: (tended.failures ?? watch.failures) + 1,
    fault: `${COMPARING}${faultOf(answer)}`,
  };
}

async function leave(watch: MailSubscription, deps: MaintenanceDeps): Promise<void> {
  const { subscriptionId: id } = watch;
  const answer = id === null ? undefined : await deps.graph.unsubscribe(watch, id);
  const isOver = answer === undefined || answer.ok || answer.kind !== 'throttled';
  // What could not be ended ends by itself within three days, and its notifications are nobody's.
  if (isOver) await deps.mailboxes.remove(watch);
  else await deps.mailboxes.settle(watch, laterFor(watch, answer, deps));
}

function faultOf({ kind, code }: MailRefusal): string {
  return `${kind}.${code}`;
}
