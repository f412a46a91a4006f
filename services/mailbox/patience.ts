// When the mailbox is asked again: renewals well before the end, and after a failure longer each time. Pure.

import { backoffMs, halfJitter } from '../http/retry-after.ts';
import type { MailRefusal } from './mailboxes.ts';

const MINUTE_MS = 60_000;
/** Below both documented maxima, 4,230 and 10,080 minutes [mailbox-subscription-length]. */
export const LIFETIME_MS = 4_200 * MINUTE_MS;
/** Notifications that Graph could not deliver for 4 hours are lost; comparing the folder finds them. */
export const SYNC_EVERY_MS = 6 * 60 * MINUTE_MS;
const BACKOFF = { firstMs: 5_000, longestMs: 10 * MINUTE_MS };
/** Consent has to be given by a person. */
const DENIED_WAIT_MS = 30 * MINUTE_MS;

/** When to renew. In: now, the end as Graph answered it, chance from 0 to 1. Out: about half of the time that is left. */
export function renewalTime(now: number, expiresAt: number, chance: number): number {
  const left = Math.max(0, expiresAt - now);
  return now + Math.max(MINUTE_MS / 2, left * (0.4 + 0.2 * chance));
}

/** How long to wait after a refusal. In: the refusal, failures in a row, chance from 0 to 1. Never less than Graph asked for. */
export function waitAfter(
  { kind, retryAfterMs }: MailRefusal,
  failures: number,
  chance: number,
): number {
  const most = kind === 'denied' ? DENIED_WAIT_MS : backoffMs(failures, BACKOFF);
  return Math.max(retryAfterMs ?? 0, halfJitter(most, chance));
}
