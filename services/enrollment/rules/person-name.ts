// A contact's first or last name: what Microsoft takes for no name [customer-names], and what is hardly one.

import { z } from 'zod';
import { folded } from '../../reading/plain-text.ts';
import noAnswers from '../data/no-answers.json' with { type: 'json' };
import type { Doubt, IssueCode } from './finding.ts';
import {
  hasLetter,
  isInOneCharacterScript,
  isNoAnswer,
  isOneCharacter,
  isRepeated,
} from './no-answer.ts';
import { line } from './schemas.ts';

const NO_PERSON: ReadonlySet<string> = new Set(noAnswers.person);
/** No answer anywhere else, but people are called so. */
const SURNAMES_TOO: ReadonlySet<string> = new Set(noAnswers.surnamesToo);
const LIKELY: ReadonlySet<string> = new Set(noAnswers.personLikely);
const NOBODY = new Set(['john', 'jane']);
/** Longer than Microsoft takes for a customer's contact [customer-names]. */
const LONGEST_CONTACT = 40;

const noAnswer: IssueCode = 'noAnswer';
const noLetters: IssueCode = 'name.noLetters';

/** A first or last name. In: the longest length in characters. Out: a schema, text → plain text. */
export function personName(max: number): z.ZodType<string, string> {
  return line(max).pipe(
    z
      .string()
      .refine(hasLetter, { error: noLetters, abort: true })
      .refine((name) => !isNobody(folded(name), name), noAnswer),
  );
}

/** Doubtful: a sample's name, or one that is a person's and a placeholder ("Null"). */
export const unlikelyPerson: Doubt = (value, { values }) => {
  const words = folded(value);
  const isDoe = words === 'doe' && NOBODY.has(folded(values['firstName'] ?? ''));
  const isUnlikely = LIKELY.has(words) || SURNAMES_TOO.has(words) || isDoe;
  return isUnlikely ? 'placeholder.likely' : undefined;
};

/** Doubtful: one letter, where Microsoft wants the name [customer-names]; a Chinese character is one. */
export const oneLetter: Doubt = (value) => {
  const letter = value.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
  return isOneCharacter(letter) && !isInOneCharacterScript(value) ? 'name.oneLetter' : undefined;
};

/** Doubtful: longer than Microsoft takes for a customer's contact [customer-names]. */
export const longName: Doubt = (value) =>
  value.length > LONGEST_CONTACT ? 'name.long' : undefined;

function isNobody(words: string, name: string): boolean {
  if (SURNAMES_TOO.has(words)) return false;
  return NO_PERSON.has(words.replace(/ ?\d+$/u, '')) || isNoAnswer(name) || isRepeated(name);
}
