// A message while it is understood: its words, what they may mean, and what they were said to.

import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { StepId } from '../../services/enrollment/steps.ts';
import type { Recognition } from '../../services/understanding/recognizer.ts';

/** A message while it is understood. */
export interface Message {
  readonly text: string;
  /** The same with its line breaks. */
  readonly lines: string;
  readonly recognition: Recognition;
  /** The company's, whether the person takes part or not. */
  readonly enrollment: Enrollment | undefined;
  /** The step that is open in this conversation. */
  readonly step: StepId | undefined;
  readonly isReviewOpen: boolean;
  /** The prompt number this conversation was shown last; 0 outside of the form. */
  readonly shownPrompt: number;
  /** Whether the company's form has gone on since. */
  readonly isBehind: boolean;
}

/** The same while a step of the form is open. */
export interface OpenStep extends Message {
  readonly step: StepId;
  readonly enrollment: Enrollment;
}
