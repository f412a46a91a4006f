// A correction in words: which value is wrong, and what would be right („die plz ist falsch, 80331“, "number is 6, not 4").

import { isAsking, isOfOthers } from './clause.ts';
import { respelledName } from './correction-name.ts';
import { replacedValue } from './correction-pair.ts';
import { severalValues } from './correction-several.ts';
import { valueFor } from './correction-value.ts';
import data from './data/corrections.json' with { type: 'json' };
import { labelsIn, type LabelName } from './labelled.ts';
import { isOnlyLegalForm, spotCompanies } from './company.ts';
import { inPlainWords } from './plain-words.ts';
import type { ValueContext, ValueKind } from './span.ts';
import { withWrittenAddresses } from './spoken.ts';
import { isAllRight, withoutRight } from './correction-right.ts';
import { spotted } from './values.ts';
import { placedWords } from './word-list.ts';

/** A value to change; without a field it is not known which, without a value it is to be asked again. */
export interface ReadCorrection {
  readonly field: string | undefined;
  readonly value: string | undefined;
}

const WRONG = signal(data.wrong);
const NEW = signal(data.new);
const CHANGE = signal(data.change);
const BRIDGES = new RegExp(
  String.raw`(?<!\p{L})(?:${data.bridges.join('|')})(?![\p{L}])[\s:,]*|[:=→]\s*|->\s*|[,;.?](?:\s+|$)`,
  'giu',
);
/** „, nicht GmbH“, ", not 4". */
const DENIED_PAIR = /(?:^|,? )(?:und |and )?(?:nicht|net|ned|not) (?=\S)/iu;
const MAY_I = /(?<!\p{L})(?:ich|wir|i|we|mir|uns|du|ihr|sie|you|please|bitte|kindly)(?!\p{L})/iu;
const LATER =
  /(?<!\p{L})(?:später|spaeter|later|irgendwann|man|microsoft|partner center|kunde[n]?|customer)(?!\p{L})/iu;
const NEW_ONE = /(?<!\p{L})(?:neue[nrsm]?|new)(?!\p{L})/iu;
const HOUSE_NUMBER =
  /^(?:(?:die|the|nr\.?|no\.?) )?(?<number>\d{1,4} ?[a-z]?(?:[-/]\d{1,4})?)(?![\p{L}\d])/iu;
const LONGEST = 300;
/** „nö, wir sitzen in Radolfzell“ */
const NO_FIRST = /^(?:nein|no|nope|nah|ne|falsch|wrong)[,.! ]/iu;
const PLACES: ReadonlySet<ValueKind> = new Set<ValueKind>(['street', 'postalCode', 'city']);
const NAMES: ReadonlySet<LabelName> = new Set(['firstName', 'lastName', 'person']);

/** Fields that a label names; „Hausnummer“ is part of the street. */
const FIELDS: Readonly<Partial<Record<LabelName, string>>> = {
  number: 'street',
  person: 'firstName',
  postalLine: 'postalCode',
};

/** Reads corrections. In: the text, and the values known by input id. Out: one for each field; empty when it is none. */
export function readCorrections(text: string, context: ValueContext): readonly ReadCorrection[] {
  const { line, isExcepted } = withoutRight(plainLine(text, context));
  const isSignalled = isExcepted || isCorrecting(line, context);
  if (!isAboutOwn(line)) return [];
  const respelled = respelledName(line, context, isSignalled);
  const isOneName = labelsIn(line).every(({ name }) => NAMES.has(name));
  if (respelled.length > 0 && isOneName) return respelled;
  if (!isSignalled) return [];
  const several = severalValues(line, context, (label) => fieldNamed(label, line) ?? label);
  if (several.length > 0) return several;
  const one = readOne(line, context, isExcepted);
  return one === undefined ? respelled : [one];
}

function plainLine(text: string, { language }: ValueContext): string {
  const typed = text.trim().slice(0, LONGEST).replace(/\s+/gu, ' ').replace(/’/gu, "'");
  return inPlainWords(withWrittenAddresses(typed), language);
}

function readOne(
  line: string,
  context: ValueContext,
  isExcepted: boolean,
): ReadCorrection | undefined {
  const label = labelsIn(line)[0]?.name;
  const field = fieldNamed(label, line) ?? fieldKnown(line, context) ?? fieldSpelled(line);
  const pair = replacedValue(line, { label, field, context });
  if (pair !== undefined) return pair;
  if (field === undefined) return unnamed(line, context);
  return named(line, { field, label, context }, isExcepted);
}

function isCorrecting(line: string, context: ValueContext): boolean {
  return (
    [WRONG, NEW, CHANGE, DENIED_PAIR, NO_FIRST].some((one) => one.test(line)) ||
    isStated(line, context)
  );
}

/** The field is known: with its new value, or to be asked again. */
function named(line: string, target: Target, isExcepted: boolean): ReadCorrection | undefined {
  const { field, label, context } = target;
  const value = valueAfter(line, target);
  if (value !== undefined) return value === context.values[field] ? undefined : { field, value };
  const isOpen = isExcepted || [WRONG, CHANGE, NEW_ONE].some((one) => one.test(line));
  const isPut = isAllRight(line) || LATER.test(line);
  return isOpen && label !== undefined && !isPut ? { field, value } : undefined;
}

/** At the review „Ort ist Allensbach“ is a correction too; „Hausnummer“ is one everywhere. */
function isStated(line: string, { step }: ValueContext): boolean {
  const label = labelsIn(line)[0];
  const isFirst =
    label !== undefined &&
    /^(?:.*[:,] |aber |but |und |and |nur |bloß |only |so |just |also |nein |no )?(?:(?:die|der|das|the|mein\p{L}*|unser\p{L}*|our|my) )?$/iu.test(
      line.slice(0, label.from),
    );
  return isFirst && (step === undefined || label.name === 'number');
}

function isAboutOwn(line: string): boolean {
  if (isOfOthers(line)) return false;
  if (!isAsking(line)) return true;
  return (
    CHANGE.test(line) &&
    MAY_I.test(line) &&
    !LATER.test(line) &&
    !/^(?:warum|wieso|weshalb|why|was|what|wie|how|wo|where|wer|who)(?!\p{L})/iu.test(line)
  );
}

function fieldNamed(label: LabelName | undefined, line: string): string | undefined {
  if (label === undefined) return undefined;
  const isSupport = /(?<!\p{L})(?:support|hotline|kundendienst|service)/iu.test(line);
  if (isSupport && label === 'email') return 'supportEmail';
  if (isSupport && label === 'phone') return 'supportPhone';
  return FIELDS[label] ?? label;
}

/** „78462 ist falsch“, „Vogt schreibt man mit oi“: the value itself says which one is meant. */
function fieldKnown(line: string, { values }: ValueContext): string | undefined {
  const said = ` ${placedWords(line.toLowerCase())
    .map(({ text }) => text)
    .join(' ')} `;
  const known = Object.entries(values).filter(([, value]) => value.length >= 3);
  const found = known.filter(([, value]) =>
    said.includes(
      ` ${placedWords(value.toLowerCase())
        .map(({ text }) => text)
        .join(' ')} `,
    ),
  );
  return found.sort((a, b) => b[1].length - a[1].length)[0]?.[0];
}

/** „Ich schreib mich mit d“ */
function fieldSpelled(line: string): string | undefined {
  return /(?<!\p{L})schreibe? mich(?!\p{L})|(?<!\p{L})(?:my name is|i['’]m) spel(?:led|t)/iu.test(
    line,
  )
    ? 'lastName'
    : undefined;
}

/** No field is named: only what can be of one kind alone is taken. */
function unnamed(line: string, context: ValueContext): ReadCorrection | undefined {
  if (![WRONG, CHANGE, NEW, NO_FIRST].some((one) => one.test(line))) return undefined;
  const name = companyIn(line, context);
  if (name !== undefined) return { field: 'legalName', value: name };
  for (const field of ['email', 'phone', 'supportWebsite', 'registrationId']) {
    const value = valueFor(field, line, context);
    if (value !== undefined && value !== context.values[field]) return { field, value };
  }
  return placeIn(line, context);
}

/** A company by its legal form, other than the known. */
function companyIn(line: string, context: ValueContext): string | undefined {
  const spans = spotCompanies(line, { ...context, step: 'company', field: undefined });
  const name = spans.find(
    ({ value, certainty }) =>
      certainty === 'sure' && !isOnlyLegalForm(value.split(' ', 1).join('')),
  )?.value;
  return name === context.values['legalName'] ? undefined : name;
}

function placeIn(line: string, context: ValueContext): ReadCorrection | undefined {
  const place = spotted(line, { ...context, step: 'company', field: undefined }).find(
    ({ kind, value, certainty }) =>
      PLACES.has(kind) && certainty === 'sure' && value !== context.values[kind],
  );
  return place === undefined ? undefined : { field: place.kind, value: place.value };
}

interface Target {
  readonly field: string;
  readonly label: LabelName | undefined;
  readonly context: ValueContext;
}

/** What stands after the words that lead to the new value; from the last on, then further before. */
function valueAfter(line: string, { field, label, context }: Target): string | undefined {
  const known = context.values[field] ?? '';
  const starts = [...line.matchAll(BRIDGES)].map((match) => match.index + match[0].length);
  const all = [...starts, ...labelsIn(line).map(({ to }) => to), 0].sort((a, b) => a - b);
  const pieces = all.map((start) => line.slice(start).split(/;| - /u, 1).join(''));
  const values = pieces.map((piece) =>
    label === 'number' ? withNumber(known, piece) : valueFor(field, withoutRemark(piece), context),
  );
  return values.find((value) => value !== undefined && value.toLowerCase() !== known.toLowerCase());
}

/** The street with another number. */
function withNumber(street: string, words: string): string | undefined {
  const number = HOUSE_NUMBER.exec(words)?.groups?.['number'];
  if (number === undefined || !/\d/u.test(street)) return undefined;
  return street.replace(/\d+ ?[a-z]?(?![\p{L}\d])(?:[-/]\d+)?/iu, number);
}

function withoutRemark(piece: string): string {
  return piece
    .replace(
      /\s+(?:wäre|ist|is|sein|würde)?\s*(?:richtig|korrekt|right|correct|stimmt|the one|gehört da hin|kommt da hin|muss da (?:hin|rein|stehen)|soll da (?:hin|rein|stehen)|please|bitte|heißen|heissen|lauten|sein|ändern|geändert|umändern|eintragen|instead|not right)[\s.!]*$/iu,
      '',
    )
    .replace(/,? (?:nicht|not|statt|instead of) .*$/iu, '');
}

function signal(patterns: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${patterns.join('|')})(?!\p{L})`, 'iu');
}
