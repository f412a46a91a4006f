// The domain's synonyms: concepts and the forms people type for them, found in a row of stems, longest first.

import { stemOf, wordsOf } from './words.ts';

/** Concept → forms, in both languages at once. */
export type LexiconData = Readonly<Record<string, readonly string[]>>;

/** A concept in a text. `whole` is false when a longer form covers it ("admin" within "global admin"). */
export interface Mention {
  readonly concept: string;
  readonly whole: boolean;
}

export interface Lexicon {
  mentions(stems: readonly string[]): readonly Mention[];
}

interface LexiconMatch {
  readonly concepts: readonly string[];
  readonly from: number;
  readonly to: number;
}

export function createLexicon(data: LexiconData): Lexicon {
  const byForm = formsOf(data);
  const longestFrom = lengthsOf(byForm);
  return {
    mentions: (stems) => {
      const found = stems.flatMap((_, from) => foundAt(stems, from));
      return found.flatMap((one) => {
        const whole = !found.some((other) => covers(other, one));
        return one.concepts.map((concept) => ({ concept, whole }));
      });
    },
  };

  function foundAt(stems: readonly string[], from: number): LexiconMatch[] {
    const most = Math.min(longestFrom.get(stems[from] ?? '') ?? 0, stems.length - from);
    const found: LexiconMatch[] = [];
    for (let length = 1; length <= most; length += 1) {
      const to = from + length;
      const concepts = byForm.get(stems.slice(from, to).join(' '));
      if (concepts !== undefined) found.push({ concepts, from, to });
    }
    return found;
  }
}

/** The words of all forms, for the spelling and for compounds. */
export function wordsIn(data: LexiconData): readonly string[] {
  return Object.values(data).flat().flatMap(wordsOf);
}

function covers(other: LexiconMatch, one: LexiconMatch): boolean {
  const longer = other.to - other.from > one.to - one.from;
  return longer && other.from <= one.from && other.to >= one.to;
}

function formsOf(data: LexiconData): ReadonlyMap<string, readonly string[]> {
  const byForm = new Map<string, string[]>();
  for (const [concept, forms] of Object.entries(data)) {
    for (const form of forms) {
      const key = wordsOf(form).map(stemOf).join(' ');
      const concepts = byForm.get(key) ?? [];
      if (!concepts.includes(concept)) byForm.set(key, [...concepts, concept]);
    }
  }
  return byForm;
}

/** First stem of a form → how many stems the longest form with it has. */
function lengthsOf(byForm: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const form of byForm.keys()) {
    const stems = form.split(' ');
    const first = stems[0] ?? '';
    lengths.set(first, Math.max(lengths.get(first) ?? 0, stems.length));
  }
  return lengths;
}
