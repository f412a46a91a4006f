// Form values in words: what a person typed or pasted, at any step, in German or English; a sentence is never a value.

import { readAbsence } from './absence.ts';
import { chosenOption } from './choices.ts';
import { isAsking, isAside, isOfOthers, sentencesOf, type SaidSentence } from './clause.ts';
import { bareSpans } from './bare.ts';
import { isCriedName, spotCompanies } from './company.ts';
import { fieldValues, type ReadValue } from './fields.ts';
import { spotLabelled, spotNamed } from './labelled.ts';
import { spotOnlineAddresses } from './addresses-online.ts';
import { spotNamesBehind } from './name-behind.ts';
import { isPaste, readPaste } from './paste.ts';
import { spotPersons } from './person.ts';
import { spotPhones } from './phones.ts';
import { spotPostal } from './postal.ts';
import { spotPartnerId, spotRegisterNumbers } from './register-numbers.ts';
import { spotCountries, spotSeats } from './sitting.ts';
import {
  BLOT,
  blotted,
  type Spotter,
  type ValueContext,
  type ValueKind,
  type ValueSpan,
} from './span.ts';
import { inPlainWords } from './plain-words.ts';
import { spotSame } from './same-as.ts';
import { withWrittenAddresses } from './spoken.ts';
import { spotStreets } from './street.ts';
import { isTelling, placedWords } from './word-list.ts';

/** What was read out of a message. */
export interface ReadOutcome {
  readonly values: readonly ReadValue[];
  readonly kind: 'line' | 'paste' | 'none' | 'empty' | 'unknown';
  /** Optional fields of the open step that are said to be absent. */
  readonly emptied: readonly string[];
  /** What was not used. */
  readonly rest: string;
}

/** In characters; what follows is not read. */
const LONGEST = 4000;
/** A few lines with fewer values are something said. */
const FEWEST_PASTED = 2;
/** From what tells by its form alone to what needs the words around it. */
const SPOTTERS: readonly Spotter[] = [
  spotOnlineAddresses,
  spotRegisterNumbers,
  spotPhones,
  spotSame,
  spotPostal,
  spotCompanies,
  spotStreets,
  spotNamesBehind,
  spotPersons,
  spotLabelled,
  spotNamed,
  spotSeats,
  spotCountries,
  spotPartnerId,
];
/** Where a PartnerID is asked for, bare digits are one before they are a phone number. */
const AT_PARTNER_ID = [...SPOTTERS.slice(0, 2), spotPartnerId, ...SPOTTERS.slice(2, -1)];
/** „Hafenstraße 4, nein halt: Seestraße 11“: only what follows is meant. */
const TAKEN_BACK =
  /[,.!–-]\s*(?:(?:ach|äh|oh|ah|nein|nee|(?:no|ne)(?=[,!]| wait| halt| doch)|quatsch|korrektur|sorry|stopp|halt|wait|moment|falsch|scratch that|i mean|i meant|correction|actually|ich meine|ich meinte)[ ,:!]+){1,4}/iu;

/** Reads all form values out of a text. In: as typed, and what is open and known. Out: values by input id; none for a sentence. */
export function readValues(text: string, context: ValueContext): ReadOutcome {
  const plain = readable(text);
  if (plain === '') return { values: [], kind: 'none', emptied: [], rest: '' };
  const paste = isPaste(plain, context) ? pasted(plain, context) : undefined;
  if (paste !== undefined && paste.values.length >= FEWEST_PASTED) return paste;
  const read = inPlainWords(plain, context.language)
    .split('\n')
    .flatMap((line) => (isCriedName(line) ? wholeLine(line) : sentencesOf(meant(line))))
    .map((sentence) => readSentence(sentence, context));
  const values = unique([...read].sort(byNames).flatMap(({ values: own }) => own));
  const emptied = [...new Set(read.flatMap(({ emptied: own }) => own))].filter(
    (id) => !values.some(({ field }) => field === id),
  );
  const rest = read
    .map((one) => one.rest)
    .filter((one) => one !== '')
    .join(' ');
  const said = read.find(({ kind }) => kind !== 'none' && kind !== 'line')?.kind ?? 'none';
  return { values, kind: values.length > 0 ? 'line' : said, emptied, rest };
}

/** „Winkler. Beate Winkler.“: the whole name counts. */
function byNames(one: ReadOutcome, other: ReadOutcome): number {
  return Number(isWholeName(other)) - Number(isWholeName(one));
}

function isWholeName({ values }: ReadOutcome): boolean {
  return ['firstName', 'lastName'].every((id) => values.some(({ field }) => field === id));
}

function meant(text: string): string {
  const parts = text.split(TAKEN_BACK);
  const last = parts.at(-1) ?? text;
  return parts.length > 1 && /\d|\p{L}{3}/u.test(last) ? last : text;
}

function wholeLine(text: string): readonly SaidSentence[] {
  return [{ text, from: 0 }];
}

function readSentence(sentence: SaidSentence, context: ValueContext): ReadOutcome {
  const { text } = sentence;
  if (isAsking(text)) return { values: [], kind: 'none', emptied: [], rest: text };
  const choice = choiceValues(text, context);
  const spans = spotted(text, context);
  const values = unique([...choice, ...fieldValues(spans, context, false)]);
  const rest = spans.length === 0 ? text.trim() : restOf(text, spans);
  if (choice.length > 0) return { values, kind: 'line', emptied: [], rest: '' };
  if (values.length > 0)
    return { values, kind: 'line', emptied: absentBeside(rest, context), rest };
  const absence = readAbsence(rest, context);
  if (absence !== undefined)
    return { values: [], kind: absence.kind, emptied: absence.fields, rest: '' };
  return { values: [], kind: 'none', emptied: [], rest };
}

/** All spans of a sentence that are about the person's own data, now, and not denied. */
export function spotted(text: string, context: ValueContext): readonly ValueSpan[] {
  const own = context.step === 'partnerId' ? AT_PARTNER_ID : SPOTTERS;
  let masked = withoutOthers(text);
  let found: readonly ValueSpan[] = [];
  for (const spot of own) {
    const spans = spot(masked, context).filter(({ kind }) => !isOnce(kind, found));
    masked = blotted(masked, spans);
    found = [...found, ...spans];
  }
  const bare = bareSpans(masked, found, context);
  return [...found, ...bare].filter(({ from, kind }) =>
    kind === 'legalName' && from === 0 ? true : !isAside(text, from),
  );
}

/** Clauses about somebody else's data are blotted out. */
function withoutOthers(text: string): string {
  return text.replace(/[^,;]+/gu, (clause) =>
    isOfOthers(clause) ? BLOT.repeat(clause.length) : clause,
  );
}

/** What a plainer form has found already is not looked for again. */
function isOnce(kind: ValueKind, found: readonly ValueSpan[]): boolean {
  return found.some((one) => one.kind === kind) && kind !== 'phone' && kind !== 'email';
}

function choiceValues(text: string, { step }: ValueContext): readonly ReadValue[] {
  if (step !== 'situation' && step !== 'account') return [];
  const field = step === 'situation' ? 'situation' : 'workAccount';
  const value = chosenOption(field, text) ?? chosenOption(field, text.replace(/,[^,]*$/u, ''));
  return value === undefined ? [] : [{ field, value, certainty: 'sure' }];
}

function pasted(text: string, context: ValueContext): ReadOutcome {
  const values = fieldValues(readPaste(text, context), context, true);
  return { values, kind: values.length > 0 ? 'paste' : 'none', emptied: [], rest: '' };
}

/** Beside values only what is named is said to be absent: „info@…, homepage keine“. */
function absentBeside(rest: string, context: ValueContext): readonly string[] {
  const clauses = rest.split(/[,;]|(?<!\p{L})(?:und|and|aber|but)(?!\p{L})/iu);
  return clauses.flatMap(
    (clause) => readAbsence(clause, { ...context, field: undefined })?.fields ?? [],
  );
}

function restOf(text: string, spans: readonly ValueSpan[]): string {
  const left = blotted(text, spans).replaceAll(BLOT, ' ').replace(/\s+/gu, ' ').trim();
  return placedWords(left).some(({ text: word }) => isTelling(word) || word.length > 3)
    ? left.replace(/^[\s,;:.–-]+|[\s,;:–-]+$/gu, '')
    : '';
}

function unique(values: readonly ReadValue[]): readonly ReadValue[] {
  return values.filter(({ field }, at) => values.findIndex((one) => one.field === field) === at);
}

/** Lines stay, everything else that cannot be seen goes. */
function readable(text: string): string {
  const seen = text
    .slice(0, LONGEST)
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[\u00A0\u2000-\u200A\u202F\t]/gu, ' ')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .replaceAll(BLOT, '|')
    .trim();
  return withWrittenAddresses(seen).replace(/ ?[([] ?(?:at|ät) ?[)\]] ?/giu, '@');
}
