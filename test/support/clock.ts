// A stage whose clock is watched, as the bot watches it.

import { createClockWatch, type ClockWatch } from '../../services/clock/clock-watch.ts';
import type { Envelope } from '../../services/events/event-intake.ts';
import { createClockMarksIn } from '../../services/storage/maintenance/clock-marks.ts';
import { createEnrollmentsIn } from '../../services/storage/stores/enrollments-store.ts';
import { announcement, HOURS, type Stage } from './announcing.ts';

export const JUMP = 45 * 24 * HOURS;

export function watching(on: Stage): ClockWatch {
  const now = (): Date => on.time();
  const marks = createClockMarksIn(on.database, createEnrollmentsIn(on.database, now));
  return createClockWatch({ marks, now, log: { warn: () => undefined } });
}

/** News for one person, of now. */
export function toUser(on: Stage, userId: string): Envelope {
  return announcement({ subject: { kind: 'user', userId }, time: on.time().toISOString() });
}
