// Old records → today's shape, one version at a time.

import { z } from 'zod';
import { enrollmentShape, SCHEMA, type Enrollment } from './enrollment.ts';
import { factShape, type Fact } from './milestones.ts';

/** Milestones that releases before 0.3 do not know: kept where those leave them unread, so that both read one record. */
const LATER_MILESTONES: readonly string[] = ['partnerId'];

/** Takes a record of one version and gives it the shape of the next. */
export type Lift = (record: Record<string, unknown>) => Record<string, unknown>;

/** What lifts a record of version n to n + 1, by n. There was one version so far. */
const LIFTS: Readonly<Record<number, Lift>> = {};

const storedApart = z.looseObject({
  standing: z.looseObject({}),
  history: z.array(factShape),
  later: z.object({ standing: z.array(factShape), history: z.array(factShape) }),
});

/** Reads a stored record. In: what was parsed from the store. Out: today's shape; undefined when it is none. */
export function readEnrollment(stored: unknown, lifts = LIFTS): Enrollment | undefined {
  const parsed = enrollmentShape.safeParse(withLaterFacts(lifted(stored, lifts)));
  return parsed.success ? parsed.data : undefined;
}

/** The shape a record is stored in: also readable by the release before, while both run side by side. */
export function storedShapeOf(enrollment: Enrollment): Record<string, unknown> {
  const { standing, history, ...rest } = enrollment;
  const [own, later] = partition(Object.values(standing));
  const [past, laterPast] = partition(history);
  if (later.length === 0 && laterPast.length === 0) return { ...enrollment };
  return {
    ...rest,
    standing: Object.fromEntries(own.map((fact) => [fact.milestone, fact])),
    history: past,
    later: { standing: later, history: laterPast },
  };
}

function partition(facts: readonly Fact[]): readonly [readonly Fact[], readonly Fact[]] {
  const isLater = ({ milestone }: Fact): boolean => LATER_MILESTONES.includes(milestone);
  return [facts.filter((fact) => !isLater(fact)), facts.filter(isLater)];
}

/** Facts in the order of their times: what is stored apart was said between the others. */
function withLaterFacts(record: unknown): unknown {
  const parsed = storedApart.safeParse(record);
  if (!parsed.success) return record;
  const { later, standing, history, ...rest } = parsed.data;
  const apart = Object.fromEntries(later.standing.map((fact) => [fact.milestone, fact]));
  const all = [...history, ...later.history].sort((a, b) => a.at.localeCompare(b.at));
  return { ...rest, standing: { ...standing, ...apart }, history: all };
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
