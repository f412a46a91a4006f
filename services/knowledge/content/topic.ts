// What Lotse knows: topics, each told in both languages, and the pages they rest on. Data, read when asked for.

import { readdirSync, readFileSync } from 'node:fs';
import type { TopicFacts, TopicSource, TopicText } from './knowledge-files.ts';

export type KnowledgeLanguage = 'de' | 'en';

export interface Topic extends TopicFacts {
  readonly group: string;
  readonly text: Readonly<Record<KnowledgeLanguage, TopicText>>;
}

export interface Knowledge {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly sources: ReadonlyMap<string, TopicSource>;
}

/** Reads all topics and sources of a directory, ours unless told. It trusts the data; `npm run knowledge:check` does not. */
export function loadKnowledge(home: URL = new URL('./', import.meta.url)): Knowledge {
  const groups = readdirSync(new URL('topics/', home)).sort();
  const topics = groups.flatMap((file) => groupOf(file, home));
  const sources = read(new URL('sources.json', home)) as Record<string, TopicSource>;
  return {
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    sources: new Map(Object.entries(sources)),
  };
}

function groupOf(file: string, home: URL): Topic[] {
  const facts = read(new URL(`topics/${file}`, home)) as TopicFacts[];
  const de = byId(read(new URL(`de/${file}`, home)) as TopicText[]);
  const en = byId(read(new URL(`en/${file}`, home)) as TopicText[]);
  const group = file.replace(/\.json$/u, '');
  return facts.map((fact) => ({
    ...fact,
    group,
    text: { de: told(de, fact.id), en: told(en, fact.id) },
  }));
}

function told(texts: ReadonlyMap<string, TopicText>, id: string): TopicText {
  const text = texts.get(id);
  if (text === undefined) {
    throw new Error(`Topic ${id} is not told in both languages; see npm run knowledge:check.`);
  }
  return text;
}

function byId(texts: readonly TopicText[]): ReadonlyMap<string, TopicText> {
  return new Map(texts.map((text) => [text.id, text]));
}

function read(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
