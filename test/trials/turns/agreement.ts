// Whether everything a turn writes agrees: turn records, the enrollment, the conversation's state, the contact and the outbox.

import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import type { Field } from './field.ts';
import { WAY, type Person } from './person.ts';

export interface Stored {
  readonly enrollment: Enrollment | undefined;
  /** As the conversation's state has it; undefined when no step is active. */
  readonly promptNumber: number | undefined;
  /** Ids of activities. */
  readonly turns: ReadonlySet<string>;
  readonly isMet: boolean;
  readonly notes: number;
}

/** What is stored of people, all of one moment. */
export function storedOf(field: Field, people: readonly Person[]): Promise<readonly Stored[]> {
  return field.read((database) => Promise.all(people.map((person) => storedIn(database, person))));
}

/** In: what was acknowledged before the reading. Out: what is wrong, in words. */
export function faultsOf(
  person: Person,
  acknowledged: ReadonlySet<string>,
  stored: Stored,
): string[] {
  const faults = person.said.flatMap(({ step, ids }) => {
    const isKept = ids.some((id) => stored.turns.has(id));
    const isThere = isIn(stored.enrollment, step);
    const name = `${person.conversation} ${step === '' ? 'begin' : step}`;
    return [
      ...(acknowledged.has(step) && !isThere ? [`${name}: acknowledged and not there`] : []),
      ...(isKept && !isThere ? [`${name}: its turn is there, the answer is not`] : []),
      ...(isThere && !isKept ? [`${name}: the answer is there, its turn is not`] : []),
    ];
  });
  return [...faults, ...disagreements(person, stored)];
}

/** The steps whose answers have been acknowledged by now. */
export function acknowledgedBy({ said }: Person): ReadonlySet<string> {
  return new Set(said.filter((one) => one.isAcknowledged).map(({ step }) => step));
}

function disagreements({ conversation, said }: Person, stored: Stored): string[] {
  const { enrollment, promptNumber, turns, isMet, notes } = stored;
  const answered = WAY.filter(({ step }) => step in (enrollment?.answers ?? {})).length;
  const faults: readonly (readonly [boolean, string])[] = [
    [isMet !== turns.size > 0, 'contact and turns disagree'],
    [notes !== Number(isMet), `${notes} notes in the outbox`],
    [enrollment === undefined && promptNumber !== undefined, 'an active form, and no enrollment'],
    [answered > Math.max(0, said.length - 1), 'more answers than were given'],
    ...positionFaults(enrollment, promptNumber, answered),
  ];
  return faults.flatMap(([isSo, what]) => (isSo ? [`${conversation}: ${what}`] : []));
}

/** The prompt number of the review is not compared; behind it there is no form. */
function positionFaults(
  enrollment: Enrollment | undefined,
  promptNumber: number | undefined,
  answered: number,
): readonly (readonly [boolean, string])[] {
  const asked = enrollment?.confirmedAt === null ? enrollment.asked : null;
  if (asked === null) return [];
  const isElsewhere = asked.step !== 'review' && promptNumber !== asked.visit;
  return [
    [isElsewhere, `the state says prompt ${String(promptNumber)}, the enrollment ${asked.visit}`],
    [asked.step !== WAY[answered]?.then, `${answered} answers, asked ${asked.step}`],
  ];
}

function isIn(enrollment: Enrollment | undefined, step: string): boolean {
  if (enrollment === undefined || step === '') return enrollment !== undefined;
  return step === 'confirm' ? enrollment.confirmedAt !== null : step in enrollment.answers;
}

async function storedIn(database: Database, person: Person): Promise<Stored> {
  const { tenantId, conversation } = person;
  const [row] = await database
    .selectFrom('enrollments')
    .select('data')
    .where('tenant_id', '=', tenantId)
    .execute();
  const [state] = await database
    .selectFrom('documents')
    .select('data')
    .where('key', '=', `msteams/conversations/${conversation}`)
    .execute();
  const turns = await database
    .selectFrom('turns')
    .select('activity_id')
    .where('tenant_id', '=', tenantId)
    .execute();
  const inTenant = async (table: 'contacts' | 'outbox'): Promise<number> =>
    (
      await database
        .selectFrom(table)
        .select('tenant_id')
        .where('tenant_id', '=', tenantId)
        .execute()
    ).length;
  return {
    enrollment: row && (JSON.parse(row.data) as Enrollment),
    promptNumber: promptNumberIn(state?.data),
    turns: new Set(turns.map(({ activity_id: id }) => id)),
    isMet: (await inTenant('contacts')) === 1,
    notes: await inTenant('outbox'),
  };
}

/** The one step dialog on the stack keeps the number of its prompt. */
function promptNumberIn(state: string | undefined): number | undefined {
  const found = /"promptNumber":(\d+)/u.exec(state ?? '');
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
