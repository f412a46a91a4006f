// What a knowledge file must look like; rules between files are in knowledge-faults.ts.

import { z } from 'zod';

const FEWEST_PHRASINGS = 12;
const LONGEST_TITLE = 75;

const line = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'is not a kebab-case id');
const date = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u, 'is not YYYY, YYYY-MM or YYYY-MM-DD');

export const topicFacts = z.strictObject({
  id,
  statements: z.array(z.string().regex(/^S-\d{2}$/u, 'is not S-01 … S-42')),
  sources: z.array(id).min(1, 'names no source'),
  asOf: date,
  related: z.array(id).min(1, 'has no related topic'),
  family: id,
});

export const topicText = z.strictObject({
  id,
  title: line.max(LONGEST_TITLE, `is longer than ${LONGEST_TITLE} characters`),
  answer: line,
  next: line,
  phrasings: z.array(line).min(FEWEST_PHRASINGS, `has fewer than ${FEWEST_PHRASINGS} phrasings`),
});

export const source = z.strictObject({
  title: z.strictObject({ de: line, en: line }),
  url: z.url({ protocol: /^https$/u, error: 'is not an https address' }),
  date,
  kind: z.enum(['microsoft', 'third-party']),
});

export const sources = z.record(id, source);
