// The address in a pasted text: the first postal code with its place, and the street that stands before it.

import { fittingValue } from './fitting.ts';
import { labelsIn } from './labelled.ts';
import { NOT_OURS, type PasteLine } from './paste-lines.ts';
import { spotPostal } from './postal.ts';
import { blotted, isFirstOfKind, type ValueContext, type ValueSpan } from './span.ts';
import { isStreetLine, spotStreets } from './street.ts';
import { countryNamed } from './word-list.ts';

const DIVIDERS = ['\n', '|', '·', '•', '¦', ': '];
const LABEL = /^[\s,:–-]*(?:(?:anschrift|adresse|address|straße|strasse|street|str\.)\s*:?\s+)?/iu;
/** „2nd Floor“, "Unit 4": before the street, and part of it. */
const PART_OF_HOUSE =
  /^(?:unit|suite|floor|flat|level|block|\d{1,2}(?:st|nd|rd|th) floor|\d{1,2}\. ?(?:og|stock|etage))/iu;
const LONGEST_STREET = 100;
/** Between a state and the code behind it. */
const STATE_REACH = 10;

/** Postal code, city, and the state or country that stands with them. In: the text with other values blotted out. */
export function pastedPlace(masked: string, context: ValueContext): readonly ValueSpan[] {
  const all = [...spotPostal(masked, context)].sort((a, b) => a.from - b.from);
  const code = all.find(({ kind }) => kind === 'postalCode');
  if (code === undefined) return labelledPlace(masked);
  const [line = ''] = masked.slice(code.to).split('\n', 1);
  const city = all.find(({ kind, to }) => kind === 'city' && to <= code.to + line.length);
  const country = all.find(({ kind, from }) => kind === 'country' && from === code.from);
  const state = all.find(
    ({ kind, to }) => kind === 'state' && Math.abs(code.from - to) < STATE_REACH,
  );
  return [code, city, country, state].filter((span) => span !== undefined);
}

/** By its own words, or because it stands right before the postal code. */
export function pastedStreet(
  text: string,
  lines: readonly PasteLine[],
  { place, known, context }: PlaceClues,
): ValueSpan | undefined {
  const start = Math.min(...place.map(({ from }) => from));
  const before = place.length === 0 ? undefined : streetBefore(text, start, known);
  if (before !== undefined) return before;
  const masked = blotted(text, [...known, ...place]);
  const others = lines.filter((line) => NOT_OURS.test(line.text));
  const all = [...spotStreets(masked, context)].sort((a, b) => a.from - b.from);
  return all.find(
    ({ from }) => !others.some((line) => from >= line.from && from < line.from + line.text.length),
  );
}

/** What was found before the street is looked for. */
export interface PlaceClues {
  readonly place: readonly ValueSpan[];
  readonly known: readonly ValueSpan[];
  readonly context: ValueContext;
}

/** Countries alone on a line, or behind a comma. */
export function pastedCountries(lines: readonly PasteLine[]): readonly ValueSpan[] {
  const pieces = lines.flatMap(({ text, from }) =>
    text.split(', ').map((piece) => ({ piece, from })),
  );
  return pieces.flatMap(({ piece, from }): readonly ValueSpan[] => {
    const value = countryNamed(piece.replace(/^(?:land|country)\s*:\s*/iu, '').trim());
    return value === undefined
      ? []
      : [{ kind: 'country', value, from, to: from, certainty: 'sure' }];
  });
}

function labelledPlace(text: string): readonly ValueSpan[] {
  const spans = labelsIn(text).flatMap(({ name, to }): readonly ValueSpan[] => {
    const [line = ''] = text.slice(to).split('\n', 1);
    const value = line.trim();
    const isCode = name === 'postalCode' && /^\w[\w -]{2,9}$/u.test(value);
    const isCity = name === 'city' && fittingValue('city', value) !== undefined;
    if (!isCode && !isCity) return [];
    return [{ kind: name, value, from: to, to: to + value.length, certainty: 'sure' }];
  });
  return spans.filter(isFirstOfKind);
}

function streetBefore(
  text: string,
  end: number,
  known: readonly ValueSpan[],
): ValueSpan | undefined {
  const head = blotted(text, known).slice(0, end);
  const bare = head.replace(/[\s,|·•/-]+$/u, '');
  const from = Math.max(...DIVIDERS.map((divider) => bare.lastIndexOf(divider))) + 1;
  const pieces = bare.slice(from).replace(LABEL, '').split(', ');
  const start = pieces.findIndex(
    (piece) => isStreetLine(piece, { field: undefined }) || PART_OF_HOUSE.test(piece),
  );
  const value = pieces.slice(Math.max(start, 0)).join(', ').trim();
  if (start < 0 || value.length > LONGEST_STREET) return undefined;
  const at = text.lastIndexOf(value, end);
  return { kind: 'street', value, from: at, to: at + value.length, certainty: 'sure' };
}
