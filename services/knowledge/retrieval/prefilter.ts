// What is not a question about the subject, told before the search: nothing, noise, small talk, tricks, other languages, bare data.

import data from './prefilter.json' with { type: 'json' };
import { plainText } from '../../reading/plain-text.ts';
import { wordsOf } from '../language/words.ts';

export type SmallTalk = 'greeting' | 'thanks' | 'howAreYou' | 'insult' | 'goodbye' | 'bot';
export type Unknown = 'notCovered' | 'gibberish' | 'otherLanguage' | 'empty';
export type PrefilterResult =
  | { readonly kind: 'smallTalk'; readonly which: SmallTalk }
  | { readonly kind: 'unknown'; readonly why: Unknown };

/** Tried in this order: "you are useless, bye" is an insult. */
const KINDS: readonly SmallTalk[] = ['insult', 'bot', 'howAreYou', 'thanks', 'goodbye', 'greeting'];
const MOST_SMALL_TALK = 14;
const FEWEST_FOREIGN = 2;
const LONGEST_READ = 2_000;

const PHRASES: ReadonlyMap<string, SmallTalk> = new Map(
  [...KINDS]
    .reverse()
    .flatMap((kind) => data.smallTalk[kind].map((phrase) => [key(phrase), kind] as const)),
);
const LONGEST_PHRASE = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(' ').length));
const FILLERS = new Set(data.fillers.flatMap(wordsOf));
const NATIVE = new Set(data.native.flatMap(wordsOf));
const FOREIGN = Object.values(data.otherLanguages).map(
  (words) => new Set(words.flatMap(wordsOf).filter((word) => !NATIVE.has(word))),
);
const INJECTION = data.injection.map((pattern) => new RegExp(pattern, 'u'));
const RAW_INJECTION = data.injectionRaw.map((pattern) => new RegExp(pattern, 'iu'));
const OTHER_SCRIPT = new RegExp(data.otherScripts, 'gu');

/** Data as typed into a form field: an e-mail address, a page, a phone or other number, an id. */
const BARE_DATA = [
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/u,
  /^(?:https?:\/\/|www\.)\S+$/iu,
  /^[+\d][\d\s()/.-]{3,}$/u,
  /^\d+$/u,
  /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu,
];

/** In: typed text. Out: what to say instead of searching, or undefined when it may be a question. */
export function prefilter(text: string): PrefilterResult | undefined {
  const line = plainText(text.slice(0, LONGEST_READ));
  if (!/[\p{L}\p{N}]/u.test(line)) return unknown('empty');
  const words = wordsOf(line);
  if (isTrick(line, words)) return unknown('notCovered');
  if (BARE_DATA.some((pattern) => pattern.test(line))) return unknown('notCovered');
  const which = smallTalk(words);
  if (which !== undefined) return { kind: 'smallTalk', which };
  if (isForeign(line, words)) return unknown('otherLanguage');
  return isMash(words) ? unknown('gibberish') : undefined;
}

function unknown(why: Unknown): PrefilterResult {
  return { kind: 'unknown', why };
}

function isTrick(line: string, words: readonly string[]): boolean {
  const joined = words.join(' ');
  return (
    INJECTION.some((pattern) => pattern.test(joined)) ||
    RAW_INJECTION.some((pattern) => pattern.test(line))
  );
}

/** Small talk only when nothing else is said: „Hallo, wie lange dauert die Prüfung?“ is a question. */
function smallTalk(words: readonly string[]): SmallTalk | undefined {
  if (words.length > MOST_SMALL_TALK) return undefined;
  const found = new Set<SmallTalk>();
  let at = 0;
  while (at < words.length) {
    const length = phraseAt(words, at);
    const kind = PHRASES.get(words.slice(at, at + length).join(' '));
    if (kind !== undefined) found.add(kind);
    else if (!FILLERS.has(words[at] ?? '')) return undefined;
    at += Math.max(1, length);
  }
  return KINDS.find((kind) => found.has(kind));
}

/** How many words the longest phrase takes that begins here; 0 when none does. */
function phraseAt(words: readonly string[], at: number): number {
  const longest = Math.min(LONGEST_PHRASE, words.length - at);
  const lengths = Array.from({ length: longest }, (_, index) => longest - index);
  return lengths.find((length) => PHRASES.has(words.slice(at, at + length).join(' '))) ?? 0;
}

function isForeign(line: string, words: readonly string[]): boolean {
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  if ((line.match(OTHER_SCRIPT)?.length ?? 0) * 2 > letters) return true;
  const own = new Set(words.filter((word) => NATIVE.has(word))).size;
  const other = Math.max(
    ...FOREIGN.map((list) => new Set(words.filter((word) => list.has(word))).size),
  );
  return other >= FEWEST_FOREIGN && other > own;
}

const KEY_ROWS = ['qwertzuiop', 'qwertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1234567890'];
const LONGEST_CONSONANTS = 6;

/** Keys hit at random: rows of the keyboard, one letter over and over, no vowel in a long word. */
function isMash(words: readonly string[]): boolean {
  return words.every((word) => word.length < 3 || isMashed(word)) && words.some(isMashed);
}

function isMashed(word: string): boolean {
  if (word.length < 4) return false;
  if (/(.)\1{3,}/u.test(word) || /^(.{1,3})\1{2,}$/u.test(word)) return true;
  if (new RegExp(`[bcdfghjklmnpqrstvwxz]{${String(LONGEST_CONSONANTS)},}`, 'u').test(word))
    return true;
  if (!/[aeiouy\d]/u.test(word)) return word.length > 5;
  return rowRuns(word) * 2 >= word.length;
}

/** Letters of a word that lie in runs of four or more neighbors on the keyboard. */
function rowRuns(word: string): number {
  const starts = Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => at);
  const runs = starts.filter((at) => KEY_ROWS.some((row) => row.includes(word.slice(at, at + 4))));
  return runs.length === 0 ? 0 : runs.length + 3;
}

function key(phrase: string): string {
  return wordsOf(phrase).join(' ');
}
