// Words as they are written in books: dialect's small words („mir hoaßn“, „noi, d' Hausnummer isch“) before anything is read.

import dialect from './data/dialect.json' with { type: 'json' };

type Replacement = readonly [RegExp, string];

const END = String.raw`(?![\p{L}\p{N}@_-]|\.\p{L})`;
const REPLACEMENTS: readonly Replacement[] = dialect.map(([pattern = '', plain = '']) => {
  const end = pattern.endsWith('(?=\\p{L})') || plain.endsWith(' ') ? '' : END;
  return [new RegExp(String.raw`(?<![\p{L}\p{N}.@_-])(?:${pattern})${end}`, 'gu'), plain];
});

/** A German text with its small words in plain spelling; names and all others stay. English has words that look like them. */
export function inPlainWords(text: string, language: 'de' | 'en'): string {
  if (language !== 'de') return text;
  return REPLACEMENTS.reduce((plain, [pattern, word]) => plain.replace(pattern, word), text);
}
