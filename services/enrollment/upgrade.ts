// Old records → today's shape, one version at a time.

import { enrollmentShape, SCHEMA, type Enrollment } from './enrollment.ts';

/** Takes a record of one version and gives it the shape of the next. */
export type Lift = (record: Record<string, unknown>) => Record<string, unknown>;

/** What lifts a record of version n to n + 1, by n. There was one version so far. */
const LIFTS: Readonly<Record<number, Lift>> = {};

/** Reads a stored record. In: what was parsed from the store. Out: today's shape; undefined when it is none. */
export function readEnrollment(stored: unknown, lifts = LIFTS): Enrollment | undefined {
  const parsed = enrollmentShape.safeParse(lifted(stored, lifts));
  return parsed.success ? parsed.data : undefined;
}

function lifted(stored: unknown, lifts: Readonly<Record<number, Lift>>): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  let record = stored as Record<string, unknown>;
  for (let version = Number(record['schema']); version < SCHEMA; version += 1) {
    const lift = lifts[version];
    if (lift === undefined) return record;
    record = { ...lift(record), schema: version + 1 };
  }
  return record;
}
