// What the company's directory knows, as values of the form: shown beforehand, or filed where nothing is left to ask.

import { check, isOfThisTenant, type FieldFinding } from './check.ts';
import type { StepAnswer, Enrollment, Origin } from './enrollment.ts';
import { fieldsOf, formFor, type StepId } from './steps.ts';
import type { Values } from './rules/finding.ts';

const NOTHING: Values = {};

/** The values a step's card shows before anybody answered it: the directory's, and the seat where the tenant is. */
export function proposed(enrollment: Enrollment, step: StepId): Values {
  const known = knownOf(enrollment, step);
  const country = enrollment.answers['account']?.values['tenantCountry'];
  return step === 'company' && country !== undefined ? { ...known, country } : known;
}

/** What is wrong or doubtful with the directory's values on a card that nobody has answered yet. */
export function proposalFindings(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  const known = knownOf(enrollment, step);
  if (isNothing(known)) return [];
  const { refusals, doubts } = check(enrollment, step, proposed(enrollment, step));
  return [...refusals, ...doubts].filter(({ field }) => (known[field] ?? '') !== '');
}

/** Where each value is from: the directory's as long as it is the same. In: values as they are kept. */
export function originsOf(
  enrollment: Enrollment,
  step: StepId,
  values: Values,
): Readonly<Record<string, Origin>> {
  const given = knownOf(enrollment, step);
  const known = isNothing(given) ? {} : check(enrollment, step, proposed(enrollment, step)).clean;
  const origins = Object.entries(values).map(([field, value]) => {
    const same = value !== '' && (given[field] ?? '') !== '' && known[field] === value;
    return [field, same ? 'directory' : 'typed'] as const;
  });
  return Object.fromEntries(origins);
}

/** Files the steps that the directory answers for sure and without a doubt; takes them back when another tenant is gone on with. */
export function fileKnown(enrollment: Enrollment): Enrollment {
  const situation = enrollment.answers['situation']?.values;
  if (situation === undefined) return enrollment;
  if (!isOfThisTenant(enrollment.answers)) return withoutFiled(enrollment);
  return formFor(situation).reduce(withStep, enrollment);
}

function withStep(enrollment: Enrollment, step: StepId): Enrollment {
  const { answers, directory } = enrollment;
  if (directory === null || answers[step] !== undefined || !isSure(enrollment, step)) {
    return enrollment;
  }
  if (isBeingAnswered(enrollment, step)) return enrollment;
  const { clean, refusals, doubts } = check(enrollment, step, proposed(enrollment, step));
  if (refusals.length > 0 || doubts.length > 0) return enrollment;
  const { at, by } = directory;
  const origins = originsOf(enrollment, step, clean);
  return { ...enrollment, answers: { ...answers, [step]: { values: clean, origins, at, by } } };
}

/** Where somebody's own values wait, nothing is filed over their head. */
function isBeingAnswered({ draft, drafts }: Enrollment, step: StepId): boolean {
  return draft?.step === step || step in drafts;
}

/** Optional fields alone are no answer: nobody was asked whether there is more. */
function isSure(enrollment: Enrollment, step: StepId): boolean {
  const known = knownOf(enrollment, step);
  const needed = fieldsOf(step).filter(({ optional }) => !optional);
  const unsure = enrollment.directory?.unsure ?? [];
  return needed.length > 0 && needed.every(({ id }) => id in known && !unsure.includes(id));
}

function withoutFiled(enrollment: Enrollment): Enrollment {
  const own = Object.entries(enrollment.answers).filter(([, answer]) => !isFiled(answer));
  return { ...enrollment, answers: Object.fromEntries(own) };
}

function isFiled({ values, origins }: StepAnswer): boolean {
  const given = Object.keys(values).filter((field) => values[field] !== '');
  return given.length > 0 && given.every((field) => origins[field] === 'directory');
}

/** Most companies do not sign in: what nobody knows need not be checked. */
function isNothing(known: Values): boolean {
  return Object.keys(known).length === 0;
}

function knownOf({ answers, directory }: Enrollment, step: StepId): Values {
  return isOfThisTenant(answers) ? (directory?.values[step] ?? NOTHING) : NOTHING;
}
