// The trained ranking as two files: ranking.bin (a JSON head and arrays of numbers, compressed) and ranking.json, which says what it
// was learned from, so that a ranking that no longer fits its knowledge is never asked.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Knowledge } from '../content/topic.ts';
import { lessonsOf } from './corpus.ts';
import type { TrainedRanking } from './ranking.ts';
import learned from './ranking.json' with { type: 'json' };

/** What a ranking was learned from, as hashes. */
export interface RankingOrigin {
  /** Topics, lexicon, and what is out of scope. */
  readonly lessons: string;
  /** The code that learns, without comments and blanks. */
  readonly code: string;
}

const FILE = new URL('ranking.bin', import.meta.url);
const ORIGIN_FILE = new URL('ranking.json', import.meta.url);
const TRAINING = [
  ...['corpus.ts', 'linear-model.ts', 'train-model.ts', 'train-ranking.ts'],
  '../../reading/plain-text.ts',
];
const LANGUAGE = '../language/';
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu;
const HEAD_LENGTH_BYTES = 4;

/** In: the knowledge. Out: the ranking learned from exactly this; undefined when the files are of something else. */
export function readRanking(knowledge: Knowledge): TrainedRanking | undefined {
  if (learned.lessons !== hashOf(lessonsOf(knowledge))) return undefined;
  return unpacked(gunzipSync(readFileSync(FILE)));
}

/** Writes both files; the same ranking gives the same bytes. */
export function writeRanking(ranking: TrainedRanking, origin: RankingOrigin): void {
  writeFileSync(FILE, gzipSync(packed(ranking)));
  writeFileSync(ORIGIN_FILE, `${JSON.stringify(origin, null, 2)}\n`);
}

/** In: the knowledge. Out: what a ranking that is learned now has to name. */
export function originOf(knowledge: Knowledge): RankingOrigin {
  const language = readdirSync(new URL(LANGUAGE, import.meta.url)).sort();
  const files = [
    ...language.filter((name) => name.endsWith('.ts')).map((name) => `${LANGUAGE}${name}`),
    ...TRAINING,
  ];
  const code = files.map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8')
      .replace(COMMENTS, '')
      .replace(/\s+/gu, ''),
  );
  return { lessons: hashOf(lessonsOf(knowledge)), code: hashOf(code) };
}

/** Whether the files are what would be learned now. */
export function isRankingFresh(knowledge: Knowledge): boolean {
  const { lessons, code } = originOf(knowledge);
  return learned.lessons === lessons && learned.code === code;
}

/** Arrays of four bytes a number first, so that each begins where its numbers may. */
export function packed({ topics, model, words }: TrainedRanking): Buffer {
  const arrays = [
    ...[model.rarities, model.scales, words.ends, words.scores],
    ...[words.topics, model.weights],
  ];
  const head = JSON.stringify({
    topics,
    labels: model.labels,
    features: model.features,
    documents: words.documents,
    terms: words.terms,
    lengths: arrays.map(({ length }) => length),
  });
  const blanks = ' '.repeat(-Buffer.byteLength(head) & 3);
  const start = Buffer.from(head + blanks);
  const length = Buffer.alloc(HEAD_LENGTH_BYTES);
  length.writeUInt32LE(start.length);
  const bytes = arrays.map((all) => Buffer.from(all.buffer, all.byteOffset, all.byteLength));
  return Buffer.concat([length, start, ...bytes]);
}

/** In: what `packed` made. */
export function unpacked(file: Buffer): TrainedRanking {
  const { buffer } = new Uint8Array(file);
  let at = HEAD_LENGTH_BYTES + file.readUInt32LE();
  const head = JSON.parse(file.toString('utf8', HEAD_LENGTH_BYTES, at)) as RankingHead;
  const { topics, labels, features, documents, terms, lengths } = head;
  const from = (bytes: number): number => (at += bytes) - bytes;
  const rarities = new Float32Array(buffer, from(lengths[0] * 4), lengths[0]);
  const scales = new Float32Array(buffer, from(lengths[1] * 4), lengths[1]);
  const ends = new Uint32Array(buffer, from(lengths[2] * 4), lengths[2]);
  const scores = new Float32Array(buffer, from(lengths[3] * 4), lengths[3]);
  const met = new Uint16Array(buffer, from(lengths[4] * 2), lengths[4]);
  const weights = new Int16Array(buffer, from(lengths[5] * 2), lengths[5]);
  return {
    topics,
    model: { labels, features, rarities, scales, weights },
    words: { documents, terms, ends, topics: met, scores },
  };
}

interface RankingHead {
  readonly topics: readonly string[];
  readonly labels: number;
  readonly features: readonly string[];
  readonly documents: number;
  readonly terms: readonly string[];
  readonly lengths: readonly [number, number, number, number, number, number];
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
