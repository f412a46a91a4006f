// What the open card can take out of a message: values in words, a whole signature, or that there is none.

import type { DialogContext } from 'botbuilder-dialogs';
import { fieldInQuestion, valuesOn } from '../../services/enrollment/drafts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { fieldsOf, type StepId } from '../../services/enrollment/steps.ts';
import { isQuestion } from '../../services/reading/question.ts';
import type { Language } from '../../services/texts/languages.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import type { Intent } from '../../services/understanding/intents.ts';
import { readValues, type ReadOutcome } from '../../services/understanding/values/values.ts';
import type { ReadValue } from '../../services/understanding/values/fields.ts';
import type { ValueContext } from '../../services/understanding/values/span.ts';
import { unmistakableField } from '../enrollment/typed-answer.ts';
import { sendText } from '../send.ts';
import { setTurnInfo, turnInfoOf, type DialogServices } from '../turn-info.ts';
import type { TypedValues } from '../user-input.ts';
import type { Message, OpenStep } from './understood.ts';
import { askWhether, sayItIsNeeded, sayItMayWait, sendRead } from './value-replies.ts';

/** From here on an intent is believed over a value that is only likely. */
const INTENT_FROM = 0.6;
/** From here on over a value that nothing but its place tells. */
const STRONG_FROM = 0.9;
const FEW_WORDS = 3;
const WISHES: readonly Intent[] = ['human', 'deleteData', 'myData', 'cancel', 'startOver'];
const WISH_FROM = 0.8;
/** When a number may be called: „aber bitte nicht nach 18 Uhr anrufen“. */
const RESTRICTION =
  /(?<!\p{L})(?:nicht|net|ned|nur|not|only|never|bloß)(?!\p{L}).{0,30}(?<!\p{L})(?:vor|nach|ab|bis|am|im|zwischen|before|after|until|till|at|on|mornings?|afternoons?|evenings?|weekends?|vormittags|nachmittags|abends|mittags|\p{L}+ends)(?!\p{L})/iu;
/** These say nothing against a value: a name may look like them. */
const HARMLESS: readonly Intent[] = [
  'remark',
  'correct',
  'haveNone',
  'dontKnow',
  'agree',
  'greeting',
];

/** Fills what fits, asks where it is not sure. Out: whether the message was for the open card. */
export async function handleValues(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<boolean> {
  const { step, enrollment } = message;
  if (step === undefined || enrollment === undefined) return false;
  const open = { ...message, step, enrollment };
  // „ja“ agrees to the doubts on the card: the step's own dialog knows.
  if (yesNo(open.text) === true) return passOn(dc, undefined);
  // A colleague went on meanwhile: the step's own dialog says so, and shows what is open now.
  if (message.isBehind) return !isElsewhere(message, INTENT_FROM) && passOn(dc, undefined);
  const read = readOpen(open, turnInfoOf(dc.context).language);
  return read.values.length > 0
    ? take(dc, services, open, read)
    : takeAbsence(dc, services, open, read);
}

function readOpen(open: OpenStep, language: Language): ReadOutcome {
  const read = readValues(open.lines, valueContext(open, language));
  const bare = read.values.length > 0 ? undefined : bareField(open);
  return bare === undefined ? read : asOneValue(open, bare);
}

/** What the person does not have or does not know. */
async function takeAbsence(
  dc: DialogContext,
  services: DialogServices,
  open: OpenStep,
  { kind, emptied }: ReadOutcome,
): Promise<boolean> {
  if (isElsewhere(open, INTENT_FROM) && !(emptied.length > 0 && isNoQuestion(open))) return false;
  if (kind === 'unknown') return sayItMayWait(dc, services, open);
  if (kind !== 'empty') return false;
  if (emptied.length === 0) return sayItIsNeeded(dc, services, open);
  return passOn(dc, { values: {}, emptied, isShownFirst: false });
}

/** „Leave that blank for now“ and „we have no web page yet“ look like a pause or a question. */
function isNoQuestion({ recognition: { intent, question } }: Message): boolean {
  return ['pause', 'question'].includes(intent) && question === undefined;
}

/** What a text is read against. In: an enrollment, the open step if there is one, and the language. */
export function valueContext(
  { enrollment, step }: { readonly enrollment: Enrollment; readonly step: StepId | undefined },
  language: 'de' | 'en',
): ValueContext {
  const answered = Object.values(enrollment.answers).map(({ values }) => values);
  const values = Object.assign(
    {},
    ...answered,
    step === undefined ? {} : valuesOn(enrollment, step),
  ) as Record<string, string>;
  const country = values['country'] ?? values['tenantCountry'];
  return {
    step,
    values,
    field: step === undefined ? undefined : fieldInQuestion(enrollment, step).id,
    language,
    country: country === '' ? undefined : country,
  };
}

async function take(
  dc: DialogContext,
  services: DialogServices,
  open: OpenStep,
  read: ReadOutcome,
): Promise<boolean> {
  switch (howTaken(open, read)) {
    case 'elsewhere':
      return false;
    case 'asked':
      return askWhether(dc, services, open, read.values);
    case 'taken': {
      const isPaste = read.kind === 'paste';
      const values = Object.fromEntries(read.values.map(({ field, value }) => [field, value]));
      if (isPaste) await sendText(dc.context, 'values.pasted');
      else if (isRead(read)) await sendRead(dc, open, read.values);
      return passOn(dc, {
        values,
        emptied: read.emptied,
        isShownFirst: isPaste || !isForStep(open, read),
      });
    }
  }
}

/** Whether several values were read at once: then it is shown what went where, since the next card may be another step's. */
function isRead({ values }: ReadOutcome): boolean {
  return values.length > 1;
}

/** A value for another step alone („our Companies House number is …“) is kept, and the open step stays. */
function isForStep({ step }: OpenStep, { values }: ReadOutcome): boolean {
  const own = new Set(fieldsOf(step).map(({ id }) => id));
  return values.some(({ field }) => own.has(field));
}

/** A sure value is taken; a likely one unless the message means something else, or is so long that it is asked about. */
function howTaken(open: OpenStep, read: ReadOutcome): 'taken' | 'asked' | 'elsewhere' {
  if (read.kind === 'paste') return 'taken';
  if (isWish(open, read.rest) || isInQuestion(open, read)) return 'elsewhere';
  if (read.values.some(({ certainty }) => certainty === 'sure')) return 'taken';
  const isShort = open.text.trim().split(/\s+/u).length <= FEW_WORDS;
  if (isElsewhere(open, isShort ? STRONG_FROM : INTENT_FROM)) return 'elsewhere';
  return isShort ? 'taken' : 'asked';
}

/** The step's own dialog records it, under the card that was shown. Out: true. */
async function passOn(dc: DialogContext, typed: TypedValues | undefined): Promise<boolean> {
  if (typed !== undefined) {
    const turnInfo = turnInfoOf(dc.context);
    setTurnInfo(dc.context, { ...turnInfo, input: { kind: 'values', ...typed } });
  }
  await dc.continueDialog();
  return true;
}

/** An address by its shape; or one word where a line is asked for, since a name may be any word. */
function bareField({ text, step, enrollment, recognition }: OpenStep): string | undefined {
  const unmistakable = unmistakableField(step, text);
  if (unmistakable !== undefined) return unmistakable.id;
  const { kind, id } = fieldInQuestion(enrollment, step);
  const isWord = /^[\p{L}][\p{L}'’.-]+$/u.test(text.trim());
  const isFree = kind === 'line' && id !== 'postalCode';
  return isWord && isFree && recognition.certainty < STRONG_FROM ? id : undefined;
}

function asOneValue({ text }: OpenStep, field: string): ReadOutcome {
  const value: ReadValue = { field, value: text.trim(), certainty: 'likely' };
  return { values: [value], kind: 'line', emptied: [], rest: '' };
}

/** „One-man business, no Ltd: what goes into the name?“ names something, and asks. */
function isInQuestion({ recognition: { question } }: OpenStep, { rest }: ReadOutcome): boolean {
  const others = rest.split(/\s+/u).filter((word) => /\p{L}{2}/u.test(word));
  return question !== undefined && others.length > FEW_WORDS;
}

/** A wish with a value in it is still a wish: „kann mich wer zurückrufen? 07531 44120“. */
function isWish({ recognition: { intent, certainty } }: Message, rest: string): boolean {
  const isMore = rest !== '' && !RESTRICTION.test(rest);
  return isMore && WISHES.includes(intent) && certainty >= WISH_FROM;
}

function isElsewhere({ text, recognition: { intent, certainty } }: Message, from: number): boolean {
  const isShort = text.trim().split(/\s+/u).length <= FEW_WORDS;
  const isMute = isShort && intent === 'question' && !isQuestion(text);
  return !HARMLESS.includes(intent) && !isMute && certainty >= from;
}
