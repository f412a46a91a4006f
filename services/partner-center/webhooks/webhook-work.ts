// Works off the webhook events that were stored: a customer accepted, and the resellers among ours whose customer it is
// are asked for, since the event names only the customer.

import type { Enrollments } from '../../enrollment/enrollments.ts';
import type { Envelope, EventIntake } from '../../events/event-intake.ts';
import { backoffMs } from '../../http/retry-after.ts';
import type { DispatcherLog } from '../../notifications/outbox/dispatcher.ts';
import { eventIdOf, sourceOf } from '../polling/origin.ts';
import type { PartnerCenter, NoAnswer } from '../partner-center.ts';
import type { DueEvent, PollStore } from '../polling/poll-store.ts';

interface WebhookWorkDeps {
  readonly book: PollStore;
  readonly partnerCenter: PartnerCenter;
  readonly enrollments: Pick<Enrollments, 'find'>;
  readonly door: Pick<EventIntake, 'accept'>;
  readonly ownTenantId: string;
  readonly now: () => Date;
  readonly log: Pick<DispatcherLog, 'warn'>;
}

const MINUTE_MS = 60_000;
const BACKOFF = { firstMs: MINUTE_MS, longestMs: 6 * 60 * MINUTE_MS };
/** With the longest waits this is about two days; then it is given up, and the log says so. */
const MOST_FAILURES = 16;

/** Works off what is due. Out: how many events; throws what the store throws. */
export async function workOff(
  deps: WebhookWorkDeps,
  {
    at,
    leaseEnd,
    limit,
  }: { readonly at: number; readonly leaseEnd: number; readonly limit: number },
): Promise<number> {
  const due = await deps.book.dueEvents(at, leaseEnd, limit);
  for (const one of due) await workOn(deps, one);
  return due.length;
}

async function workOn(deps: WebhookWorkDeps, { event, failures }: DueEvent): Promise<void> {
  const { book, now } = deps;
  const silence = await customerAccepted(deps, event);
  if (silence === undefined) return book.settleEvent(event.key, null, failures);
  const isOver = failures + 1 >= MOST_FAILURES || silence.reason === 'refused';
  if (isOver) deps.log.warn('partner-center-event-given-up', { code: silence.code });
  const wait = backoffMs(failures, BACKOFF);
  const dueAt = Math.max(now().getTime() + wait, silence.retryAt ?? 0);
  return book.settleEvent(event.key, isOver ? null : dueAt, failures + 1);
}

/** Out: undefined when it is done. */
async function customerAccepted(
  deps: WebhookWorkDeps,
  { key, customerId, changedAt }: DueEvent['event'],
): Promise<NoAnswer | undefined> {
  if (customerId === undefined) return undefined;
  const resellers = await deps.partnerCenter.customerResellers(customerId);
  if (resellers.kind === 'silence') return resellers;
  const tenants = await enrolledAmong(deps, new Set([...resellers.value, deps.ownTenantId]));
  if (tenants.length === 0) return undefined;
  const customer = await deps.partnerCenter.customer(customerId);
  if (customer.kind === 'silence') return customer;
  const { companyName: customerName } = customer.value;
  const envelopes = tenants.map((tenantId): Envelope => ({
    id: eventIdOf(key, tenantId),
    source: sourceOf(deps.ownTenantId),
    type: 'csp.customer.accepted',
    subject: { kind: 'tenant', tenantId },
    time: new Date(changedAt).toISOString(),
    data: { customerName },
  }));
  const accepted = await deps.door.accept(envelopes);
  if (accepted.kind === 'refused') {
    deps.log.warn('partner-center-news-refused', { type: 'csp.customer.accepted' });
  }
  return undefined;
}

/** Only companies that are under way with us: of others nothing is kept. */
async function enrolledAmong(
  { enrollments }: WebhookWorkDeps,
  tenantIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const tenantId of tenantIds) {
    const enrollment = await enrollments.find(tenantId).catch(() => undefined);
    if (enrollment !== undefined) found.push(enrollment.tenantId);
  }
  return found;
}
