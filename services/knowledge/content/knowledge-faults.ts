// What can be wrong with the knowledge although every file has the right shape, named as file, topic, fault.

import { folded } from '../../reading/plain-text.ts';
import {
  readKnowledgeFiles,
  type KnowledgeFault,
  type KnowledgeFiles,
  type PlacedEntry,
  type TopicFacts,
  type TopicText,
} from './knowledge-files.ts';

const SENTENCES = { least: 2, most: 6 };
const STATEMENTS = 42;
const LANGUAGES = ['de', 'en'] as const;

/** „z. B.“, „d. h.“, "e.g.", "i.e." */
const LETTER_PAIRS = /\b\p{L}\.\s?\p{L}\./gu;
/** Full stops that end no sentence. */
const NO_END =
  /(?:\b(?:z|u|d|i|e|o|S|Nr|Abs|bzw|ca|vgl|etc|Inc|Ltd|Co|Dr|vs|no|approx)|\d)\.(?=\s?[a-zäöüß\d]|\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))/gu;

/** In: the directory of the knowledge. Out: all faults, none when it is sound. */
export function knowledgeFaults(
  home: URL = new URL('./', import.meta.url),
): readonly KnowledgeFault[] {
  const files = readKnowledgeFiles(home);
  return [
    ...files.faults,
    ...twice(files.topics),
    ...LANGUAGES.flatMap((language) => twice(files.texts[language])),
    ...missingTexts(files),
    ...deadReferences(files),
    ...repeatedPhrasings(files),
    ...LANGUAGES.flatMap((language) => files.texts[language].flatMap(wrongLength)),
    ...untoldStatements(files),
    ...unusedSources(files),
  ];
}

/** How many sentences a text has; abbreviations, dates, figures and addresses end none. */
export function sentenceCount(text: string): number {
  const plain = text
    .replace(/https?:\/\/\S*[^\s.,;!?)]/gu, 'address')
    .replace(LETTER_PAIRS, 'abbreviation')
    .replace(NO_END, '');
  return plain.split(/[.!?][“”")]*(?=\s|$)/u).filter((part) => /\p{L}{2}/u.test(part)).length;
}

function twice(rows: readonly PlacedEntry<{ readonly id: string }>[]): KnowledgeFault[] {
  const seen = new Map<string, string>();
  return rows.flatMap(({ file, value: { id } }) => {
    const before = seen.get(id);
    seen.set(id, file);
    return before === undefined
      ? []
      : [{ file, topic: id, fault: `id already stands in ${before}` }];
  });
}

function missingTexts({ topics, texts }: KnowledgeFiles): KnowledgeFault[] {
  const known = new Set(topics.map(({ value }) => value.id));
  return LANGUAGES.flatMap((language) => {
    const told = new Map(texts[language].map((text) => [text.value.id, text.file]));
    const missing = topics.flatMap(({ file, value: { id } }) => {
      const expected = file.replace(/^topics/u, language);
      if (told.get(id) === expected) return [];
      const fault = told.has(id)
        ? `stands in ${told.get(id) ?? ''} instead`
        : `is not told in ${language}`;
      return [{ file: expected, topic: id, fault }];
    });
    const surplus = texts[language]
      .filter(({ value }) => !known.has(value.id))
      .map(({ file, value }) => ({ file, topic: value.id, fault: 'is no topic of topics/' }));
    return [...missing, ...surplus];
  });
}

function deadReferences({ topics, sources }: KnowledgeFiles): KnowledgeFault[] {
  const known = new Set(topics.map(({ value }) => value.id));
  return topics.flatMap(({ file, value: { id, related, sources: named } }) => [
    ...related
      .filter((other) => !known.has(other) || other === id)
      .map((other) => ({ file, topic: id, fault: `related topic ${other} does not exist` })),
    ...named
      .filter((name) => sources[name] === undefined)
      .map((name) => ({ file, topic: id, fault: `source ${name} is not in sources.json` })),
  ]);
}

/** A phrasing belongs to one topic, and stands once in a language. */
function repeatedPhrasings({ texts }: KnowledgeFiles): KnowledgeFault[] {
  const seen = new Map<string, { topic: string; file: string }>();
  return LANGUAGES.flatMap((language) =>
    texts[language].flatMap(({ file, value: { id, phrasings } }) =>
      phrasings.flatMap((phrasing) => {
        const before = seen.get(folded(phrasing));
        seen.set(folded(phrasing), { topic: id, file });
        if (before === undefined || (before.topic === id && before.file !== file)) return [];
        return [
          { file, topic: id, fault: `phrasing "${phrasing}" already stands in ${before.topic}` },
        ];
      }),
    ),
  );
}

function wrongLength({ file, value: { id, answer } }: PlacedEntry<TopicText>): KnowledgeFault[] {
  const count = sentenceCount(answer);
  if (count >= SENTENCES.least && count <= SENTENCES.most) return [];
  return [{ file, topic: id, fault: `answer has ${count} sentences, not 2 to 6` }];
}

function untoldStatements({ topics }: KnowledgeFiles): KnowledgeFault[] {
  const told = new Set(topics.flatMap(({ value }: PlacedEntry<TopicFacts>) => value.statements));
  const all = Array.from(
    { length: STATEMENTS },
    (_, index) => `S-${String(index + 1).padStart(2, '0')}`,
  );
  return all
    .filter((statement) => !told.has(statement))
    .map((statement) => ({ file: 'topics/', topic: '', fault: `no topic carries ${statement}` }));
}

function unusedSources({ topics, sources }: KnowledgeFiles): KnowledgeFault[] {
  const used = new Set(topics.flatMap(({ value }) => value.sources));
  return Object.keys(sources)
    .filter((name) => !used.has(name))
    .map((name) => ({ file: 'sources.json', topic: name, fault: 'is used by no topic' }));
}
