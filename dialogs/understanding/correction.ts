// A correction in words, at the review or later: done and shown, old and new, with the way back; or the section is opened.

import type { DialogContext } from 'botbuilder-dialogs';
import {
  answeredStepOf,
  correctValue,
  type Correction,
} from '../../services/enrollment/correct.ts';
import type { Act, Enrollment } from '../../services/enrollment/enrollment.ts';
import { edit } from '../../services/enrollment/form.ts';
import type { Language } from '../../services/texts/languages.ts';
import type { Intent } from '../../services/understanding/intents.ts';
import { readCorrections } from '../../services/understanding/values/correction.ts';
import { button, paragraph, datum, type Card } from '../cards/card.ts';
import { fieldKey } from '../cards/step-card.ts';
import { activateForm, isFormActive, requireParticipant, reprompt } from '../form-focus.ts';
import { sendCard, sendText } from '../send.ts';
import { actOf, turnInfoOf, type DialogServices } from '../turn-info.ts';
import type { Message } from './understood.ts';
import { valueContext } from './values.ts';

/** From here on a message of another kind is no correction that lacks its value. */
const OTHER_FROM = 0.7;
const CORRECTING: readonly Intent[] = ['correct', 'disagree', 'remark', 'agree'];
/** With these a value that is named is no correction. */
const NEVER: readonly Intent[] = ['deleteData', 'startOver', 'cancel'];

const NEVER_FROM = 0.85;

/** Corrects, or opens what is to be corrected. Out: whether the message was a correction. */
export async function handleCorrection(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<boolean> {
  const read = correctionsIn(message, turnInfoOf(dc.context).language);
  const values = read.filter((one): one is Correction => one.value !== undefined);
  const [first] = read;
  if (first === undefined || isOtherKind(message, values.length > 0)) return false;
  if (!(await requireParticipant(dc, services))) return true;
  if (values.length === 0) await open(dc, services, first.field);
  else await correct(dc, services, values);
  return true;
}

/** What a message corrects of what was answered. */
function correctionsIn(
  { text, enrollment, step }: Message,
  language: Language,
): readonly { readonly field: string; readonly value: string | undefined }[] {
  if (enrollment === undefined || Object.keys(enrollment.answers).length === 0) return [];
  return readCorrections(text, valueContext({ enrollment, step }, language)).flatMap(
    ({ field, value }) =>
      field === undefined || answeredStepOf(enrollment, field) === undefined
        ? []
        : [{ field, value }],
  );
}

/** „Kann ich die Supportnummer noch ändern?“ asks for the field while the form is open, and how it is done later. */
function isOtherKind({ recognition, step, isReviewOpen }: Message, hasValue: boolean): boolean {
  const { intent, certainty } = recognition;
  const isFormOpen = step !== undefined || isReviewOpen;
  const isAskedFor = isFormOpen && intent === 'question';
  if (CORRECTING.includes(intent) || isAskedFor || certainty < OTHER_FROM) return false;
  return !hasValue || (NEVER.includes(intent) && certainty >= NEVER_FROM);
}

/** Puts values right, one after the other, and says so; what a rule finds wrong is shown at its step. */
export async function correct(
  dc: DialogContext,
  services: DialogServices,
  corrections: readonly Correction[],
): Promise<void> {
  const turnInfo = turnInfoOf(dc.context);
  const outcome = await services.enrollments.change(turnInfo.person.tenantId, (current) => {
    const result = correctAll(current, corrections, actOf(turnInfo));
    return { enrollment: result.enrollment, outcome: result };
  });
  if (outcome.enrollment === undefined) {
    await sendText(dc.context, 'stale.older');
    return reprompt(dc, services);
  }
  if (outcome.changes.length > 0)
    await sendCard(dc.context, changedCard(turnInfo.t, outcome.changes));
  if (outcome.isAsked || isFormActive(dc) || outcome.enrollment.asked !== null)
    await activateForm(dc, services, 'show');
}

interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

interface Changes {
  /** Undefined when nothing was answered there. */
  readonly enrollment: Enrollment | undefined;
  readonly changes: readonly Change[];
  /** A rule refuses the last one: its step is open. */
  readonly isAsked: boolean;
}

/** Up to the first that a rule refuses. */
function correctAll(
  current: Enrollment | undefined,
  corrections: readonly Correction[],
  act: Act,
): Changes {
  const none: Changes = { enrollment: undefined, changes: [], isAsked: false };
  return corrections.reduce<Changes>((done, correction) => {
    const enrollment = done.enrollment ?? current;
    if (enrollment === undefined || done.isAsked) return done;
    const result = correctValue(enrollment, correction, act);
    if (result.kind === 'unanswered') return done;
    if (result.kind === 'asked') return { ...done, enrollment: result.enrollment, isAsked: true };
    const change = { field: correction.field, before: result.before, after: result.after };
    return { ...done, enrollment: result.enrollment, changes: [...done.changes, change] };
  }, none);
}

async function open(dc: DialogContext, services: DialogServices, field: string): Promise<void> {
  const { person, at } = turnInfoOf(dc.context);
  await services.enrollments.change(person.tenantId, (current) => {
    const step = current && answeredStepOf(current, field);
    const opened = current && step && edit(current, step, at);
    return { enrollment: opened, outcome: undefined };
  });
  await activateForm(dc, services, 'show');
}

function changedCard(t: ReturnType<typeof turnInfoOf>['t'], changes: readonly Change[]): Card {
  const label = changes.map(({ field }) => t(fieldKey(field))).join(', ');
  return {
    kind: 'note',
    summary: t('correct.done', { label }),
    body: [
      paragraph(t('correct.done', { label })),
      ...changes.map(({ field, before, after }) =>
        datum(t(fieldKey(field)), `${before} → ${after}`),
      ),
    ],
    actions: changes.map(({ field, before }) =>
      button(undoTitle(t, field, changes.length), 'correct', { field, value: before }),
    ),
  };
}

function undoTitle(
  t: ReturnType<typeof turnInfoOf>['t'],
  field: string,
  changeCount: number,
): string {
  const title = t('correct.undo');
  return changeCount === 1 ? title : `${t(fieldKey(field))}: ${title}`;
}
