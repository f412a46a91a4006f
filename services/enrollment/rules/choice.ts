// One of a few named options; typed words are read before, here only the names count.

import { z } from 'zod';
import type { IssueCode } from './finding.ts';

const unknown: IssueCode = 'choice.unknown';

/** A choice. In: the options' names. Out: a schema that takes exactly these, in any case. */
export function choice(options: readonly string[]): z.ZodType<string, string> {
  return z
    .string()
    .transform((text) => options.find((option) => option === text.trim().toLowerCase()) ?? '')
    .pipe(z.string().min(1, unknown));
}
