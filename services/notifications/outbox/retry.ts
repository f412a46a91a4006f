// What becomes of notes after an attempt: sent, ended, or once more and when. Pure.

import { backoffMs } from '../../http/retry-after.ts';
import type { DeliveryState, DeliveryOutcome } from '../notification.ts';
import type { Batch, BatchNotification, Settlement } from './outbox.ts';

type Later = Extract<DeliveryOutcome, { kind: 'later' }>;

const BACKOFF = { firstMs: 1_000, longestMs: 10 * 60_000 };
/** No note is tried for longer than this, nor given up before so many failures in a row: a clock may be set. */
export const GIVE_UP_MS = 24 * 60 * 60_000;
export const LEAST_FAILURES = 10;
/** A connector that asks for more is asked again all the same. */
export const LONGEST_RETRY_AFTER_MS = GIVE_UP_MS;
/** Times a person may have got the same note without anybody knowing: the first and one repetition. */
export const MOST_COPIES = 2;
/** Then the person is asked whether it came, in a message of its own; so often without an answer, and it is given up. */
export const MOST_INTERRUPTIONS = 6;
/** So often in a row an answer that may pass is given until it counts as final. */
export const FINAL_AFTER = 4;
/** From so many failures on the notes of a lane go one by one, so that a poisoned one is found out. */
export const ALONE_FROM = 2;

/** In: what was sent, what came back, a number from 0 to 1. Out: the new state of every note, and when the lane may go on. */
export function settle(
  parcel: Batch,
  outcome: DeliveryOutcome,
  { now, random }: { readonly now: number; readonly random: number },
): Settlement {
  const base = { lane: parcel.lane, tenantId: parcel.to.tenantId, claimId: parcel.claimId };
  switch (outcome.kind) {
    case 'sent':
      return { ...base, failures: 0, gateAt: 0, notes: ended(parcel, 'sent', asked(parcel)) };
    case 'never':
      if (outcome.state === 'dead' && parcel.notes.length > 1) {
        // One of several notes may be the cause, so each is tried alone.
        const notes = ended(parcel, 'queued', outcome.reason);
        return { ...base, failures: Math.max(parcel.failures, ALONE_FROM), gateAt: now, notes };
      }
      return {
        ...base,
        failures: 0,
        gateAt: 0,
        notes: ended(parcel, outcome.state, outcome.reason),
      };
    case 'later': {
      const failures = parcel.failures + 1;
      if (isFinal(outcome, failures)) {
        const reason = `${outcome.reason}, ${failures} times in a row`;
        return { ...base, failures: 0, gateAt: 0, notes: ended(parcel, 'unreachable', reason) };
      }
      const gateAt = now + delay(failures, outcome.retryAfterMs, random);
      const next = { gateAt, failures };
      const notes = parcel.notes.map((note) => again(note, outcome, next));
      const isOver = notes.every(({ state }) => state === 'dead');
      // The lane backs off also when its note is given up: the conversation is what is ill.
      return { ...base, failures: isOver ? 0 : failures, gateAt, notes };
    }
  }
}

function isFinal({ isFinalIfRepeated = false }: Later, failures: number): boolean {
  return isFinalIfRepeated && failures >= FINAL_AFTER;
}

/** Retry-After is not undercut, up to a day; without it, exponential with full jitter. */
export function delay(failures: number, retryAfterMs: number | undefined, random: number): number {
  const jitter = Math.ceil(random * backoffMs(failures, BACKOFF));
  if (retryAfterMs === undefined || !Number.isFinite(retryAfterMs)) return jitter;
  const asked = Math.min(LONGEST_RETRY_AFTER_MS, Math.max(0, Math.ceil(retryAfterMs)));
  return asked + Math.min(jitter, 1_000);
}

function again(
  note: BatchNotification,
  { reason, maybeArrived }: Later,
  { gateAt, failures }: Pick<Settlement, 'gateAt' | 'failures'>,
): Settlement['notes'][number] {
  const copies = note.copies + (maybeArrived ? 1 : 0);
  const base = { id: note.id, copied: maybeArrived };
  if (copies >= MOST_INTERRUPTIONS) {
    return { ...base, state: 'dead', error: `${reason}; may have arrived, so not sent again` };
  }
  if (gateAt - note.firstAttemptAt > GIVE_UP_MS && failures >= LEAST_FAILURES) {
    return { ...base, state: 'dead', error: `${reason}; given up after 24 hours` };
  }
  return { ...base, state: 'queued', error: reason };
}

/** Whether notes were sent so often without an answer that the person is asked about them instead. */
export function isDoubtful(notes: readonly { readonly copies: number }[]): boolean {
  return (notes[0]?.copies ?? 0) >= MOST_COPIES;
}

/** What a `sent` has to add: the person may have got it twice, or only the question whether it came. */
function asked({ notes }: Batch): string | null {
  return isDoubtful(notes) ? 'sent twice without an answer; she was asked whether it came' : null;
}

function ended({ notes }: Batch, state: DeliveryState, error: string | null): Settlement['notes'] {
  return notes.map(({ id }) => ({ id, state, error, copied: false }));
}
