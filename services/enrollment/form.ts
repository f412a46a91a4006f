// Going through the form: what is asked next, what an answer does, and the ways back.

import type { Act, OpenQuestionPosition, Enrollment } from './enrollment.ts';
import { check, type FieldFinding } from './check.ts';
import { fieldsOf, formFor, type Field, type StepId } from './steps.ts';
import { fileKnown, originsOf, proposalFindings, proposed } from './prefill.ts';
import type { Values } from './rules/finding.ts';

export const REVIEW = 'review';
export type Position = StepId | typeof REVIEW;

export type RecordOutcome =
  | { readonly kind: 'recorded'; readonly enrollment: Enrollment }
  | {
      readonly kind: 'refused' | 'doubtful' | 'noted';
      readonly enrollment: Enrollment;
      readonly findings: readonly FieldFinding[];
    };

/** The form of this company, the review last. */
export function formOf(enrollment: Enrollment): readonly Position[] {
  return [...formFor(enrollment.answers['situation']?.values), REVIEW];
}

/** What is put to the person now. Out: undefined when the form is done. A step no release knows any more yields to the first open one. */
export function position(enrollment: Enrollment): Position | undefined {
  if (enrollment.asked === null) return undefined;
  const { step } = enrollment.asked;
  return formOf(enrollment).find((one) => one === step) ?? firstOpen(enrollment);
}

/** How often a step was put to the person; what is stored calls it a visit. Each card shows its own: an older one is stale. */
export function promptNumberOf(enrollment: Enrollment | undefined): number {
  return enrollment?.asked?.visit ?? 0;
}

/** The first step that has no answer, or whose answer no longer passes the rules because another one was changed. */
export function firstOpen(enrollment: Enrollment): Position {
  const open = formFor(enrollment.answers['situation']?.values).find((step) =>
    isOpen(enrollment, step),
  );
  return open ?? REVIEW;
}

/** Files an answer under the step that was asked: after a release another may be open first. Out: recorded, refused or doubtful. */
export function recordStep(
  enrollment: Enrollment,
  { step, values }: { readonly step: StepId; readonly values: Values },
  act: Act,
): RecordOutcome {
  const { clean, refusals, doubts } = check(enrollment, step, values);
  const read = doubts.map((doubt) => keyOf(doubt, clean));
  const draft = { step, values: clean, read, withheld: withheldBy(refusals), typed: false };
  if (refusals.length > 0) {
    const findings = [...refusals, ...doubts];
    return { kind: 'refused', enrollment: { ...enrollment, draft }, findings };
  }
  if (doubts.some((doubt) => !wasRead(enrollment, step, doubt, keyOf(doubt, clean)))) {
    return { kind: 'doubtful', enrollment: { ...enrollment, draft }, findings: doubts };
  }
  const origins = originsOf(enrollment, step, clean);
  const filed = { values: clean, origins, at: act.at, by: act.by.personId };
  const answers = { ...enrollment.answers, [step]: filed };
  const answered = fileKnown({ ...enrollment, answers, draft: null });
  return { kind: 'recorded', enrollment: ask(answered, firstOpen(answered), act.at) };
}

/** Notes one typed value on the open card, and files the step once nothing is missing. Out: as recordStep, or "noted" till then. */
export function fillField(
  enrollment: Enrollment,
  { step, field, text }: { readonly step: StepId; readonly field: string; readonly text: string },
  act: Act,
): RecordOutcome {
  const values = { ...valuesOn(enrollment, step), [field]: text };
  const missing = fieldsOf(step).some(({ id, optional }) => !optional && (values[id] ?? '') === '');
  const { clean, refusals } = check(enrollment, step, values);
  const own = refusals.filter((refusal) => refusal.field === field);
  if (!missing && own.length === 0) return recordStep(enrollment, { step, values }, act);
  const read = [...readOn(enrollment, step)];
  const draft = { step, values: clean, read, withheld: withheldBy(refusals), typed: true };
  const noted = { ...enrollment, draft };
  return { kind: own.length > 0 ? 'refused' : 'noted', enrollment: noted, findings: own };
}

/** What is found wrong or doubtful with the values on the open card. A typed step is not blamed for what comes next. */
export function draftFindings(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  const waiting = enrollment.draft?.step === step ? enrollment.draft : null;
  if (waiting === null) return findingsBeforehand(enrollment, step);
  const { clean, refusals, doubts } = check(enrollment, step, waiting.values);
  const wrong = refusals.filter(({ field }) => !waiting.typed || clean[field] !== '');
  const others = wrong.filter(({ field }) => !waiting.withheld.includes(field));
  const secrets = waiting.withheld.map(
    (field) => ({ field, code: 'neverKept', weight: 'refusal' }) as const,
  );
  return [
    ...secrets,
    ...others,
    ...doubts.filter((doubt) => waiting.read.includes(keyOf(doubt, clean))),
  ];
}

/** Whether an answer was given before and another one has changed under it since. */
export function isAskedAgain(enrollment: Enrollment, step: StepId): boolean {
  return enrollment.draft?.step !== step && brokenBy(enrollment, step).length > 0;
}

/** The field somebody who types is most likely typing into: a faulty one, else the first empty one, else the first. */
export function fieldInQuestion(enrollment: Enrollment, step: StepId): Field {
  const fields = fieldsOf(step);
  const values = valuesOn(enrollment, step);
  const faulty = draftFindings(enrollment, step)[0]?.field;
  const empty = fields.filter(({ id }) => (values[id] ?? '') === '');
  const found =
    fields.find(({ id }) => id === faulty) ?? empty.find(({ optional }) => !optional) ?? empty[0];
  return found ?? fields[0];
}

/** The values a step's card shows: what waits on it, else what was answered. */
export function valuesOn(enrollment: Enrollment, step: StepId): Values {
  const answered = enrollment.answers[step]?.values ?? proposed(enrollment, step);
  return enrollment.draft?.step === step ? { ...answered, ...enrollment.draft.values } : answered;
}

/** One step back. Out: undefined when there is none before. */
export function stepBack(enrollment: Enrollment, at: string): Enrollment | undefined {
  const form = formOf(enrollment);
  const now = position(enrollment);
  const before = now === undefined ? undefined : form[form.indexOf(now) - 1];
  return before === undefined ? undefined : ask(enrollment, before, at);
}

/** Opens one section again, from the review or later. */
export function edit(enrollment: Enrollment, step: StepId, at: string): Enrollment {
  return ask(enrollment, step, at);
}

/** The person found all correct: the form is done and `prepared` is reached. Only from the review, with nothing open. */
export function confirm(
  enrollment: Enrollment,
  { at, by: { personId: by } }: Act,
): Enrollment | undefined {
  if (position(enrollment) !== REVIEW || firstOpen(enrollment) !== REVIEW) return undefined;
  const prepared = { milestone: 'prepared', state: 'done', source: 'self', at, by } as const;
  const standing = { ...enrollment.standing, prepared: enrollment.standing.prepared ?? prepared };
  const history = enrollment.standing.prepared === undefined ? [prepared] : [];
  return {
    ...enrollment,
    asked: null,
    draft: null,
    pausedAt: null,
    confirmedAt: at,
    standing,
    history: [...enrollment.history, ...history],
  };
}

/** Everything said so far is forgotten and the first step asked again; who takes part stays. */
export function startOver(enrollment: Enrollment, at: string): Enrollment {
  const empty = { ...enrollment, answers: {}, directory: null, confirmedAt: null };
  const forgotten = { ...empty, standing: {}, history: [] };
  return ask(forgotten, 'situation', at);
}

/** Puts a step to the person; the cards shown before are stale from now on. */
export function ask(enrollment: Enrollment, step: Position, at: string): Enrollment {
  const promptNumber = enrollment.visits + 1;
  const asked: OpenQuestionPosition = { step, visit: promptNumber, since: at };
  return { ...enrollment, visits: promptNumber, asked, draft: null, pausedAt: null };
}

/** Without a draft: an answer that another one has broken, or what the directory proposes and a rule finds fault with. */
function findingsBeforehand(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  return enrollment.answers[step] === undefined
    ? proposalFindings(enrollment, step)
    : brokenBy(enrollment, step);
}

function brokenBy(enrollment: Enrollment, step: StepId): readonly FieldFinding[] {
  const answer = enrollment.answers[step];
  return answer === undefined ? [] : check(enrollment, step, answer.values).refusals;
}

function isOpen(enrollment: Enrollment, step: StepId): boolean {
  const answer = enrollment.answers[step];
  if (answer === undefined) return true;
  const lacks = fieldsOf(step).some((field) => !field.optional && !(field.id in answer.values));
  return lacks || brokenBy(enrollment, step).length > 0;
}

function withheldBy(refusals: readonly FieldFinding[]): string[] {
  return refusals.filter(({ code }) => code === 'neverKept').map(({ field }) => field);
}

/** A doubt counts as read when the card showed it for this very value, or when the value was taken in spite of it before. */
function wasRead(enrollment: Enrollment, step: StepId, doubt: FieldFinding, key: string): boolean {
  const shown = readOn(enrollment, step);
  return shown.includes(key) || keyOf(doubt, enrollment.answers[step]?.values ?? {}) === key;
}

/** The doubts that the open card shows: those of what was sent, or else those under the directory's values. */
function readOn(enrollment: Enrollment, step: StepId): readonly string[] {
  if (enrollment.draft?.step === step) return enrollment.draft.read;
  if (enrollment.answers[step] !== undefined) return [];
  const found = proposalFindings(enrollment, step);
  if (found.length === 0) return [];
  const { clean } = check(enrollment, step, proposed(enrollment, step));
  return found.map((doubt) => keyOf(doubt, clean));
}

function keyOf({ field, code }: FieldFinding, values: Values): string {
  return `${field}:${code}:${values[field] ?? ''}`;
}
