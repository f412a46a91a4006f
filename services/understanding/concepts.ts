// Words that mean alike, whichever language and inflection: what an intent is told by, and what a sentence is vetoed by.

import { wordsOf } from '../knowledge/language/words.ts';
import data from './data/concepts.json' with { type: 'json' };

export type Concept = keyof typeof data;

/** The concepts of a text in the order of their first words; a question mark counts as one. */
export interface ConceptMentions {
  readonly words: readonly string[];
  readonly concepts: readonly (Concept | 'questionMark')[];
}

interface ConceptPattern {
  readonly concept: Concept;
  readonly words: RegExp | undefined;
  /** The same for words whose umlauts tell them apart. */
  readonly written: RegExp | undefined;
  readonly signs: readonly string[];
}

const LONGEST_READ = 600;
const MOST_WORDS = 60;
const PATTERNS: readonly ConceptPattern[] = (Object.keys(data) as Concept[]).map(patternOf);

/** Finds the concepts. In: a text; only its first 600 characters and 60 words are read. */
export function mentionsIn(text: string): ConceptMentions {
  const read = text.slice(0, LONGEST_READ);
  const words = wordsOf(read).slice(0, MOST_WORDS);
  const row = ` ${words.join(' ')} `;
  const writtenRow = ` ${wordsAsWritten(read).join(' ')} `;
  const found = PATTERNS.flatMap(({ concept, words: pattern, written, signs }) => {
    const at = pattern?.exec(row)?.index ?? written?.exec(writtenRow)?.index;
    if (at !== undefined) return [{ concept, at }];
    return signs.some((sign) => read.includes(sign)) ? [{ concept, at: row.length }] : [];
  });
  const concepts = found.sort((a, b) => a.at - b.at).map(({ concept }) => concept);
  return { words, concepts: /[?？]/u.test(read) ? [...concepts, 'questionMark'] : concepts };
}

/**
 * A form ends in `*` where anything may follow; one without letters is a sign, an emoji say. One that begins with `=` is meant as
 * written: „würden“ is a wish and „wurden“ is none, which folding makes one word.
 */
function patternOf(concept: Concept): ConceptPattern {
  const forms: readonly string[] = data[concept];
  const wordy = forms.filter((form) => /[\p{L}\p{N}]/u.test(form));
  const written = wordy.filter((form) => form.startsWith('='));
  return {
    concept,
    words: expressionOf(
      wordy.filter((form) => !written.includes(form)),
      wordsOf,
    ),
    written: expressionOf(written, wordsAsWritten),
    signs: forms.filter((form) => !wordy.includes(form)),
  };
}

function expressionOf(
  forms: readonly string[],
  read: (text: string) => readonly string[],
): RegExp | undefined {
  if (forms.length === 0) return undefined;
  const sourceOf = (word: string): string => {
    const stem = read(word).join(' ');
    return word.endsWith('*') ? `${stem}[\\p{L}\\p{N}]*` : stem;
  };
  const sources = forms.map((form) => form.split(' ').map(sourceOf).join(' '));
  return new RegExp(` (?:${sources.join('|')})(?= )`, 'u');
}

function wordsAsWritten(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
