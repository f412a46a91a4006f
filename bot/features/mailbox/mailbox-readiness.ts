// How the mailbox stands, for /readyz: off, in order, or what is wrong, with the days its subscriptions have left.

import type { MailSubscription } from '../../../services/mailbox/mailboxes.ts';
import type { MailboxState } from '../../../services/mailbox/worker.ts';
import { daysUntil, type PartState } from '../../monitoring/expiries.ts';

/** In: what is watched, and the time. Out: the first fault there is, in words where a person has to mend it. */
export function mailboxState({ watches, readFault }: MailboxState, now: Date): PartState {
  if (watches.length === 0) {
    return { state: 'off', reason: 'configured; name one with npm run mailbox -- watch' };
  }
  const fault = readFault ?? watches.find((watch) => watch.fault !== null)?.fault;
  const days = daysLeft(watches, now);
  const told = days === undefined ? {} : { daysLeft: days };
  if (fault) return { state: 'fault', reason: reasonOf(fault), ...told };
  const isProved = watches.some(({ subscriptionId }) => subscriptionId !== null);
  if (isProved) return { state: 'ok', ...told };
  return { state: 'unproved', reason: 'Graph has not yet been asked for a subscription' };
}

/** Days until the first subscription ends, to a tenth. Out: undefined when there is none. */
export function daysLeft(watches: readonly MailSubscription[], now: Date): number | undefined {
  const ends = watches.flatMap(({ expiresAt }) => expiresAt ?? []);
  if (ends.length === 0) return undefined;
  return daysUntil(new Date(Math.min(...ends)), now);
}

function reasonOf(fault: string): string {
  if (!/^(?:comparing\.)?(?:denied|40[13])\b/u.test(fault)) return fault;
  return `not permitted (${fault}): check secret, consent to Mail.Read, and the scope of its mailboxes`;
}
