// Words and signs that fill a field without answering it: „-“, „k. A.“, „siehe Website“, "test", "asdf".

import { folded, plainText } from '../../reading/plain-text.ts';
import noAnswers from '../data/no-answers.json' with { type: 'json' };

const NO_VALUE: ReadonlySet<string> = new Set(noAnswers.noValue);
const NO_ANSWER: ReadonlySet<string> = new Set([...noAnswers.noValue, ...noAnswers.putOff]);
const MADE_UP: ReadonlySet<string> = new Set(noAnswers.madeUp);
/** Neighbors on a keyboard, from the left, in German and English order. */
const KEYBOARD_RUN =
  /^(?:asdf(?:g(?:hj?k?l?)?)?|qwer(?:t[zy]?u?i?o?p?)?|yxcv(?:bn?m?)?|zxcv(?:bn?m?)?|hjkl|jkloe)+$/u;
const ONE_REPEATED = /^(.)\1{2,}$/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether words say that there is no value („keine“, "n/a", „-“): then an optional field is empty. */
export function saysThereIsNone(text: string): boolean {
  return !LETTER_OR_DIGIT.test(text) ? isDash(text) : NO_VALUE.has(folded(text));
}

/** Whether a text is no answer to any question: signs alone, "n/a", „siehe oben“, "test", "asdf", "xxx". */
export function isNoAnswer(text: string): boolean {
  if (!LETTER_OR_DIGIT.test(text)) return true;
  const words = folded(text);
  return NO_ANSWER.has(words) || isMadeUp(words) || isRepeated(text);
}

/** Whether the words are a tester's („test“, "Test 1", "asdf"). In: folded. */
export function isMadeUp(words: string): boolean {
  return MADE_UP.has(words.replace(/ ?\d+$/u, '')) || KEYBOARD_RUN.test(words);
}

/** Whether one character is repeated three times or more and nothing else is said [customer-names]. */
export function isRepeated(text: string): boolean {
  return ONE_REPEATED.test(folded(text).replaceAll(' ', ''));
}

/** Whether a text has single characters with blanks alone ("1 2 3") [customer-names]. */
export function isSpelledOut(text: string): boolean {
  return plainText(text).split(' ').every(isOneCharacter);
}

/** Whether a text is one character; accents do not count. */
export function isOneCharacter(text: string): boolean {
  return /^\P{M}\p{M}*$/u.test(text);
}

export function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Scripts in which a name may be one character [customer-names]. */
export function isInOneCharacterScript(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}

function isDash(text: string): boolean {
  return /^[\p{Pd}−_./\s]+$/u.test(text);
}
