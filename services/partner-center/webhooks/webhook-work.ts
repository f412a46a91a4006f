// Works off the webhook events that were stored: a customer accepted, and the resellers among ours whose customer it is
// are asked for, since the event names only the customer.

import type { Envelope } from '../../events/event-intake.ts';
import { backoffMs } from '../../http/retry-after.ts';
import { eventIdOf, sourceOf } from '../polling/origin.ts';
import type { NoAnswer } from '../partner-center.ts';
import type { DueEvent, PollingDeps } from '../polling/poll-store.ts';

const MINUTE_MS = 60_000;
const BACKOFF = { firstMs: MINUTE_MS, longestMs: 6 * 60 * MINUTE_MS };
/** With the longest waits this is about two days; then it is given up, and the log says so. */
const MOST_FAILURES = 16;

/** Works off what is due. Out: how many events; throws what the store throws. */
export async function workOff(
  deps: PollingDeps,
  at: number,
  leaseEnd: number,
  limit: number,
): Promise<number> {
  const due = await deps.book.dueEvents(at, leaseEnd, limit);
  for (const one of due) await workOn(deps, one);
  return due.length;
}

async function workOn(deps: PollingDeps, { event, failures }: DueEvent): Promise<void> {
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
  deps: PollingDeps,
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
  const accepted = await deps.intake.accept(envelopes);
  if (accepted.kind === 'refused') {
    deps.log.warn('partner-center-news-refused', { type: 'csp.customer.accepted' });
  }
  return undefined;
}

/** Only companies that are under way with us: of others nothing is kept. */
async function enrolledAmong(
  { enrollments }: PollingDeps,
  tenantIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const tenantId of tenantIds) {
    const enrollment = await enrollments.find(tenantId).catch(() => undefined);
    if (enrollment !== undefined) found.push(enrollment.tenantId);
  }
  return found;
}
