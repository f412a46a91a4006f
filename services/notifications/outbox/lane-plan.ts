// What a person gets now: nothing they turned off, nothing at night but what is urgent, and several notes as one.

import { ALL_KINDS } from '../../contacts/contacts.ts';
import { nextLoudTime, type QuietHours } from '../quiet-hours.ts';
import type { DueLane, DueNotification, LanePlan } from './outbox.ts';
import { ALONE_FROM, isDoubtful, MOST_INTERRUPTIONS } from './retry.ts';
import { categoryOf, hasOwnButton } from '../notification.ts';

/** Notes in one message: more would come near the size limit [message-size]. The card shows every one of them. */
const MOST_FOLDED = 6;
/** As many buttons as a card has beside those for read, later and not any more [store-card-actions]. */
const MOST_WITH_BUTTONS = 2;
/** A note with a longer text goes alone, so that the card need not cut it. */
const LONGEST_FOLDED = 600;

/** Decides about the due notes of a lane. Out: what to send as one message, what has ended, until when the lane rests. */
export function planLane(
  { contact, failures, notes }: DueLane,
  { now, quietHours }: { readonly now: number; readonly quietHours: QuietHours | 'off' },
): LanePlan {
  if (contact === undefined) {
    const error = 'this person is not known to the bot (any more)';
    return { ...REST, end: notes.map(({ id }) => ({ id, state: 'unreachable', error })) };
  }
  const { muted } = contact;
  const isOff = ({ subject }: DueNotification): boolean =>
    muted.includes(ALL_KINDS) || muted.includes(categoryOf(subject));
  const live = notes.filter((note) => !isSpent(note) && note.moot === undefined);
  const wanted = live.filter((note) => !isOff(note));
  const end = [
    ...notes.filter(isSpent).map(spent),
    ...notes.flatMap(mooted),
    ...live.filter(isOff).map(turnedOff),
  ];
  const loudAt = nextLoudTime(new Date(now), contact.timeZone, quietHours).getTime();
  // Once something urgent goes, the rest goes with it: one ping, and the order stays.
  const isTime = loudAt <= now || wanted.some(({ priority }) => priority === 0);
  if (!isTime) return { send: [], end, restUntil: loudAt };
  return { send: wanted.slice(0, foldable(wanted, failures)), end, restUntil: 0 };
}

/** How many go as one. What may have arrived before goes without anything new, so that only that is repeated. */
function foldable(notes: readonly DueNotification[], failures: number): number {
  if (failures >= ALONE_FROM || isDoubtful(notes)) return 1;
  const isAgain = isRepeat(notes);
  const last = notes.findIndex(
    (note, at) =>
      isDoubtful([note]) ||
      note.copies > 0 !== isAgain ||
      (at > 0 && isLong(notes, at)) ||
      notes.slice(0, at + 1).filter(hasOwnButton).length > MOST_WITH_BUTTONS,
  );
  return last === -1 ? MOST_FOLDED : Math.min(last, MOST_FOLDED);
}

/** Whether a note, or the first before it, fills a message by itself. */
function isLong(notes: readonly DueNotification[], at: number): boolean {
  return [notes[0], notes[at]].some((note) =>
    Object.values(note?.values ?? {}).some((text) => text.length > LONGEST_FOLDED),
  );
}

/** Whether a message repeats one that may have arrived. */
export function isRepeat(notes: readonly { readonly copies: number }[]): boolean {
  return (notes[0]?.copies ?? 0) > 0;
}

const REST = { send: [], restUntil: 0 } as const;

/** Interrupted time and again, also when they were only asked about it. */
function isSpent({ copies }: DueNotification): boolean {
  return copies >= MOST_INTERRUPTIONS;
}

function spent({ id }: DueNotification): LanePlan['end'][number] {
  return {
    id,
    state: 'dead',
    error: 'interrupted again and again; may have arrived, so not sent again',
  };
}

function mooted(note: DueNotification): LanePlan['end'] {
  if (note.moot === undefined || isSpent(note)) return [];
  return [{ id: note.id, state: 'suppressed', error: note.moot }];
}

function turnedOff({ id }: DueNotification): LanePlan['end'][number] {
  return { id, state: 'suppressed', error: 'turned off by the person' };
}
