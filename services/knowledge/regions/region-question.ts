// Reads a question about regions, currencies and where one may sell: who sells, to whom, and what is asked of it.

import { signsOf } from './asked.ts';
import { kindOf, type RegionCues, type RegionQuestionKind } from './kind.ts';
import { partiesOf, type Parties } from './parties.ts';
import { castOf } from './roles.ts';
import { masked, readSentence } from './sentence.ts';
import { CURRENCY_OF_WORD } from './vocabulary.ts';

/** Countries are ISO codes. A missing `from`, or an empty `to`, is the company's own country. */
export interface RegionQuestion extends Parties {
  readonly kind: RegionQuestionKind;
  /** A region named in the question („zur Region Europa“): its English name. */
  readonly region?: string;
  /** The one currency named in the question („in Zloty?“): ISO 4217; several codes for „Kronen“ and „Dollar“. */
  readonly currency?: readonly string[];
  /** Asked is whether the regions differ, not whether they are the same. */
  readonly differ: boolean;
  /** False where a country or region was guessed. */
  readonly sure: boolean;
}

const US_DOLLARS = /\b(?:us|u s|amerikanisch\w*|american) dollars?\b/gu;

/** Reads a region question. In: typed text. Out: undefined unless it names a country and asks for one of the kinds. */
export function readRegionQuestion(text: string): RegionQuestion | undefined {
  const sentence = readSentence(text);
  const heard = hear(masked(sentence), {
    cast: castOf(sentence),
    regions: sentence.places.flatMap(({ region }) => region ?? []),
  });
  const kind = heard.cast.length === 0 ? undefined : kindOf(heard);
  if (kind === undefined) return undefined;
  return question(
    heard,
    kind,
    sentence.places.every(({ sure }) => sure),
  );
}

function hear(line: string, told: Pick<RegionCues, 'cast' | 'regions'>): RegionCues {
  const words = line.replace(US_DOLLARS, 'usd').split(' ');
  const currencies = words.flatMap((word) => CURRENCY_OF_WORD.get(word) ?? []);
  return { ...told, line, signs: signsOf(line), currencies: [...new Set(currencies)] };
}

function question(heard: RegionCues, kind: RegionQuestionKind, sure: boolean): RegionQuestion {
  const { signs, regions, cast, currencies } = heard;
  const [region] = regions;
  const [currency, ...further] = kind === 'currency' ? currencies : [];
  return {
    kind,
    ...partiesOf(kind, cast, signs.has('asUs')),
    ...(region === undefined ? {} : { region }),
    ...(currency === undefined || further.length > 0 ? {} : { currency: currency.split(' ') }),
    differ: signs.has('different') && !signs.has('same'),
    sure,
  };
}
