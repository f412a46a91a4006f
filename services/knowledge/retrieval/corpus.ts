// Everything the ranking learns from, analyzed once: titles, phrasings, answers, and questions about something else.

import elsewhereData from './out-of-scope.json' with { type: 'json' };
import lexiconData from '../language/lexicon.json' with { type: 'json' };
import { createAnalyzer, type Analyzer, type Features } from '../language/analyzer.ts';
import type { LexiconData } from '../language/lexicon.ts';
import type { TopicText } from '../content/knowledge-files.ts';
import type { Knowledge, KnowledgeLanguage, Topic } from '../content/topic.ts';

export type CorpusEntryKind = 'title' | 'phrasing' | 'answer' | 'elsewhere';

/** One text and the number of the topic it speaks of; what is not about us has the number after the last topic. */
export interface CorpusEntry {
  readonly kind: CorpusEntryKind;
  readonly text: string;
  readonly language: KnowledgeLanguage;
  readonly label: number;
  readonly features: Features;
}

export interface Corpus {
  readonly topics: readonly string[];
  readonly entries: readonly CorpusEntry[];
  readonly analyzer: Analyzer;
}

const LANGUAGES: readonly KnowledgeLanguage[] = ['de', 'en'];
/** Concepts of elsewhere.json carry this mark, so that they never meet one of ours. */
const ELSEWHERE = 'elsewhere.';
const ANCHORS: ReadonlySet<string> = new Set(lexiconData.anchors);
const MOST_COUNTED = 2;

/** How firmly a text stands in our subject: mentions of what only we speak of, less those of what others do. */
export function domainTermScore(concepts: ReadonlySet<string>): number {
  const of = (is: (concept: string) => boolean) =>
    Math.min(MOST_COUNTED, [...concepts].filter(is).length);
  return of((concept) => ANCHORS.has(concept)) - of((concept) => concept.startsWith(ELSEWHERE));
}

/** Reads texts the way the ranking has learned to. In: the knowledge, whose words count as known. */
export function createAnalyzerOf({ topics }: Knowledge): Analyzer {
  const texts = [...topics.values()].flatMap(textsOf);
  return createAnalyzer(concepts(), texts, lexiconData.everyday);
}

/** All that the ranking depends on: the same lessons make the same ranking. */
export function lessonsOf({ topics }: Knowledge): unknown {
  const texts = [...topics.values()].map(({ id, text }) => ({ id, text }));
  return { texts, lexiconData, elsewhereData };
}

/** Every question that is known: titles, phrasings, and examples of what is not about us. In: the knowledge. */
export function questionsOf({
  topics,
}: Knowledge): readonly { readonly text: string; readonly language: KnowledgeLanguage }[] {
  return LANGUAGES.flatMap((language) => {
    const own = [...topics.values()].flatMap(({ text }) => [
      text[language].title,
      ...text[language].phrasings,
    ]);
    return [...own, ...elsewhereData.examples[language]].map((text) => ({ text, language }));
  });
}

/** In: the knowledge. Out: what to learn from it. */
export function corpusOf(knowledge: Knowledge): Corpus {
  const topics = [...knowledge.topics.values()];
  const analyzer = createAnalyzerOf(knowledge);
  const raw = [
    ...topics.flatMap((topic, label) =>
      LANGUAGES.flatMap((language) => told(topic.text[language], { label, language })),
    ),
    ...LANGUAGES.flatMap((language) =>
      elsewhereData.examples[language].map((text) => ({
        kind: 'elsewhere' as const,
        text,
        language,
        label: topics.length,
      })),
    ),
  ];
  const entries = raw.map((entry) => ({
    ...entry,
    features: featuresIn(entry),
  }));
  return { topics: topics.map(({ id }) => id), entries, analyzer };

  function featuresIn({ kind, text }: RawEntry): Features {
    return kind === 'answer' ? analyzer.gist(text) : analyzer.analyze(text).features;
  }
}

type RawEntry = Omit<CorpusEntry, 'features'>;

function told(text: TopicText, of: Pick<RawEntry, 'label' | 'language'>): RawEntry[] {
  const sentences = `${text.answer} ${text.next}`.split(/(?<=[.!?:]) /u);
  return [
    { ...of, kind: 'title', text: text.title },
    ...text.phrasings.map((phrasing) => ({ ...of, kind: 'phrasing' as const, text: phrasing })),
    ...sentences.map((sentence) => ({ ...of, kind: 'answer' as const, text: sentence })),
  ];
}

function textsOf({ text }: Topic): string[] {
  return LANGUAGES.flatMap((language) => {
    const { title, answer, phrasings } = text[language];
    return [title, answer, ...phrasings];
  });
}

function concepts(): LexiconData {
  const others = Object.entries(elsewhereData.words).map(
    ([concept, forms]) => [`${ELSEWHERE}${concept}`, forms] as const,
  );
  return { ...lexiconData.concepts, ...Object.fromEntries(others) };
}
