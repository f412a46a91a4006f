// Counting business days: Microsoft's times are given in them. Holidays are not known here.

const DAY_MS = 24 * 60 * 60_000;

/** The same hour some business days later; Saturdays and Sundays do not count. In: a time, how many. */
export function businessDaysAfter(at: Date, days: number): Date {
  let time = at.getTime();
  for (let left = days; left > 0;) {
    time += DAY_MS;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(time);
}

export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}
