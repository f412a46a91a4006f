// The schemas that rules are made of: a line of text, a choice, and making one only once.

import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import type { IssueCode } from './finding.ts';
import { saysThereIsNone } from './no-answer.ts';

const tooLong: IssueCode = 'tooLong';
const required: IssueCode = 'required';
const unknown: IssueCode = 'choice.unknown';

/** A line that must not be empty. In: the longest length in characters. Out: a schema, text → plain text. */
export function line(max: number): z.ZodType<string, string> {
  return optionalLine(max).pipe(z.string().min(1, required));
}

/** A line that may be empty. In: the longest length in characters. Out: a schema, text → plain text. */
export function optionalLine(max: number): z.ZodType<string, string> {
  return z.string().transform(plainText).pipe(z.string().max(max, tooLong));
}

/** A line that may be empty, and is where somebody says that there is nothing („-“, „keine“). In: as optionalLine. */
export function lineOrNone(max: number): z.ZodType<string, string> {
  return z
    .string()
    .transform((text) => (saysThereIsNone(text) ? '' : text))
    .pipe(optionalLine(max));
}

/** A choice; typed words are read before. In: the options' names. Out: a schema that takes exactly these, in any case. */
export function choice(options: readonly string[]): z.ZodType<string, string> {
  return z
    .string()
    .transform((text) => options.find((option) => option === text.trim().toLowerCase()) ?? '')
    .pipe(z.string().min(1, unknown));
}

/** Making a schema costs more than using it. In: makes one for a key; keys must be few, as countries are. */
export function madeOnce<Key, Schema>(make: (key: Key) => Schema): (key: Key) => Schema {
  const made = new Map<Key, Schema>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
