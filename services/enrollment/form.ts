// Going through the form: what is asked next, and the ways back.

import type { Act, OpenQuestionPosition, Enrollment } from './enrollment.ts';
import { brokenBy, draftOf, takeUpDraft } from './drafts.ts';
import { fieldsOf, formFor, type StepId } from './steps.ts';
import type { Fact } from './milestones.ts';

export const REVIEW = 'review';
export type Position = StepId | typeof REVIEW;

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

/** The first step that has no answer, whose answer another one has broken, or where values wait that are no answer yet. */
export function firstOpen(enrollment: Enrollment): Position {
  const open = formFor(enrollment.answers['situation']?.values).find((step) =>
    isOpen(enrollment, step),
  );
  return open ?? REVIEW;
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
  const told: Fact[] = [
    { milestone: 'prepared', state: 'done', source: 'self', at, by },
    ...(hasPartnerId(enrollment)
      ? [{ milestone: 'partnerId', state: 'done', source: 'self', at, by } as const]
      : []),
  ];
  const news = told.filter(({ milestone }) => enrollment.standing[milestone]?.state !== 'done');
  const standing = Object.fromEntries(news.map((fact) => [fact.milestone, fact]));
  return {
    ...enrollment,
    asked: null,
    draft: null,
    drafts: {},
    pausedAt: null,
    confirmedAt: at,
    standing: { ...enrollment.standing, ...standing },
    history: [...enrollment.history, ...news],
  };
}

/** Everything said so far is forgotten and the first step asked again; who takes part stays. */
export function startOver(enrollment: Enrollment, at: string): Enrollment {
  const empty = { ...enrollment, answers: {}, draft: null, drafts: {}, directory: null };
  const forgotten = { ...empty, confirmedAt: null, standing: {}, history: [] };
  return ask(forgotten, 'situation', at);
}

/** Whether the form names a PartnerID to associate. */
function hasPartnerId({ answers }: Enrollment): boolean {
  return (answers['partnerId']?.values['partnerId'] ?? '') !== '';
}

/** Puts a step to the person, with what waits there; the cards shown before are stale from now on. */
export function ask(enrollment: Enrollment, step: Position, at: string): Enrollment {
  const promptNumber = enrollment.visits + 1;
  const asked: OpenQuestionPosition = { step, visit: promptNumber, since: at };
  return { ...takeUpDraft(enrollment, step), visits: promptNumber, asked, pausedAt: null };
}

function isOpen(enrollment: Enrollment, step: StepId): boolean {
  const answer = enrollment.answers[step];
  if (answer === undefined || draftOf(enrollment, step) !== undefined) return true;
  const lacks = fieldsOf(step).some((field) => !field.optional && !(field.id in answer.values));
  return lacks || brokenBy(enrollment, step).length > 0;
}
