// A text as weighted features, the same way for what is known and for what is asked.

import { createDictionary } from './dictionary.ts';
import { createLexicon, wordsIn, type LexiconData, type Mention } from './lexicon.ts';
import { stemOf, wordsOf } from './words.ts';

/** Feature → weight. The first letter tells the kind: w word, p part, b pair of words, c letters, k concept, q pair of concepts. */
export type Features = ReadonlyMap<string, number>;

export interface Analysis {
  readonly features: Features;
  readonly words: readonly string[];
  readonly concepts: ReadonlySet<string>;
  /** Share of the words that neither the knowledge nor the lexicon has, after mending. */
  readonly unknown: number;
}

export interface Analyzer {
  analyze(text: string): Analysis;
  /** Words and concepts only: what is worth knowing of a long text. */
  gist(text: string): Features;
}

const MOST_WORDS = 60;
const LETTERS = 4;
const WEIGHT = {
  word: 1,
  part: 0.5,
  wordPair: 0.3,
  letters: 0.5,
  concept: 2,
  inner: 0.7,
  conceptPair: 0.6,
};

/**
 * In: the concepts; texts whose words count as known, though a word seen once may be a typing mistake; plain words that are
 * never mended into one of ours.
 */
export function createAnalyzer(
  lexiconData: LexiconData,
  texts: readonly string[],
  everyday: readonly string[],
): Analyzer {
  const lexicon = createLexicon(lexiconData);
  const dictionary = createDictionary(
    [...wordsIn(lexiconData), ...everyday.flatMap(wordsOf)],
    texts,
  );

  return {
    analyze: (text) => {
      const read = readText(text);
      const { words, mentions } = read;
      const strange = words.filter((word) => !dictionary.isFamiliar(word)).length;
      return {
        features: featuresOf(read),
        words,
        concepts: new Set(mentions.filter(({ whole }) => whole).map(({ concept }) => concept)),
        unknown: words.length === 0 ? 1 : strange / words.length,
      };
    },
    gist: (text) => gistOf(readText(text)),
  };

  function readText(text: string): AnalyzedWord {
    const words = wordsOf(text).slice(0, MOST_WORDS).map(dictionary.mended);
    const stems = words.map(stemOf);
    const opened = words.flatMap(dictionary.opened).map(stemOf);
    const inside = opened.length > stems.length ? lexicon.mentions(opened) : [];
    return { words, stems, opened, mentions: [...lexicon.mentions(stems), ...inside] };
  }
}

interface AnalyzedWord {
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly opened: readonly string[];
  readonly mentions: readonly Mention[];
}

function gistOf({ stems, opened, mentions }: AnalyzedWord): Map<string, number> {
  const features = new Map<string, number>();
  for (const part of opened) features.set(`w:${part}`, WEIGHT.part);
  for (const stem of stems) features.set(`w:${stem}`, WEIGHT.word);
  for (const { concept, whole } of mentions) {
    const before = features.get(`k:${concept}`) ?? 0;
    features.set(`k:${concept}`, Math.max(before, whole ? WEIGHT.concept : WEIGHT.inner));
  }
  return features;
}

function featuresOf(read: AnalyzedWord): Features {
  const features = gistOf(read);
  for (const pair of neighbors(read.stems)) features.set(`b:${pair}`, WEIGHT.wordPair);
  for (const letters of read.words.flatMap(lettersOf)) features.set(`c:${letters}`, WEIGHT.letters);
  for (const pair of pairs(read.mentions)) features.set(`q:${pair}`, WEIGHT.conceptPair);
  return features;
}

function neighbors(stems: readonly string[]): string[] {
  return stems.slice(1).map((stem, index) => `${stems[index] ?? ''} ${stem}`);
}

function lettersOf(word: string): string[] {
  const framed = `_${word}_`;
  const count = Math.max(1, framed.length - LETTERS + 1);
  return Array.from({ length: count }, (_, at) => framed.slice(at, at + LETTERS));
}

function pairs(mentions: readonly Mention[]): string[] {
  const whole = mentions.filter((mention) => mention.whole).map(({ concept }) => concept);
  const concepts = [...new Set(whole)].sort();
  return concepts.flatMap((one, index) => concepts.slice(index + 1).map((two) => `${one}+${two}`));
}
