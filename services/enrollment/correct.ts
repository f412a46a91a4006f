// One value put right, wherever the person stands: under its own step's rules, and back to where they were.

import type { Act, Enrollment } from './enrollment.ts';
import { confirm, edit, position } from './form.ts';
import { recordStep } from './record-step.ts';
import { fieldsOf, formFor, type StepId } from './steps.ts';

export interface Correction {
  readonly field: string;
  readonly value: string;
}

export type CorrectionOutcome =
  | {
      readonly kind: 'corrected';
      readonly enrollment: Enrollment;
      readonly step: StepId;
      readonly before: string;
      readonly after: string;
    }
  /** The step is open, with what is refused or doubtful about the value. */
  | { readonly kind: 'asked'; readonly enrollment: Enrollment; readonly step: StepId }
  | { readonly kind: 'unanswered' };

/** The answered step that has a field. Out: undefined when nothing was answered there yet. */
export function answeredStepOf(enrollment: Enrollment, field: string): StepId | undefined {
  return formFor(enrollment.answers['situation']?.values).find(
    (step) =>
      enrollment.answers[step] !== undefined && fieldsOf(step).some(({ id }) => id === field),
  );
}

/** Changes one answered value. A form that was confirmed stays so. */
export function correctValue(
  enrollment: Enrollment,
  { field, value }: Correction,
  act: Act,
): CorrectionOutcome {
  const step = answeredStepOf(enrollment, field);
  if (step === undefined) return { kind: 'unanswered' };
  const answered = enrollment.answers[step]?.values ?? {};
  const opened = edit(enrollment, step, act.at);
  const outcome = recordStep(opened, { step, values: { ...answered, [field]: value } }, act);
  if (outcome.kind !== 'recorded') return { kind: 'asked', enrollment: outcome.enrollment, step };
  const wasConfirmed = position(enrollment) === undefined;
  const closed = wasConfirmed ? confirm(outcome.enrollment, act) : undefined;
  const corrected = closed ?? outcome.enrollment;
  const valueIn = (one: Enrollment): string => one.answers[step]?.values[field] ?? '';
  const [before, after] = [valueIn(enrollment), valueIn(corrected)];
  return { kind: 'corrected', enrollment: corrected, step, before, after };
}
