// Countries in a free sentence, German or English: which, how sure, and in what role.

import { castOf, type Role } from './roles.ts';
import { readSentence } from './sentence.ts';

export interface CountryMention {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** False where it was guessed from a mistyped word or a city, or the word means another place as well. */
  readonly sure: boolean;
  readonly form: 'name' | 'adjective';
  /** Which word of the sentence it begins at, from 0. */
  readonly at: number;
  readonly role?: Role;
}

/** Finds countries. In: a text (its first 600 characters). Out: mentions in their order; „DACH“ is three. */
export function countriesIn(text: string): readonly CountryMention[] {
  return castOf(readSentence(text)).flatMap(({ place, role }) =>
    place.codes.map((code) => ({
      code,
      sure: place.sure,
      form: place.kind === 'adjective' ? ('adjective' as const) : ('name' as const),
      at: place.at,
      ...(role === undefined ? {} : { role }),
    })),
  );
}
