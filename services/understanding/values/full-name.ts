// A name said in full right after a part of it: „Frau Yilmaz, Elif Yilmaz“, "It'll be Priya, Priya Raman that is".

import { isCapitalized, isContent, isFirstName } from './word-list.ts';

interface NameParts {
  readonly firstName: string;
  readonly lastName: string;
}

const OTHER = String.raw`(?<!\p{L})(?!(?:[Ff]rau|[Hh]errn?|[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|[Pp]rof|[Dd]ie|[Dd]er)(?!\p{L}))(?<other>\p{L}[\p{Ll}'’-]+(?:-\p{Lu}\p{Ll}+)?)`;

/** The name with the part that was missing, where the text says it. */
export function fullName<Name extends NameParts>(name: Name, text: string): Name {
  const { firstName, lastName } = name;
  if (firstName !== '' && lastName !== '') return name;
  const part = `${firstName}${lastName}`.replace(/[^\p{L}\p{N} -]/gu, '.');
  const pause = firstName === '' ? '' : '[,.] ';
  const first = otherIn(text, String.raw`${pause}${OTHER} ${part}(?!\p{L})`);
  if (first !== undefined)
    return { ...name, firstName: first, lastName: `${firstName}${lastName}` };
  const last = firstName === '' ? undefined : otherIn(text, `[,.] ${part} ${OTHER}`);
  return last === undefined ? name : { ...name, lastName: last };
}

function otherIn(text: string, pattern: string): string | undefined {
  const other = new RegExp(pattern, 'u').exec(text)?.groups?.['other'] ?? '';
  const isName = isCapitalized(other) || isFirstName(other);
  return isName && isContent(other) ? other : undefined;
}
