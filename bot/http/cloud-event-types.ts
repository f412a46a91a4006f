// The type system of CloudEvents 1.0 [cloudevents-types]: which strings, moments and bytes an attribute can be.

/** All of Unicode but control characters, surrogates without their pair, and noncharacters. */
const STRING = /^[^\p{Cc}\p{Cs}\p{NChar}]*$/u;
/** RFC 3339: with an offset, or nobody could tell the moment. */
const TIMESTAMP =
  /^(?<day>\d{4}-\d\d-\d\d)T\d\d:\d\d:(?<second>\d\d)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/iu;
const LEAP = /(T\d\d:\d\d):60/iu;
/** RFC 4648, 4: with its padding. */
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/u;
const SECOND_MS = 1_000;

/** Whether a text can be a String: a joined emoji and a soft hyphen can, a line break cannot. */
export function isCloudEventString(text: string): boolean {
  return STRING.test(text);
}

/** In: a Timestamp. Out: the moment; undefined for what is none, or a day that does not exist. */
export function momentOf(text: string): Date | undefined {
  const parts = TIMESTAMP.exec(text)?.groups;
  if (parts === undefined || !isRealDay(parts['day'] ?? '')) return undefined;
  const isLeap = parts['second'] === '60';
  const moment = new Date(isLeap ? text.replace(LEAP, '$1:59').toUpperCase() : text.toUpperCase());
  if (Number.isNaN(moment.getTime())) return undefined;
  return isLeap ? afterLeap(moment) : moment;
}

/** In: a Binary in its string encoding. Out: the bytes; undefined when it is none. */
export function bytesOf(base64: string): Buffer | undefined {
  return BASE64.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** Date takes 30 February for 2 March. */
function isRealDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/** RFC 3339, 5.7: a leap second comes at 23:59:60 UTC. Date knows none, so it is the second after 59. */
function afterLeap(moment: Date): Date | undefined {
  const isDue = moment.getUTCHours() === 23 && moment.getUTCMinutes() === 59;
  return isDue ? new Date(moment.getTime() + SECOND_MS) : undefined;
}
