// A company's legal name: what Microsoft does not permit as a customer's [customer-names], and what is hardly one.

import { z } from 'zod';
import { folded } from '../../reading/plain-text.ts';
import formsAlone from '../data/legal-forms-alone.json' with { type: 'json' };
import noAnswers from '../data/no-answers.json' with { type: 'json' };
import type { Doubt, IssueCode } from './finding.ts';
import {
  hasLetter,
  isInOneCharacterScript,
  isMadeUp,
  isNoAnswer,
  isRepeated,
  isSpelledOut,
} from './no-answer.ts';
import { line } from './schemas.ts';

const FORMS: ReadonlySet<string> = new Set(formsAlone);
const LIKELY: ReadonlySet<string> = new Set(noAnswers.companyLikely);
/** „GmbH & Co. KG“ and its like, as one word. */
const WITH_COMPANION =
  /^(?:g?gmbh|gag|ag|ug(?:haftungsbeschraenkt)?|se|ltd|limited|mbh)(?:u|und|and)?co(?:kgaa|kg|ohg|gbr)?$/u;

const noAnswer: IssueCode = 'noAnswer';
const oneCharacter: IssueCode = 'name.oneCharacter';
const formOnly: IssueCode = 'name.legalFormOnly';

/** A legal name. In: the longest length in characters. Out: a schema, text → plain text. */
export function companyName(max: number): z.ZodType<string, string> {
  return line(max).pipe(
    z
      .string()
      .refine((name) => !hasOneCharacter(name), { error: oneCharacter, abort: true })
      .refine((name) => !isNoAnswer(name), { error: noAnswer, abort: true })
      .refine((name) => !isLegalForm(folded(name)), formOnly),
  );
}

/** Doubtful: digits alone, or a sample's name with or without its legal form („Muster GmbH“, "My Company Ltd"). */
export const unlikelyCompany: Doubt = (value) => {
  const name = withoutLegalForm(folded(value));
  const isUnlikely = !hasLetter(value) || LIKELY.has(name) || isMadeUp(name) || isNoAnswer(name);
  return isUnlikely ? 'placeholder.likely' : undefined;
};

/** One character, one repeated three times, or single ones with blanks [customer-names]; "C & A" is a name. */
function hasOneCharacter(name: string): boolean {
  if (/[&+]/u.test(name) && hasLetter(name)) return false;
  if (isInOneCharacterScript(name) && name.includes(' ')) return false;
  return (/[\p{L}\p{N}]/u.test(name) && isSpelledOut(name)) || isRepeated(name);
}

/** In: folded words. */
function isLegalForm(words: string): boolean {
  const form = words.replaceAll(' ', '');
  return FORMS.has(form) || WITH_COMPANION.test(form);
}

function withoutLegalForm(name: string): string {
  const words = name.split(' ');
  const at = words.findIndex((_, cut) => cut > 0 && isLegalForm(words.slice(cut).join('')));
  return at < 0 ? name : words.slice(0, at).join(' ');
}
