// A company's enrollment as one participant may have it: what is theirs and the company's, colleagues without names and ids.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { EnrollmentsTable } from '../database/schema.ts';
import { enrollmentIn, jsonIn } from '../stores/stored-json.ts';

/** In: a row, and the person's ids. Out: one record, or none when they have no part in it. */
export function enrollmentSeenBy(
  row: EnrollmentsTable,
  ids: readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  const enrollment = enrollmentIn(row.data);
  const { tenant_id: tenantId, updated_at: updatedAt } = row;
  const outside = { tenant_id: tenantId, updated_at: updatedAt };
  if (enrollment === undefined) return [{ ...outside, unreadable: jsonIn(row.data) ?? row.data }];
  return hasPart(enrollment, ids) ? [{ ...outside, ...seenBy(enrollment, ids) }] : [];
}

function hasPart(
  { participants, answers, history, standing, directory }: Enrollment,
  ids: readonly string[],
): boolean {
  const acts = [...Object.values(answers), ...history, ...Object.values(standing)];
  const said = [...acts, directory ?? {}].map((act) => (act as { by?: string }).by);
  return [...participants.map(({ personId }) => personId), ...said].some(
    (id) => id !== undefined && ids.includes(id),
  );
}

/** The values are the company's; who gave which is told of the person alone. */
function seenBy(enrollment: Enrollment, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const { participants, directory, ...rest } = enrollment;
  const own = participants.filter(({ personId }) => ids.includes(personId));
  const theirs = participants.filter((one) => !own.includes(one)).map(({ personId }) => personId);
  const isOwn = directory !== null && ids.includes(directory.by);
  const whole = { ...rest, participants: own, directory: isOwn ? directory : null };
  const seen = JSON.parse(JSON.stringify(whole), (name, value: unknown) =>
    typeof value === 'string' && (theirs.includes(value) || (name === 'by' && !ids.includes(value)))
      ? 'somebody else'
      : value,
  ) as Readonly<Record<string, unknown>>;
  return { ...seen, colleagues: theirs.length };
}
