// The knowledge files as they lie on the disk, faults and all; topic.ts reads them when they are known to be good.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

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
  readonly texts: Readonly<Record<'de' | 'en', readonly PlacedEntry<TopicText>[]>>;
  readonly sources: Readonly<Record<string, TopicSource>>;
  /** What could not be read or has the wrong shape. */
  readonly faults: readonly KnowledgeFault[];
}

const FEWEST_PHRASINGS = 12;
const LONGEST_TITLE = 75;

const line = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'is not a kebab-case id');
const date = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u, 'is not YYYY, YYYY-MM or YYYY-MM-DD');

/** What is true of a topic in any language. `asOf` is the newest date of the facts used. */
const topicFacts = z.strictObject({
  id,
  statements: z.array(z.string().regex(/^S-\d{2}$/u, 'is not S-01 … S-42')),
  sources: z.array(id).min(1, 'names no source'),
  asOf: date,
  related: z.array(id).min(1, 'has no related topic'),
  family: id,
});

/** One topic in one language. `phrasings` are the ways people ask for it; they are never shown. */
const topicText = z.strictObject({
  id,
  title: line.max(LONGEST_TITLE, `is longer than ${LONGEST_TITLE} characters`),
  answer: line,
  next: line,
  phrasings: z.array(line).min(FEWEST_PHRASINGS, `has fewer than ${FEWEST_PHRASINGS} phrasings`),
});

const source = z.strictObject({
  title: z.strictObject({ de: line, en: line }),
  url: z.url({ protocol: /^https$/u, error: 'is not an https address' }),
  date,
  kind: z.enum(['microsoft', 'third-party']),
});

const sources = z.record(id, source);

export type TopicFacts = Readonly<z.infer<typeof topicFacts>>;
export type TopicText = Readonly<z.infer<typeof topicText>>;
export type TopicSource = Readonly<z.infer<typeof source>>;

/** Reads them all. In: the folder. Out: what is well formed, and the faults of the rest; rules between files are in knowledge-faults.ts. */
export function readKnowledgeFiles(home: URL): KnowledgeFiles {
  const faults: KnowledgeFault[] = [];
  const note = (found: readonly KnowledgeFault[]) => faults.push(...found);
  return {
    topics: rowsIn(home, 'topics', topicFacts, note),
    texts: {
      de: rowsIn(home, 'de', topicText, note),
      en: rowsIn(home, 'en', topicText, note),
    },
    sources: sourcesIn(home, note),
    faults,
  };
}

type AddFault = (found: readonly KnowledgeFault[]) => void;

function rowsIn<T>(
  home: URL,
  folder: string,
  schema: z.ZodType<T>,
  note: AddFault,
): PlacedEntry<T>[] {
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
