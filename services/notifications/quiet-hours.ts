// When a person wants no ping: evenings, nights and weekends by their own clock. Pure: the time is an argument.

/** Minutes since midnight by the person's own clock. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

/** The client of most people here tells its zone; who does not is taken to be in Germany. */
const HOME_ZONE = 'Europe/Berlin';
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const MORNING = 9 * 60;
/** Friday evening to Monday morning takes five hops; clock changes add one or two. */
const MOST_HOPS = 12;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The next moment at which a person of an IANA zone may be written to; the same time when it is not quiet. */
export function nextLoudTime(at: Date, timeZone: string | null, quiet: QuietHours | 'off'): Date {
  if (quiet === 'off') return at;
  return afterHops(at, (time) => minutesOfQuiet(localTime(time, timeZone), quiet));
}

/** 9:00 by the person's clock, tomorrow or next Monday. In: what they chose, the time, their zone. */
export function snoozeEnd(
  choice: 'tomorrow' | 'nextWeek',
  at: Date,
  timeZone: string | null,
): Date {
  const { weekday } = localTime(at.getTime(), timeZone);
  const days = choice === 'tomorrow' ? 1 : (8 - weekday) % 7 || 7;
  return afterHops(at, (time, hops) => {
    const { weekday: there, minutes } = localTime(time, timeZone);
    const left = (weekday + days - there + 7) % 7;
    return (hops === 0 ? days : left) * DAY_MINUTES + MORNING - minutes;
  });
}

/** In: how many minutes to wait from a time; a clock that changes meanwhile is why it is asked again until there are none. */
function afterHops(at: Date, waitFrom: (time: number, hops: number) => number): Date {
  let time = at.getTime();
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const wait = waitFrom(time, hops);
    if (wait === 0) break;
    time = Math.floor(time / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS;
  }
  return new Date(time);
}

interface LocalTime {
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minutes: number;
}

function minutesOfQuiet({ weekday, minutes }: LocalTime, { from, until }: QuietHours): number {
  if (weekday === 0 || weekday === 6) return DAY_MINUTES - minutes;
  const isQuiet =
    from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
  return isQuiet ? (until - minutes + DAY_MINUTES) % DAY_MINUTES : 0;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function localTime(time: number, timeZone: string | null): LocalTime {
  const parts = clockOf(timeZone ?? HOME_ZONE).formatToParts(time);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    weekday: WEEKDAYS.indexOf(part('weekday')),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** Making a clock is slow, so each is kept. A zone nobody knows is taken as home. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = newClock(timeZone) ?? newClock(HOME_ZONE) ?? new Intl.DateTimeFormat('en-US');
  if (clocks.size < 1000) clocks.set(timeZone, clock);
  return clock;
}

function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch {
    return undefined;
  }
}
