// Filing what was sent for a step, on a card or by typing: an answer, or a draft that says what is refused or doubtful.

import { check, type FieldFinding } from './check.ts';
import {
  doubtKey,
  doubtsRead,
  draftFindings,
  draftOf,
  isKeyOf,
  openDoubts,
  valuesOn,
  withDraft,
  withoutDraft,
} from './drafts.ts';
import type { Act, Draft, Enrollment } from './enrollment.ts';
import { ask, firstOpen } from './form.ts';
import { fileKnown, originsOf } from './prefill.ts';
import { fieldsOf, type StepId } from './steps.ts';
import type { Values } from './rules/finding.ts';

export type RecordOutcome =
  | { readonly kind: 'recorded'; readonly enrollment: Enrollment }
  | {
      readonly kind: 'refused' | 'doubtful' | 'noted';
      readonly enrollment: Enrollment;
      readonly findings: readonly FieldFinding[];
    };

export interface SentStep {
  readonly step: StepId;
  readonly values: Values;
}

/** What a doubt's own buttons say: it stands as it is, or take this value instead. */
export type DoubtReply =
  | { readonly kind: 'agreed'; readonly field: string }
  | { readonly kind: 'replaced'; readonly field: string; readonly value: string };

/** What is sent, and which doubts that agrees to, by their keys: for good, or only if nothing else is in the way. */
interface Sending extends SentStep {
  readonly agreed: readonly string[];
  readonly again: readonly string[];
}

/**
 * Files an answer under the step that was asked: after a release another may be open first. Sending again agrees to the
 * doubts that the card showed, unless a refusal stood there too [interface-form]. Out: recorded, refused or doubtful.
 */
export function recordStep(enrollment: Enrollment, sent: SentStep, act: Act): RecordOutcome {
  const { step } = sent;
  const isRefused = draftFindings(enrollment, step).some(({ weight }) => weight === 'refusal');
  const again = isRefused ? [] : doubtsRead(enrollment, step);
  return record(enrollment, { ...sent, agreed: [], again }, act);
}

/** Notes one typed value on the open card, and files the step once nothing is missing. Out: as recordStep, or "noted" till then. */
export function fillField(
  enrollment: Enrollment,
  { step, field, text }: { readonly step: StepId; readonly field: string; readonly text: string },
  act: Act,
): RecordOutcome {
  return fillFields(enrollment, { step, values: { [field]: text } }, act);
}

/** The same with several values at once. With `isShownFirst` the step stays open though nothing is missing. */
export function fillFields(
  enrollment: Enrollment,
  { step, values: typed, isShownFirst = false }: SentStep & { readonly isShownFirst?: boolean },
  act: Act,
): RecordOutcome {
  const values = { ...valuesOn(enrollment, step), ...typed };
  const missing = fieldsOf(step).some(({ id, optional }) => !optional && (values[id] ?? '') === '');
  const { clean, refusals } = check(enrollment, step, values);
  const own = refusals.filter(({ field }) => field in typed);
  if (!missing && own.length === 0 && !isShownFirst) {
    const read = doubtsRead(enrollment, step);
    const agreed = read.filter((key) => Object.keys(typed).some((field) => isKeyOf(key, field)));
    return record(enrollment, { step, values, agreed, again: [] }, act);
  }
  const { read, agreed } = {
    read: doubtsRead(enrollment, step),
    agreed: [],
    ...draftOf(enrollment, step),
  };
  const draft = { step, values: clean, read: [...read], agreed, typed: true };
  const noted = withDraft(enrollment, {
    ...draft,
    withheld: withheldBy(refusals),
    by: authors(enrollment, step, act),
  });
  return { kind: own.length > 0 ? 'refused' : 'noted', enrollment: noted, findings: own };
}

/** Keeps values for a step that is not open and has no answer: its card shows them when its turn comes. Others stay as they are. */
export function keepForLater(
  enrollment: Enrollment,
  { step, values }: SentStep,
  act: Act,
): Enrollment {
  if (enrollment.answers[step] !== undefined || enrollment.asked?.step === step) return enrollment;
  const { clean, refusals } = check(enrollment, step, { ...valuesOn(enrollment, step), ...values });
  const { read, agreed } = { read: [], agreed: [], ...draftOf(enrollment, step) };
  const by = authors(enrollment, step, act);
  const draft = {
    step,
    values: clean,
    read,
    agreed,
    typed: true,
    withheld: withheldBy(refusals),
    by,
  };
  return { ...enrollment, drafts: { ...enrollment.drafts, [step]: draft } };
}

/**
 * A doubt's own button was pressed. What is sent beside it counts; inputs that did not come along keep the card's values, and
 * only the doubt named is agreed to, for the value the card showed. Out: as recordStep; undefined: the card shows no such doubt.
 */
export function replyToDoubt(
  enrollment: Enrollment,
  { step, values, reply }: SentStep & { readonly reply: DoubtReply },
  act: Act,
): RecordOutcome | undefined {
  if (!isOnCard(enrollment, step, reply)) return undefined;
  if (reply.kind === 'replaced' && reply.value.trim() === '') return undefined;
  const sent = { ...valuesOn(enrollment, step), ...values };
  if (reply.kind === 'replaced') {
    const replaced = { ...sent, [reply.field]: reply.value };
    return record(enrollment, { step, values: replaced, agreed: [], again: [] }, act);
  }
  const agreed = doubtsRead(enrollment, step).filter((key) => isKeyOf(key, reply.field));
  return record(enrollment, { step, values: sent, agreed, again: [] }, act);
}

function record(enrollment: Enrollment, sending: Sending, act: Act): RecordOutcome {
  const { step, values, again } = sending;
  const { clean, refusals, doubts } = check(enrollment, step, values);
  const keys = doubts.map((doubt) => doubtKey(doubt, clean));
  const agreed = [...(draftOf(enrollment, step)?.agreed ?? []), ...sending.agreed];
  const draft: Draft = {
    step,
    values: clean,
    read: keys,
    agreed: [...new Set(agreed)].filter((key) => keys.includes(key)),
    withheld: withheldBy(refusals),
    typed: false,
    by: authors(enrollment, step, act),
  };
  const noted = withDraft(enrollment, draft);
  const open = openDoubts(noted, step, { clean, doubts });
  if (refusals.length > 0) {
    return { kind: 'refused', enrollment: noted, findings: [...refusals, ...open] };
  }
  if (open.some((doubt) => !again.includes(doubtKey(doubt, clean)))) {
    return { kind: 'doubtful', enrollment: noted, findings: open };
  }
  return { kind: 'recorded', enrollment: file(enrollment, { step, values: clean }, act) };
}

function file(enrollment: Enrollment, { step, values }: SentStep, act: Act): Enrollment {
  const origins = originsOf(enrollment, step, values);
  const filed = { values, origins, at: act.at, by: act.by.personId };
  const answers = { ...enrollment.answers, [step]: filed };
  const answered = fileKnown(withoutDraft({ ...enrollment, answers }, step));
  return ask(answered, firstOpen(answered), act.at);
}

/** Whether the card shows what the button is for, or did until the same button was pressed before. */
function isOnCard(enrollment: Enrollment, step: StepId, reply: DoubtReply): boolean {
  const { field } = reply;
  const shown = draftFindings(enrollment, step).filter(({ weight }) => weight === 'doubt');
  if (shown.some((doubt) => doubt.field === field)) return true;
  if (reply.kind === 'agreed') {
    return (draftOf(enrollment, step)?.agreed ?? []).some((key) => isKeyOf(key, field));
  }
  if (shown.some(({ better }) => better?.input === field)) return true;
  return draftOf(enrollment, step)?.values[field] === reply.value;
}

function withheldBy(refusals: readonly FieldFinding[]): string[] {
  return refusals.filter(({ code }) => code === 'neverKept').map(({ field }) => field);
}

/** Whoever had a part in what waits: it goes with each of them. */
function authors(enrollment: Enrollment, step: StepId, { by }: Act): string[] {
  return [...new Set([...(draftOf(enrollment, step)?.by ?? []), by.personId])];
}
