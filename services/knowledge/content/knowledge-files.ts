// The knowledge files as they lie on the disk, faults and all; topic.ts reads them when they are known to be good.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { sources, topicFacts, topicText } from './knowledge-schema.ts';
import type { KnowledgeLanguage, TopicSource, TopicFacts, TopicText } from './topic.ts';

export interface KnowledgeFault {
  readonly file: string;
  /** Topic or source id; empty when the whole file is meant. */
  readonly topic: string;
  readonly fault: string;
}

export interface PlacedEntry<T> {
  readonly file: string;
  readonly value: T;
}

export interface KnowledgeFiles {
  readonly topics: readonly PlacedEntry<TopicFacts>[];
  readonly texts: Readonly<Record<KnowledgeLanguage, readonly PlacedEntry<TopicText>[]>>;
  readonly sources: Readonly<Record<string, TopicSource>>;
  /** What could not be read or has the wrong shape. */
  readonly faults: readonly KnowledgeFault[];
}

export function readKnowledgeFiles(home: URL): KnowledgeFiles {
  const faults: KnowledgeFault[] = [];
  const note = (found: readonly KnowledgeFault[]) => faults.push(...found);
  return {
    topics: rowsIn(home, { folder: 'topics', schema: topicFacts, note }),
    texts: {
      de: rowsIn(home, { folder: 'de', schema: topicText, note }),
      en: rowsIn(home, { folder: 'en', schema: topicText, note }),
    },
    sources: sourcesIn(home, note),
    faults,
  };
}

type AddFault = (found: readonly KnowledgeFault[]) => void;

interface Folder<T> {
  readonly folder: string;
  readonly schema: z.ZodType<T>;
  readonly note: AddFault;
}

function rowsIn<T>(home: URL, { folder, schema, note }: Folder<T>): PlacedEntry<T>[] {
  const at = new URL(`${folder}/`, home);
  const names = existsSync(at) ? readdirSync(at).sort() : [];
  return names.flatMap((name) => {
    const file = `${folder}/${name}`;
    const rows = parsed(new URL(name, at), file, note);
    if (!Array.isArray(rows)) return [];
    return rows.flatMap((row: unknown) => {
      const result = schema.safeParse(row);
      if (result.success) return [{ file, value: result.data }];
      note(shapeFaults(result.error.issues, { file, topic: idOf(row) }));
      return [];
    });
  });
}

function sourcesIn(home: URL, note: AddFault): Record<string, TopicSource> {
  const file = 'sources.json';
  const result = sources.safeParse(parsed(new URL(file, home), file, note) ?? {});
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    note(shapeFaults([issue], { file, topic: String(issue.path[0] ?? '') }));
  }
  return {};
}

function parsed(at: URL, file: string, note: AddFault): unknown {
  try {
    return JSON.parse(readFileSync(at, 'utf8'));
  } catch (error) {
    note([{ file, topic: '', fault: error instanceof Error ? error.message : 'cannot be read' }]);
    return undefined;
  }
}

function shapeFaults(
  issues: readonly z.core.$ZodIssue[],
  { file, topic }: Pick<KnowledgeFault, 'file' | 'topic'>,
): KnowledgeFault[] {
  return issues.map(({ path, message }) => ({
    file,
    topic,
    fault: `${path.map(String).join('.')} ${message}`.trim(),
  }));
}

function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : '';
}
