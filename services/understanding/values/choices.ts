// The answers to the two steps that are choices, in words: „sind schon CSP“, „ja bin ich“, "just a regular user".

import { fieldsOf } from '../../enrollment/steps.ts';
import data from './data/choices.json' with { type: 'json' };
import { isOfFormer, isOfOthers } from './clause.ts';

/** A field that is a choice. */
export type ChoiceField = keyof typeof data;

const CHOICES: Readonly<Record<ChoiceField, ReadonlyMap<string, readonly RegExp[]>>> = {
  situation: compiled(data.situation),
  workAccount: compiled(data.workAccount),
};
/** „Noch nicht im CSP“: what is denied is not chosen. */
const DENIED = /\b(?:nicht|kein\w*|not|no|never|nie)\b[^,;]{0,20}\b(?:csp|direct|direkt)/iu;
const DOUBT =
  /\b(?:oder|or|weiss nicht|keine ahnung|ob|whether|not sure|vielleicht|maybe|was ist|what is|heisst)\b|\?/iu;

/** The option that words choose. Out: its name, or undefined. */
export function chosenOption(field: ChoiceField, words: string): string | undefined {
  const line = plain(words.trim()).replace(/[.!]+$/u, '');
  const byNumber = optionNames(field)[placeOf(line) - 1];
  if (byNumber !== undefined || optionNames(field).includes(line)) return byNumber ?? line;
  if (DOUBT.test(line)) return undefined;
  const own = line
    .split(/,\s*/u)
    .filter((clause) => !isOfOthers(clause) && !isOfFormer(clause))
    .join(', ');
  const fitting = [...CHOICES[field]].find(([name, patterns]) => {
    const isDenied = (name === 'csp' || name === 'direct') && DENIED.test(own);
    return !isDenied && patterns.some((pattern) => pattern.test(own));
  });
  return fitting?.[0];
}

/** „2“, „die zweite“, "the first one". Out: counted from one; 0 when no place is named. */
function placeOf(line: string): number {
  if (/^\d$/u.test(line)) return Number(line);
  const word =
    /^(?:die |der |das |the |option |nummer |number )?(\p{L}+|\d)(?: option| antwort| auswahl| one| choice)?$/u.exec(
      line,
    )?.[1] ?? '';
  if (/^\d$/u.test(word)) return Number(word);
  const places = [
    ['erste', 'first'],
    ['zweite', 'second'],
    ['dritte', 'third'],
    ['vierte', 'fourth'],
  ];
  return places.findIndex((names) => names.includes(word)) + 1;
}

function optionNames(field: ChoiceField): readonly string[] {
  const step = field === 'situation' ? 'situation' : 'account';
  return fieldsOf(step).find(({ id }) => id === field)?.options ?? [];
}

function compiled(
  patterns: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly RegExp[]> {
  return new Map(
    Object.entries(patterns).map(([name, list]) => [
      name,
      list.map((one) => new RegExp(plain(one), 'u')),
    ]),
  );
}

/** As it is compared: \b knows no umlauts. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/’/gu, "'")
    .replace(/ä/gu, 'ae')
    .replace(/ö/gu, 'oe')
    .replace(/ü/gu, 'ue')
    .replace(/ß/gu, 'ss');
}
