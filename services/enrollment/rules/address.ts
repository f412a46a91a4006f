// Street and city: an address as it is registered [written-as-registered], so no placeholder and no post-office box.

import type { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import { folded } from '../../reading/plain-text.ts';
import noAnswers from '../data/no-answers.json' with { type: 'json' };
import type { Doubt, IssueCode } from './finding.ts';
import { hasLetter, isInOneCharacterScript, isNoAnswer, isOneCharacter } from './no-answer.ts';
import { line } from './schemas.ts';

const STREET_WORDS: ReadonlySet<string> = new Set(noAnswers.street);
const UNLIKELY_CITIES: ReadonlySet<string> = new Set(noAnswers.cityLikely);
const UNLIKELY_STREET =
  /^(?:muster|beispiel|test)(?:str|strasse|weg|gasse|platz|allee|street)(?: \d.*)?$|^(?:sample|example|test|fake) (?:street|road)\b|^strasse \d+$/u;
/** Places whose name is one letter. */
const ONE_LETTER_CITIES: Readonly<Record<string, string>> = {
  FR: 'Y',
  NO: 'ÅA',
  SE: 'ÅÖ',
  DK: 'ÅØ',
};

/** Boxes by their names everywhere, as folded words; a street may follow or go before. */
const BOX = String.raw`(?<![\p{L}\d])(?:(?:gross)?post ?fach|p ?o ?b(?: ?ox)?(?= ?\d|$)|p ?o ?box|gpo box|post(?:al)? ?(?:office )?box|private (?:mail )?bag|locked bag|case postale|casella postale|boite postale|caixa postal|casilla(?: (?:de )?correos?)?|apartado(?: (?:de correos|postal))?|apdo|skrytka pocztowa|skr poczt|postbus|post ?boks|boks(?= \d)|post ?box|postilokero|postafiok|postovni prihradka|postovy priecinok|postni predal|postanski pretinac|casuta postala|posta kutusu|а я|абонентский ящик|packstation|postfiliale)(?!\p{L})(?: (?:nr )?(?:[a-z]{0,2} )?\d[\d ]*)?`;
const BOX_ANYWHERE = new RegExp(BOX, 'u');
/** Short names are boxes only with a number, at the beginning, and where people call them so. */
const SHORT_BOXES: Readonly<Record<string, RegExp>> = {
  DE: /^pf \d/u,
  AT: /^pf \d/u,
  CH: /^(?:pf|fach|cp|c p) \d/u,
  LI: /^(?:pf|fach) \d/u,
  FR: /^(?:bp|b p|tsa|cs) \d/u,
  BE: /^(?:bp|b p) \d/u,
  LU: /^(?:bp|b p) \d/u,
  IT: /^(?:cp|c p) \d/u,
  ES: /^apdo \d/u,
  SE: /^box \d/u,
  NO: /^(?:pb|boks|box) \d/u,
  DK: /^(?:pb|boks|box) \d/u,
  FI: /^(?:pl|pb) \d/u,
  HU: /^pf \d/u,
  TR: /^(?:pk|p k) \d/u,
  SI: /^(?:pp|p p) \d/u,
  HR: /^(?:pp|p p) \d/u,
};

const noAnswer: IssueCode = 'noAnswer';

/** A street. In: the longest length in characters. Out: a schema, text → plain text. */
export function street(max: number): z.ZodType<string, string> {
  return line(max).refine((text) => !isNoAnswer(text) && !isNoStreet(text), noAnswer);
}

/** A city; digits alone are none. In: the longest length in characters. Out: a schema, text → plain text. */
export function city(max: number): z.ZodType<string, string> {
  return line(max).refine((text) => hasLetter(text) && !isNoAnswer(text), noAnswer);
}

/** Doubtful: a sample's street, or a number alone. */
export const unlikelyStreet: Doubt = (value) =>
  !hasLetter(value) || UNLIKELY_STREET.test(folded(value)) ? 'placeholder.likely' : undefined;

/** Doubtful: a sample's city, or one letter where no city is called so. */
export const unlikelyCity: Doubt = (value, { values }) => {
  if (UNLIKELY_CITIES.has(folded(value))) return 'placeholder.likely';
  const country = readCountry(values['country'] ?? '') ?? '';
  const isShort = isOneCharacter(value) && !isInOneCharacterScript(value);
  const isKnown = ONE_LETTER_CITIES[country]?.includes(value.toUpperCase()) === true;
  return isShort && !isKnown ? 'placeholder.likely' : undefined;
};

/** Doubtful: a post-office box is no business address [no-po-box]. The street beside it, if there is one, would fit better. */
export const poBox: Doubt = (value, { values }) => {
  const country = readCountry(values['country'] ?? '') ?? '';
  if (!isBox(value, country)) return undefined;
  const rest = value.split(/[,;|/]/u).filter((part) => !isBox(part, country));
  const better = rest.map((part) => part.trim()).join(', ');
  if (!/\p{L}{3}/u.test(better) || rest.length === 0) return 'address.poBox';
  return { code: 'address.poBox', params: {}, better: { input: 'street', value: better } };
};

function isBox(text: string, country: string): boolean {
  const words = folded(text);
  return BOX_ANYWHERE.test(words) || SHORT_BOXES[country]?.test(words) === true;
}

function isNoStreet(text: string): boolean {
  if (STREET_WORDS.has(folded(text))) return true;
  return isOneCharacter(text) && hasLetter(text) && !isInOneCharacterScript(text);
}
