// The contact's name put right: „ich heiße Voigt, mit i“, "it's Ashbee with two e's", „hab geheiratet, heiße jetzt Lehmann“.

import { editDistance } from '../../knowledge/language/edit-distance.ts';
import { readPersonName, inCapitals } from './person.ts';
import type { ValueContext } from './span.ts';
import { isCapitalized, isContent, isFirstName, placedWords } from './word-list.ts';
import type { NewValue } from './correction-several.ts';

const NAMING =
  /(?<!\p{L})(?:heiße|schreibe? mich|schreibt (?:sich|man|ma)|geschrieben|buchstabiert|spel(?:t|led|ling)|my (?:sur|last |first )?name['’]?s?|mein (?:nach|vor)?name|it['’]?s|its|i['’]m|ich bin|(?:mit|with|ohne|without)(?: an?| zwei| two| doppel-?| double| hartem| weichem)? ?(?:["„']?\p{L}{1,2}["“'’]?|\p{L}['’]s)(?!\p{L}))(?!\p{L})/iu;
const MARRIED =
  /(?<!\p{L})(?:geheiratet|heirat|verheiratet|married|marriage|scheidung|geschieden|divorced?|mädchennamen?|maiden name)(?!\p{L})/iu;
const NOW_CALLED =
  /(?<!\p{L})(?:heiße(?: ich)?(?: jetzt| nun| inzwischen| mittlerweile)?|(?:name|nachname|surname|nachnamen?|last name) (?:is|ist|lautet)(?: now| jetzt| nun)?|(?:jetzt|now|nun)(?: called| known as)?|(?:i['’]?m|am) now)[ ,:]+(?=\p{L})/giu;
const MOST_SLIPS = 2;
/** In letters; shorter words are like each other by chance. */
const SHORTEST = 3;

/** The name that words spell anew. In: whether they correct something by other signs. */
export function respelledName(
  line: string,
  context: ValueContext,
  isCorrecting: boolean,
): readonly NewValue[] {
  if (MARRIED.test(line)) return [...line.matchAll(NOW_CALLED)].flatMap(newSurname).slice(0, 1);
  if (!NAMING.test(line)) return [];
  const alike = mostAlike(line, context);
  if (alike !== undefined) return [alike];
  return isCorrecting ? calledSo(line, context) : [];
}

function newSurname(match: RegExpExecArray): readonly NewValue[] {
  const rest = match.input.slice(match.index + match[0].length);
  const name = readPersonName(rest, true);
  const value = name?.lastName === '' ? name.firstName : name?.lastName;
  return value === undefined || value === ''
    ? []
    : [{ field: 'lastName', value: inCapitals(value) }];
}

/** The word that is one or two letters from a known name. */
function mostAlike(line: string, { values }: ValueContext): NewValue | undefined {
  const known = ['lastName', 'firstName'].map((field) => ({ field, name: values[field] ?? '' }));
  const words = placedWords(line)
    .map(({ text }) => text.replace(/['’]s$/u, ''))
    .filter((word) => isNameLike(word, known));
  const pairs = words.flatMap((word) =>
    known.map(({ field, name }) => ({
      field,
      value: inCapitals(word),
      slips: slips(name, word),
    })),
  );
  const [best] = pairs.filter((pair) => pair.slips > 0).sort((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= MOST_SLIPS
    ? { field: best.field, value: best.value }
    : undefined;
}

function isNameLike(word: string, known: readonly { readonly name: string }[]): boolean {
  const isKnown = known.some(({ name }) => name.toLowerCase() === word.toLowerCase());
  const isName = /^\p{L}[\p{L}'’-]+$/u.test(word) && (isCapitalized(word) || isContent(word));
  return isName && !isKnown && word.length >= SHORTEST;
}

function slips(name: string, word: string): number {
  const most = Math.min(MOST_SLIPS, Math.floor(name.length / 2));
  const count = editDistance(name.toLowerCase(), word.toLowerCase(), most);
  return count <= most ? count : Infinity;
}

/** „Ich heiße Mareike“, where it is said that something is wrong. */
function calledSo(line: string, { values }: ValueContext): readonly NewValue[] {
  const at = /(?<!\p{L})(?:ich heiße|heiße ich|my name is|my name's|i'm called) (?=\p{L})/iu.exec(
    line,
  );
  const name = at === null ? undefined : readPersonName(line.slice(at.index + at[0].length), true);
  if (name === undefined) return [];
  const { firstName, lastName } = name;
  const alone = isFirstName(firstName) ? 'firstName' : 'lastName';
  const found =
    lastName === ''
      ? [{ field: alone, value: inCapitals(firstName) }]
      : [
          { field: 'firstName', value: inCapitals(firstName) },
          { field: 'lastName', value: inCapitals(lastName) },
        ];
  return found.filter(({ field, value }) => values[field] !== value);
}
