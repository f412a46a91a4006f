// What is left of a line when everything that tells by its form is out: a bare value for the field in question.

import { cleanTail } from './clause.ts';
import { endsAsCompany } from './company.ts';
import { fittingValue, type LineField } from './fitting.ts';
import { personSpans, wholePersonName } from './person.ts';
import { addressCountry, isPostalCode } from './postal.ts';
import type { ValueContext, ValueKind, ValueSpan } from './span.ts';
import {
  countryNamed,
  isCapitalized,
  isLinking,
  misspelledCountry,
  placedWords,
} from './word-list.ts';
import { readCountry } from '../../reading/country.ts';

const LINE_FIELDS: readonly LineField[] = [
  'legalName',
  'street',
  'city',
  'state',
  'firstName',
  'lastName',
  'registrationId',
];
const CODES = /^(?:de|at|ch|li|lu|uk|gb|ie|us|ca|nl|be|fr|it|es|pt|pl|cz|dk|se|fi)$/iu;
const FILLER =
  /^(?:ich|i|me|also|ja|jo|yes|hallo|hi|hello|moin|servus|guten tag|bitte|gern|gerne|klar|ok|okay|das bin ich|bin ich|das wäre ich|das wär ich|that(?:['’]d| would| will)? be me|that['’]s me|so|inh(?:aber(?:in)?)?\.? .*)$/iu;
const BEFORE_CITY = /^(?:na |also |ja |hier )?(?:in|aus|from|near)\s+|^(?:na|also|ja)\s+/iu;
const ADDRESS_BEFORE =
  /^\s*(?:wir (?:sitzen|sind)|we(?:'re| are)|büro|office|adresse|address|hier)?\s*(?:in|at|ist|is|:)\s*$/iu;

/** Values in the pieces of a line that nothing was found in. In: the line with spans blotted out, and the spans. */
export function bareSpans(
  masked: string,
  found: readonly ValueSpan[],
  context: ValueContext,
): readonly ValueSpan[] {
  if (isCry(masked)) return [];
  const pieces = piecesOf(masked, context).filter(
    ({ text, isLabel }) => isLabel !== true && !isLead(text, context),
  );
  const spans: ValueSpan[] = [];
  for (const piece of pieces) {
    const own = pieceSpans(piece, [...found, ...spans], context);
    const isOther = own.length === 0 && pieces.length > 1 && found.length === 0;
    if (isOther) return [];
    spans.push(...own);
  }
  return spans;
}

/** „Saftladen!“; a company with its legal form may be cried. */
function isCry(line: string): boolean {
  return /!\s*$/u.test(line) && !endsAsCompany(line.replace(/!+\s*$/u, ''));
}

/** What leads to a value or fills the line, and is none itself. */
function isLead(text: string, context: ValueContext): boolean {
  if (countryOf(text, context) !== undefined) return false;
  if (FILLER.test(text) || ADDRESS_BEFORE.test(text)) return true;
  return placedWords(text).every(({ text: word }) => isLinking(word));
}

interface Piece {
  readonly text: string;
  readonly from: number;
  /** A colon follows: „Postanschrift:“. */
  readonly isLabel?: boolean;
}

/** „Vogt, Maren“ and „C 4, 12“ are one piece. */
function piecesOf(masked: string, { field, step }: ValueContext): readonly Piece[] {
  const isWhole = !masked.includes('¦') && isOnePiece(masked, field);
  if (isWhole) return [{ text: cleanTail(masked), from: masked.indexOf(cleanTail(masked)) }];
  return [...masked.matchAll(step === 'contact' ? /[^,;|·•\n¦/()]+/gu : /[^,;|·•\n¦/]+/gu)]
    .map((match) => ({
      text: cleanTail(match[0].trim()),
      from: match.index + (match[0].length - match[0].trimStart().length),
      isLabel: /:\s*$/u.test(match[0]),
    }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function isOnePiece(line: string, field: string | undefined): boolean {
  if (field === 'firstName' || field === 'lastName')
    return /^[\p{L} .'-]+, [\p{L} .'-]+$/u.test(line.trim()) && wholePersonName(line) !== undefined;
  return field === 'street' && fittingValue('street', cleanTail(line)) !== undefined;
}

function pieceSpans(
  { text, from }: Piece,
  found: readonly ValueSpan[],
  context: ValueContext,
): readonly ValueSpan[] {
  const taken = found.map(({ kind }) => kind);
  const place = { from, to: from + text.length, certainty: 'sure' } as const;
  const country = countryOf(text, context);
  if (country !== undefined) return [{ kind: 'country', value: country, ...place }];
  if (isCode(text, taken, context)) return [{ kind: 'postalCode', value: text, ...place }];
  const isNamed = taken.includes('firstName') || taken.includes('lastName');
  if (context.step === 'contact' && !isNamed) return personPiece(text, from, context);
  return lineSpans({ text, from }, found, context);
}

function lineSpans(
  { text, from }: Piece,
  found: readonly ValueSpan[],
  { field, step }: ValueContext,
): readonly ValueSpan[] {
  const asked = LINE_FIELDS.filter((one) => one === field);
  const isSeat = BEFORE_CITY.test(text) && found.some(({ kind }) => kind === 'country');
  const seat: readonly LineField[] = step === 'company' && isSeat ? ['city'] : [];
  const open = [...seat, ...asked, ...otherFields(from, found, step)];
  const free = open.filter((one) => !found.some(({ kind }) => kind === one));
  for (const one of free) {
    const fitting = fittingValue(one, one === 'city' ? text.replace(BEFORE_CITY, '') : text);
    if (fitting !== undefined) return [{ kind: one, ...fitting, from, to: from + text.length }];
  }
  return [];
}

/** Beside an address: what stands before it is the company, what stands behind it the city. */
function otherFields(
  from: number,
  found: readonly ValueSpan[],
  step: string | undefined,
): readonly LineField[] {
  if (step !== 'company' || found.length === 0) return [];
  const address = found
    .filter(({ kind }) => kind === 'street' || kind === 'postalCode')
    .map((span) => span.from);
  if (address.length > 0) return from > Math.min(...address) ? ['city'] : ['street', 'legalName'];
  return found.some(({ kind }) => kind === 'legalName')
    ? ['street', 'city']
    : ['street', 'legalName'];
}

/** A country alone; its code only where a country is asked for. */
function countryOf(text: string, { field }: ValueContext): string | undefined {
  const isAsked = field === 'country' || field === 'tenantCountry' || field === 'partnerIdCountry';
  if (isAsked && CODES.test(text)) return readCountry(text.toLowerCase() === 'uk' ? 'GB' : text);
  return countryNamed(text) ?? (isAsked ? misspelledCountry(text) : undefined);
}

function isCode(text: string, taken: readonly ValueKind[], context: ValueContext): boolean {
  if (context.step !== 'company' || taken.includes('postalCode') || !/\d/u.test(text)) return false;
  if (context.field === 'registrationId' && !/[a-z]/iu.test(text)) return false;
  return isPostalCode(text, addressCountry(text, context));
}

function personPiece(text: string, from: number, { field }: ValueContext): readonly ValueSpan[] {
  const isAsked = field === 'firstName' || field === 'lastName';
  const name = wholePersonName(text);
  if (name === undefined || (!isAsked && name.lastName === '')) return [];
  const certainty = name.isKnown || (isAsked && isCapitalized(text)) ? 'sure' : 'likely';
  return personSpans({ ...name, to: text.length }, from, field, certainty);
}
