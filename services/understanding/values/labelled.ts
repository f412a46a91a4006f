// Values behind the name of their field: „plz ist 80331“, „vorname maren nachname vogt“, "the town is …".

import { cityAt } from './city.ts';
import { fittingValue, type LineField } from './fitting.ts';
import labels from './data/labels.json' with { type: 'json' };
import { cleanTail } from './clause.ts';
import { wholePersonName, personSpans } from './person.ts';
import { isPostalCode, addressCountry } from './postal.ts';
import {
  matches,
  spanOf,
  type Spotter,
  type ValueContext,
  type ValueKind,
  type ValueSpan,
} from './span.ts';
import { countryNamed, placedWords, type PlacedWord } from './word-list.ts';

/** What a label names: a field, or a pair of fields written together. */
export type LabelName = keyof typeof labels;

/** A label in a text. */
export interface PlacedLabel {
  readonly name: LabelName;
  readonly from: number;
  /** Where the value begins: after the label, its colon, and „ist“. */
  readonly to: number;
}

const NAMES = Object.keys(labels) as LabelName[];
const BY_LABEL: ReadonlyMap<string, LabelName> = new Map(
  NAMES.flatMap((name) =>
    labels[name].map((label) => [labelKey(placedWords(label)), name] as const),
  ),
);
const NAMING =
  /(?<!\p{L})(?:wir|uns|we|we['’]re|firma|unternehmen|company|betrieb|laden)\s*(?:heißen|heissen|heißt|heisst|nennen uns|nennt sich|firmieren (?:unter|als)|are called|called|is called|trade as|trading as)\s+(?:(?:einfach|nur|offiziell|ganz|jetzt|eigentlich|simply|just|officially|schlicht|so)\s+)*(?<value>\p{L}[^,;.¦\n:]{1,60})/dgiu;
/** Shaped like a code, of whatever country. */
const ANY_CODE = /^(?=.*\d)[\p{L}\d]{1,4}[- ]?\d?[\p{L}\d]{2,4}$/u;
const KIND_OF_LABEL: Readonly<Partial<Record<LabelName, ValueKind>>> = {
  postalCode: 'postalCode',
  country: 'country',
  tenantCountry: 'country',
  partnerIdCountry: 'country',
  city: 'city',
};
/** One word or two: what follows „und“ is something else. */
const NAMES_OF_ONE: ReadonlySet<LabelName> = new Set([
  'firstName',
  'lastName',
  'city',
  'postalCode',
]);
const MOST_LABEL_WORDS = 4;
const NUMBER_WORD = /^[ -]*(?:nummer|nr|no)\b\.?/iu;
const COPULA =
  /^[ ]*(?:[:=–-]|ist|is|sind|are|lautet|lauten|heißt|heisst|wäre|waere|would be|bleibt|has changed to)?[ :]*(?:(?:jetzt|nun|die|der|das|the|folgende|offiziell|now|auch|also|einfach|:|=)(?![\p{L}]) *)*/iu;

/** All labels in a text, the longest where several begin. */
export function labelsIn(text: string): readonly PlacedLabel[] {
  const words = placedWords(text);
  const found: PlacedLabel[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const label = labelAt(text, words, at);
    if (label === undefined) continue;
    found.push(label);
    at = words.findLastIndex(({ from }) => from < label.to);
  }
  return found;
}

function labelAt(text: string, words: readonly PlacedWord[], at: number): PlacedLabel | undefined {
  for (let length = MOST_LABEL_WORDS; length > 0; length -= 1) {
    const own = words.slice(at, at + length);
    const name = BY_LABEL.get(labelKey(own));
    const from = Math.min(...own.map((word) => word.from));
    const to = Math.max(...own.map((word) => word.to));
    if (name !== undefined && !text.slice(from, to).includes('\n')) {
      return { name, from, to: valueStart(text, to) };
    }
  }
  return undefined;
}

function valueStart(text: string, labelEnd: number): number {
  const [number = ''] = NUMBER_WORD.exec(text.slice(labelEnd)) ?? [];
  const end = labelEnd + number.length;
  const [copula = ''] = COPULA.exec(text.slice(end)) ?? [];
  return end + copula.length;
}

function labelKey(words: readonly PlacedWord[]): string {
  return words.map(({ text }) => text.toLowerCase().replace(/(?:['’]s|\.)$/u, '')).join(' ');
}

/** Values behind labels, up to the next label or the end of the phrase. */
export const spotLabelled: Spotter = (text, context) => {
  const all = labelsIn(text);
  return all.flatMap((label, at) => {
    const next = all[at + 1]?.from ?? text.length;
    const end = NAMES_OF_ONE.has(label.name) ? /[;|¦\n]|, |\. | (?:und|and) /u : /[;|¦\n]|, |\. /u;
    const phrase = cleanTail(text.slice(label.to, next).split(end)[0] ?? '');
    return phrase === '' ? [] : valueBehind(label, phrase, text, context);
  });
};

/** „Wir heißen einfach Pixelwerk“: a name without a legal form. */
export const spotNamed: Spotter = (text, { step }) => {
  if (step !== 'company') return [];
  return matches(text, NAMING).flatMap((match): readonly ValueSpan[] => {
    const span = spanOf(match, 'legalName');
    const fitting = fittingValue('legalName', cleanTail(span.value));
    return fitting === undefined ? [] : [{ ...span, ...fitting }];
  });
};

function valueBehind(
  label: PlacedLabel,
  phrase: string,
  text: string,
  context: ValueContext,
): readonly ValueSpan[] {
  const at = text.indexOf(phrase, label.to);
  if (label.name === 'person') {
    const name = wholePersonName(phrase);
    return name === undefined ? [] : personSpans(name, at, context.field, 'sure');
  }
  const kind = KIND_OF_LABEL[label.name] ?? (isLineField(label.name) ? label.name : undefined);
  const value =
    kind === undefined ? undefined : labelledValue(kind, phrase, addressCountry(text, context));
  if (kind === undefined || value === undefined) return [];
  return [{ kind, value, from: label.from, to: at + phrase.length, certainty: 'sure' }];
}

function labelledValue(kind: ValueKind, phrase: string, country: string): string | undefined {
  if (kind === 'country') return countryNamed(phrase);
  if (kind === 'city') return cityAt(phrase, 0)?.value;
  if (kind === 'postalCode') return isCodeLike(phrase, country) ? phrase : undefined;
  return isLineField(kind) ? fittingValue(kind, phrase)?.value : undefined;
}

function isCodeLike(phrase: string, country: string): boolean {
  return isPostalCode(phrase, country) || ANY_CODE.test(phrase);
}

function isLineField(name: string): name is LineField {
  return ['legalName', 'street', 'state', 'firstName', 'lastName', 'registrationId'].includes(name);
}
