// Name, address as registered: unabbreviated, Western European letters [written-as-registered].

import { plainText } from '../../reading/plain-text.ts';
import legalForms from '../data/legal-forms.json' with { type: 'json' };
import { spelledOutAddress, spelledOutName, westernized } from './better-spelling.ts';
import type { Doubt, IssueCode, Reservation } from './finding.ts';

const LEGAL_FORMS: ReadonlySet<string> = new Set(legalForms);

/** Words cut short by a full stop („Hauptstr.“, "Bros."), and initials inside a word ("D.-Bonhoeffer-Weg", "z.B."). */
const CUT_SHORT = /^[(„"']?\p{L}[\p{L}.&/-]*\.[,;)“"']?$|\p{L}\.-?\p{L}/u;
/** „amazon.de“ is a name, not two words cut short. */
const DOMAIN_LIKE = /^[\p{L}\d-]{2,}\.\p{Ll}{2,6}[,;)]?$/u;
/** „E.ON“ and „q.beyond“ are called so. */
const BRAND = /^\p{L}\.\p{L}{2,}$/u;
/** Street words that people shorten without a stop, at the end of an address line or before the number. */
const STREET_SHORT = /(?:\p{L}str|(?:^|[ -])(?:str|pl|st|ave|blvd|rd|ln|hwy))(?=\s*\d|\s*,|$)/iu;
/** „St. Gallen“ and „St.-Martin-Straße“ are spelled so officially. */
const SAINT = /^st\.-?(?=\p{L})/iu;
/** Latin letters of Western Europe (ISO 8859-15), digits, blanks and common marks. */
const WESTERN = /^[\p{ASCII}\u00A0-\u00FFŒœŠšŽžŸ€‘’‚“”„–—…ẞ]*$/u;

/** Whether a name ends as a company's does („GmbH“, "Ltd."): then it is one, whatever it begins with. */
export function endsInLegalForm(name: string): boolean {
  const all = words(name);
  const last = all.at(-1) ?? '';
  return all.length > 1 && last.length > 1 && /^\p{Lu}|\.|^mbH/u.test(last) && isLegalForm(last);
}

/** Doubtful when a word of a company's name is cut short; legal forms ("Co.", "S.A.") and saints are none. */
export const abbreviatedName: Doubt = (value) =>
  isAbbreviatedName(value)
    ? mendable('name.abbreviated', spelledOutName(plainText(value)), isAbbreviatedName)
    : undefined;

/** Doubtful when a word of an address is cut short; saints ("St. Gallen") are none. */
export const abbreviatedAddress: Doubt = (value, { companyCountry }) => {
  if (!isAbbreviatedAddress(value)) return undefined;
  const better = spelledOutAddress(plainText(value), companyCountry);
  return mendable('name.abbreviated', better, isAbbreviatedAddress);
};

/** Doubtful when characters stand outside Western European scripts. */
export const notWestern: Doubt = (value) =>
  isNotWestern(value)
    ? mendable('name.notWestern', westernized(plainText(value), isWestern), isNotWestern)
    : undefined;

/** The better value goes with the doubt only when it is not as doubtful itself. */
function mendable(
  code: IssueCode,
  better: string,
  isDoubtful: (value: string) => boolean,
): IssueCode | Reservation {
  return isDoubtful(better) ? code : { code, better };
}

function isAbbreviatedName(value: string): boolean {
  const all = words(value);
  return all.some(
    (word, at) => isCutShort(word, all[at + 1]) && !isLegalForm(word) && !BRAND.test(word),
  );
}

function isAbbreviatedAddress(value: string): boolean {
  const all = words(value);
  const cut = all.some((word, at) => isCutShort(word, all[at + 1]));
  return cut || STREET_SHORT.test(plainText(value));
}

function isNotWestern(value: string): boolean {
  return !isWestern(plainText(value));
}

function isWestern(text: string): boolean {
  return WESTERN.test(text);
}

/** The words, with „Str.12“ taken apart and "e. K.", "Sp. j." put together. */
function words(value: string): string[] {
  const apart = plainText(value).replace(/(?<=\p{L}\.)(?=\d)/gu, ' ');
  return apart.replace(/(?<=(?:^| |\.)\p{L}{1,2}\.) (?=\p{L}\.)/gu, '').split(' ');
}

/** A street's "St." ends the name ("Main St. 4"); a saint's is followed by one. */
function isCutShort(word: string, next: string | undefined): boolean {
  if (/^st\.$/iu.test(word)) return !/^\p{Lu}/u.test(next ?? '');
  const bare = word.replace(SAINT, '');
  return CUT_SHORT.test(bare) && !DOMAIN_LIKE.test(bare);
}

function isLegalForm(word: string): boolean {
  return LEGAL_FORMS.has(word.toLowerCase().replace(/[^\p{L}]/gu, ''));
}
