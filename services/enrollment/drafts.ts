// Values that wait at a step: refused, doubtful, or typed and not yet complete. Each step keeps its own until they are an
// answer, whatever is asked meanwhile; the enrollment holds the open step's beside the others.

import { check, type FieldFinding } from './check.ts';
import type { Draft, Enrollment } from './enrollment.ts';
import { proposalFindings, proposed } from './prefill.ts';
import { fieldsOf, type Field, type StepId } from './steps.ts';
import type { Values } from './rules/finding.ts';

/** What waits at a step. Out: undefined when nothing does. */
export function draftOf(enrollment: Enrollment, step: string): Draft | undefined {
  return allDrafts(enrollment)[step];
}

/** The same enrollment with this draft at its step; those of other steps stay. */
export function withDraft(enrollment: Enrollment, draft: Draft): Enrollment {
  return { ...withoutDraft(enrollment, draft.step), draft };
}

/** The same enrollment with nothing waiting at this step. */
export function withoutDraft(enrollment: Enrollment, step: string): Enrollment {
  const { [step]: _gone, ...drafts } = allDrafts(enrollment);
  return { ...enrollment, draft: null, drafts };
}

/** The same enrollment with the open step's draft in front. In: the step that is asked from now on, or the review. */
export function takeUpDraft(enrollment: Enrollment, step: string): Enrollment {
  const waiting = draftOf(enrollment, step);
  const drafts = allDrafts(enrollment);
  return waiting === undefined
    ? { ...enrollment, draft: null, drafts }
    : withDraft(enrollment, waiting);
}

/** The values a step's card shows: what waits on it, else what was answered. */
export function valuesOn(enrollment: Enrollment, step: StepId): Values {
  const answered = enrollment.answers[step]?.values ?? proposed(enrollment, step);
  const waiting = draftOf(enrollment, step);
  return waiting === undefined ? answered : { ...answered, ...waiting.values };
}

/** What is found wrong or doubtful with the values on a step's card. A typed step is not blamed for what comes next. */
export function draftFindings(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  const waiting = draftOf(enrollment, step);
  if (waiting === undefined) return findingsBeforehand(enrollment, step);
  const { clean, refusals, doubts } = check(enrollment, step, waiting.values);
  const wrong = refusals.filter(({ field }) => !waiting.typed || clean[field] !== '');
  const others = wrong.filter(({ field }) => !waiting.withheld.includes(field));
  const secrets = waiting.withheld.map(
    (field) => ({ field, code: 'neverKept', weight: 'refusal' }) as const,
  );
  const shown = doubts.filter((doubt) => waiting.read.includes(doubtKey(doubt, clean)));
  return [...secrets, ...others, ...openDoubts(enrollment, step, { clean, doubts: shown })];
}

/** Doubts that nobody has agreed to: neither by the doubt's own button, nor when the same value was answered before. */
export function openDoubts(
  enrollment: Enrollment,
  step: StepId,
  { clean, doubts }: { readonly clean: Values; readonly doubts: readonly FieldFinding[] },
): readonly FieldFinding[] {
  const agreed = draftOf(enrollment, step)?.agreed ?? [];
  const answered = enrollment.answers[step]?.values ?? {};
  return doubts.filter((doubt) => {
    const key = doubtKey(doubt, clean);
    return !agreed.includes(key) && doubtKey(doubt, answered) !== key;
  });
}

/** The doubts that a step's card has shown: those of what was sent, or else those under the directory's values. */
export function doubtsRead(enrollment: Enrollment, step: StepId): readonly string[] {
  const waiting = draftOf(enrollment, step);
  if (waiting !== undefined) return waiting.read;
  if (enrollment.answers[step] !== undefined) return [];
  const found = proposalFindings(enrollment, step);
  if (found.length === 0) return [];
  const { clean } = check(enrollment, step, proposed(enrollment, step));
  return found.map((doubt) => doubtKey(doubt, clean));
}

/** Names a doubt about one very value; with another value, or with something else said of it, it is another doubt. */
export function doubtKey({ field, code, params = {} }: FieldFinding, values: Values): string {
  return [field, code, values[field] ?? '', ...Object.values(params)].join(':');
}

/** Whether a doubt's key is about this field. */
export function isKeyOf(key: string, field: string): boolean {
  return key.startsWith(`${field}:`);
}

/** Whether an answer was given before and another one has changed under it since. */
export function isAskedAgain(enrollment: Enrollment, step: StepId): boolean {
  return draftOf(enrollment, step) === undefined && brokenBy(enrollment, step).length > 0;
}

/** What the rules refuse of a step's answer by now, because another one has changed. */
export function brokenBy(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  const answer = enrollment.answers[step];
  return answer === undefined ? [] : check(enrollment, step, answer.values).refusals;
}

/** The field somebody who types is most likely typing into: a faulty one, else the first empty one, else the first. */
export function fieldInQuestion(enrollment: Enrollment, step: StepId): Field {
  const fields = fieldsOf(step);
  const values = valuesOn(enrollment, step);
  const faulty = draftFindings(enrollment, step)[0]?.field;
  const empty = fields.filter(({ id, hidden }) => hidden !== true && (values[id] ?? '') === '');
  const found =
    fields.find(({ id }) => id === faulty) ?? empty.find(({ optional }) => !optional) ?? empty[0];
  return found ?? fields[0];
}

export function allDrafts({ draft, drafts }: Enrollment): Readonly<Record<string, Draft>> {
  return draft === null ? drafts : { ...drafts, [draft.step]: draft };
}

/** Without a draft: an answer that another one has broken, or what the directory proposes and a rule finds fault with. */
function findingsBeforehand(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  return enrollment.answers[step] === undefined
    ? proposalFindings(enrollment, step)
    : brokenBy(enrollment, step);
}
