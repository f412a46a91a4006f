// Notices when the machine's clock is set: back, and what was put off under the wrong time is moved back with it; ahead, and
// nothing is removed by age until the new time has stood for a day. Pure but for its port.

export interface ClockMark {
  /** The latest time that a process saw, epoch milliseconds. */
  readonly seenAt: number;
  /** When the clock was last found far ahead of where it was; null when it goes on evenly. */
  readonly leaptAt: number | null;
}

/** Port: what is known of the clock over a restart, and the times that are stored. */
export interface ClockMarks {
  read(): Promise<ClockMark | undefined>;
  write(mark: ClockMark): Promise<void>;
  /** Moves stored times that lie after `after` back. Out: false when another process has done so already. */
  moveBack(moved: {
    readonly at: number;
    readonly by: number;
    readonly after: number;
  }): Promise<boolean>;
  /** Brings times that lie farther ahead than anything is ever put off to now. Out: how many. */
  bound(at: number): Promise<number>;
}

export interface ClockWatchDeps {
  readonly marks: ClockMarks;
  readonly now: () => Date;
  readonly log: { warn(event: string, fields: Readonly<Record<string, number>>): void };
}

export interface ClockWatch {
  /** Looks at the clock; to be called every second or so. Throws what the store throws. */
  check(): Promise<void>;
  /** The same, then: whether it has gone on evenly for a day, so that things may be removed by their age. */
  isSteady(): Promise<boolean>;
  /** Writes down the latest time. */
  close(): Promise<void>;
}

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
/** Our own clock against itself. */
const BACK_MS = 2 * SECOND_MS;
/** Ours against that of a process before us, or of another replica: two may differ a little. */
const BACK_FROM_OTHERS_MS = 60 * SECOND_MS;
/** A machine that slept for so long counts as well: a day of patience does no harm. */
const LEAP_MS = HOUR_MS;
/** A bot that was off for so long. */
const LEAP_OVER_RESTART_MS = 7 * DAY_MS;
const STEADY_MS = DAY_MS;
/** A leap is noticed within a second or so. */
const UNNOTICED_MS = 60 * SECOND_MS;
const WRITE_EVERY_MS = 15 * SECOND_MS;

/** Makes the watch. In: the marks of the database, the clock, the log. */
export function createClockWatch(deps: ClockWatchDeps): ClockWatch {
  let own: ClockMark | undefined;
  let writtenAt = -Infinity;
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    const at = deps.now().getTime();
    const isFirst = own === undefined;
    const before = own ?? (await deps.marks.read());
    if (isFirst) await bound(deps, at);
    const after = before === undefined ? fresh(at) : await judged(deps, before, { at, isFirst });
    own = after;
    const isChanged = after.leaptAt !== before?.leaptAt;
    if (!isChanged && Math.abs(at - writtenAt) < WRITE_EVERY_MS) return;
    await deps.marks.write(after);
    writtenAt = at;
  }

  /** One at a time: two would move the same times twice. */
  function check(): Promise<void> {
    running ??= look().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    check,
    async isSteady() {
      await check();
      return own?.leaptAt == null;
    },
    async close() {
      if (own !== undefined) await deps.marks.write({ ...own, seenAt: deps.now().getTime() });
    },
  };
}

function fresh(at: number): ClockMark {
  return { seenAt: at, leaptAt: null };
}

async function judged(
  { marks, log }: ClockWatchDeps,
  { seenAt, leaptAt }: ClockMark,
  { at, isFirst }: { readonly at: number; readonly isFirst: boolean },
): Promise<ClockMark> {
  const by = seenAt - at;
  const [back, leap] = isFirst ? [BACK_FROM_OTHERS_MS, LEAP_OVER_RESTART_MS] : [BACK_MS, LEAP_MS];
  if (by > back) {
    // What was put off before the clock ran ahead lies before that moment, and is right.
    const since = leaptAt === null ? at : leaptAt - UNNOTICED_MS;
    await marks.moveBack({ at, by, after: Math.max(at, since) });
    log.warn('clock-set-back', { seconds: Math.round(by / SECOND_MS) });
    return fresh(at);
  }
  if (-by > leap) {
    log.warn('clock-ran-ahead', { seconds: Math.round(-by / SECOND_MS) });
    return { seenAt: at, leaptAt: leaptAt ?? at };
  }
  const isOver = leaptAt !== null && at - leaptAt >= STEADY_MS;
  return { seenAt: at, leaptAt: isOver ? null : leaptAt };
}

/** What an earlier release, or a process without this watch, left in the future. */
async function bound({ marks, log }: ClockWatchDeps, at: number): Promise<void> {
  const count = await marks.bound(at);
  if (count > 0) log.warn('times-brought-to-now', { count });
}
