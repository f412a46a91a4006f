// A typed line as the answer to the open step: which field it is for, and what it means there.

import type { Act, Enrollment } from '../../services/enrollment/enrollment.ts';
import { draftFindings, fieldInQuestion, valuesOn } from '../../services/enrollment/drafts.ts';
import {
  fillField,
  fillFields,
  keepForLater,
  recordStep,
  type RecordOutcome,
} from '../../services/enrollment/record-step.ts';
import {
  fieldsOf,
  formFor,
  type Field,
  type FieldKind,
  type StepId,
} from '../../services/enrollment/steps.ts';
import { readChoice } from '../../services/reading/choice.ts';
import { folded } from '../../services/reading/plain-text.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import type { Values } from '../../services/enrollment/rules/finding.ts';
import type { Translate } from '../../services/texts/texts.ts';
import { optionKey } from '../cards/step-card.ts';
import type { TypedValues } from '../user-input.ts';

export interface TypedLine {
  readonly step: StepId;
  readonly text: string;
  readonly t: Translate;
}

/** What a value of a kind looks like when it could be nothing else. */
const LOOKS_LIKE: Readonly<Partial<Record<FieldKind, RegExp>>> = {
  email: /^\S+@\S+\.\S+$/u,
  phone: /^(?:\+|00)[\d\s()/-]{6,}$/u,
  website: /^(?:https?:\/\/|www\.)\S+$/iu,
};

const LEAVE_EMPTY = new Set(
  [
    'keine',
    'keiner',
    'keins',
    'haben wir nicht',
    'überspringen',
    'leer',
    'leer lassen',
    'none',
    'no',
    'nein',
    'skip',
    'leave empty',
  ].map(folded),
);

/** Files a typed line. In: the enrollment, the open step and the text. Out: as recordStep, or "noted" for one field of several. */
export function recordTyped(enrollment: Enrollment, typed: TypedLine, act: Act): RecordOutcome {
  const { step, text } = typed;
  if (isOnlyDoubtful(enrollment, step) && yesNo(text) === true) {
    return recordStep(enrollment, { step, values: valuesOn(enrollment, step) }, act);
  }
  const fields = fieldsOf(step);
  if (fields.every(({ optional }) => optional) && LEAVE_EMPTY.has(folded(text))) {
    return recordStep(enrollment, { step, values: {} }, act);
  }
  const field = fieldFor(enrollment, step, text);
  return fillField(enrollment, { step, field: field.id, text: readMeaning(field, typed) }, act);
}

/**
 * Files values read out of a message: those of the open step on its card, those of steps to come for later. Out: as recordStep,
 * or "noted" while something is missing, or is to be looked at first.
 */
export function recordValues(
  enrollment: Enrollment,
  step: StepId,
  { values, emptied, isShownFirst }: TypedValues,
  act: Act,
): RecordOutcome {
  const later = otherSteps(enrollment, step).reduce((kept, other) => {
    const own = pick(values, other);
    return Object.keys(own).length === 0
      ? kept
      : keepForLater(kept, { step: other, values: own }, act);
  }, enrollment);
  const own = pick(values, step);
  const empty = Object.fromEntries(emptied.map((field) => [field, '']));
  const isAllEmpty = fieldsOf(step).every(({ id, optional }) => optional && (own[id] ?? '') === '');
  if (isAllEmpty && emptied.length > 0) return recordStep(later, { step, values: {} }, act);
  return fillFields(later, { step, values: { ...empty, ...own }, isShownFirst }, act);
}

function otherSteps(enrollment: Enrollment, step: StepId): readonly StepId[] {
  return formFor(enrollment.answers['situation']?.values).filter((other) => other !== step);
}

function pick(values: Values, step: StepId): Values {
  const ids = new Set(fieldsOf(step).map(({ id }) => id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}

/** Whether a number may be meant by bare digits: the field in question takes one. */
export function expectsDigits(enrollment: Enrollment, step: StepId): boolean {
  const { id, kind } = fieldInQuestion(enrollment, step);
  return kind === 'digits' || kind === 'phone' || ['postalCode', 'registrationId'].includes(id);
}

/** The field of a step whose kind a whole line has: an address, a number with its country, a website. */
export function unmistakableField(step: StepId, text: string): Field | undefined {
  return fieldsOf(step).find(({ kind }) => LOOKS_LIKE[kind]?.test(text.trim()));
}

/** The field a typed line is for: one that it can only be meant for, else the one in question. */
export function fieldFor(enrollment: Enrollment, step: StepId, text: string): Field {
  return unmistakableField(step, text) ?? fieldInQuestion(enrollment, step);
}

function readMeaning(field: Field, { text, t }: TypedLine): string {
  if (field.kind !== 'choice') return text;
  const options = field.options.map((name) => ({ name, label: t(optionKey(field, name)) }));
  return readChoice(text, options) ?? text;
}

function isOnlyDoubtful(enrollment: Enrollment, step: StepId): boolean {
  const findings = draftFindings(enrollment, step);
  return findings.length > 0 && findings.every(({ weight }) => weight === 'doubt');
}
