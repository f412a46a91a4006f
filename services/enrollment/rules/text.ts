// One line of text that must be there, or may be.

import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import type { IssueCode } from './finding.ts';

const tooLong: IssueCode = 'tooLong';
const required: IssueCode = 'required';

/** A line that must not be empty. In: the longest length in characters. Out: a schema, text → plain text. */
export function line(max: number): z.ZodType<string, string> {
  return optionalLine(max).pipe(z.string().min(1, required));
}

/** A line that may be empty. In: the longest length in characters. Out: a schema, text → plain text. */
export function optionalLine(max: number): z.ZodType<string, string> {
  return z.string().transform(plainText).pipe(z.string().max(max, tooLong));
}
