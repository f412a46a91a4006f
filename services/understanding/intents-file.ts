// The trained recognizer as two files: intents.bin (a JSON head and arrays of numbers, compressed) and intents.json, which says what
// it was learned from, so that one that no longer fits its lessons is never asked.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Knowledge } from '../knowledge/content/topic.ts';
import type { TrainedModel } from '../knowledge/retrieval/linear-model.ts';
import concepts from './data/concepts.json' with { type: 'json' };
import learned from './intents.json' with { type: 'json' };
import { INTENTS } from './intents.ts';
import { lessonsOfIntents, trainIntents } from './train-intents.ts';

const FILE = new URL('intents.bin', import.meta.url);
const ORIGIN_FILE = new URL('intents.json', import.meta.url);
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu;
/** The code that learns; what it reads words with is covered by the ranking's own file. */
const TRAINING = ['features.ts', 'concepts.ts', 'train-intents.ts', 'intents.ts'];
const HEAD_LENGTH_BYTES = 4;

interface Origin {
  readonly lessons: string;
  readonly code: string;
}

/** In: the knowledge. Out: what was learned of exactly this, from the file; learned anew, in some seconds, when the file is of something else. */
export function readIntents(knowledge: Knowledge): TrainedModel {
  const isFresh = learned.lessons === originOfIntents(knowledge).lessons;
  return isFresh
    ? unpacked(gunzipSync(readFileSync(FILE)))
    : trainIntents(lessonsOfIntents(knowledge));
}

/** Learns and writes both files; the same lessons give the same bytes. Out: how many features were learned. */
export function writeIntents(knowledge: Knowledge): number {
  const model = trainIntents(lessonsOfIntents(knowledge));
  writeFileSync(FILE, gzipSync(packed(model)));
  writeFileSync(ORIGIN_FILE, `${JSON.stringify(originOfIntents(knowledge), null, 2)}\n`);
  return model.features.length;
}

/** Whether the files are what would be learned now. */
export function isIntentsFileFresh(knowledge: Knowledge): boolean {
  const { lessons, code } = originOfIntents(knowledge);
  return learned.lessons === lessons && learned.code === code;
}

function originOfIntents(knowledge: Knowledge): Origin {
  const code = TRAINING.map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8')
      .replace(COMMENTS, '')
      .replace(/\s+/gu, ''),
  );
  const lessons = lessonsOfIntents(knowledge).map(({ text, intent }) => [text, intent]);
  return { lessons: hashOf([INTENTS, concepts, lessons]), code: hashOf(code) };
}

/** Arrays of four bytes a number first, so that each begins where its numbers may. */
function packed({ labels, features, rarities, scales, weights }: TrainedModel): Buffer {
  const head = JSON.stringify({ labels, features });
  const blanks = ' '.repeat(-Buffer.byteLength(head) & 3);
  const start = Buffer.from(head + blanks);
  const length = Buffer.alloc(HEAD_LENGTH_BYTES);
  length.writeUInt32LE(start.length);
  const bytes = [rarities, scales, weights].map((all) =>
    Buffer.from(all.buffer, all.byteOffset, all.byteLength),
  );
  return Buffer.concat([length, start, ...bytes]);
}

function unpacked(file: Buffer): TrainedModel {
  const { buffer } = new Uint8Array(file);
  const start = HEAD_LENGTH_BYTES + file.readUInt32LE();
  const head = JSON.parse(file.toString('utf8', HEAD_LENGTH_BYTES, start)) as {
    readonly labels: number;
    readonly features: readonly string[];
  };
  const count = head.features.length;
  return {
    ...head,
    rarities: new Float32Array(buffer, start, count),
    scales: new Float32Array(buffer, start + 4 * count, count),
    weights: new Int16Array(buffer, start + 8 * count, count * head.labels),
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
