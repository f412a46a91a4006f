// Old records → today's shape, one version at a time.

import { enrollmentShape, SCHEMA, type Enrollment } from './enrollment.ts';

type Lift = (record: Record<string, unknown>) => Record<string, unknown>;

/** What lifts a record of version n to n + 1, by n. */
const LIFTS: Readonly<Record<number, Lift>> = { 1: withOrigins };

/** Reads a stored record. In: what was parsed from the store. Out: today's shape; undefined when it is none. */
export function readEnrollment(stored: unknown): Enrollment | undefined {
  const parsed = enrollmentShape.safeParse(lifted(stored));
  return parsed.success ? parsed.data : undefined;
}

function lifted(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  let record = stored as Record<string, unknown>;
  for (let version = Number(record['schema']); version < SCHEMA; version += 1) {
    const lift = LIFTS[version];
    if (lift === undefined) return record;
    record = { ...lift(record), schema: version + 1 };
  }
  return record;
}

/** Before version 2 nothing was read from a directory: every value was typed. */
function withOrigins(record: Record<string, unknown>): Record<string, unknown> {
  const answers = Object.entries(record['answers'] as Record<string, { values?: object }>);
  const lifted = answers.map(([step, answer]) => {
    const fields = Object.keys(answer.values ?? {});
    return [step, { ...answer, origins: Object.fromEntries(fields.map((id) => [id, 'typed'])) }];
  });
  return { ...record, directory: null, answers: Object.fromEntries(lifted) as object };
}
