// A person's name in words: „ich bin die Maren Vogt“, „Frau Dr. Anna-Lena Müller“, „Vogt, Maren“, "I'm Tom".

import { fullName } from './full-name.ts';
import {
  matches,
  type Spotter,
  type ValueCertainty,
  type ValueContext,
  type ValueSpan,
} from './span.ts';
import {
  isCapitalized,
  isContent,
  isFirstName,
  isNameParticle,
  placedWords,
  wordAt,
  type PlacedWord,
} from './word-list.ts';

/** A name split in two; either part may be missing. */
export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
  /** Where it ends in the text that was read. */
  readonly to: number;
  /** Whether one of its words is a first name we know. */
  readonly isKnown: boolean;
}

const TITLE =
  /^(?:dr|doktor|doctor|professor|prof|mag|dipl|ing|dipl\.-ing|dipl\.-kfm|dipl\.-inf|ddr|med|jur|phil|rer|nat|h\.c|mba|msc|bsc|ba|ma|llm|phd|frau|fr|herr|herrn|hr|mr|mrs|ms|miss|mx|sir)\.?$/iu;
const SALUTATION = /^(?:frau|fr|herr|herrn|hr|mr|mrs|ms|miss)\.?$/iu;
const TRAILING =
  /^(?:bsc|msc|ba|ma|mba|llm|phd|m\.sc|b\.sc|m\.a|b\.a|ll\.m|bba|mcse|dr|cissp)\.?$/iu;
const NOBILITY = /^(?:graf|gräfin|freiherr|freifrau|baron|baronin|fürst|prinz|prinzessin)$/iu;
const NAME_WORD = /^\p{L}[\p{L}\p{M}'’-]*\.?$/u;
const MOST_WORDS = 6;
const MOST_STARTS = 12;

/** Says who is meant; what follows may be a name or something else („ich bin neu“). */
const WEAK =
  /(?<![\p{L}])(?:ich bin(?:'?s)?|i bin|bin|i['’]?m|i am|this is|it['’]?s|it(?:['’]ll| will| would)? be|das ist|hier ist|hier)[ ,:]+(?:(?:die|der|the|de|da|dr(?!\.)) |: ?)?(?=\p{L})/dgiu;
/** A name follows. */
const STRONG =
  /(?<![\p{L}])(?:ich hei(?:ß|ss)e|hei(?:ß|ss)e(?: ich,?)?|hei(?:ß|ss)en tu(?:e|) ich|myself|meself|gestatten|an mich,?|to me,?|name:|mein name(?: ist|:)|name ist|mein vor- und nachname(?: ist|:)?|my (?:good |full )?name(?:['’]s| is)|name['’]?s|(?:haupt)?ansprechpartner(?:in)?(?: ist| wird| wäre| bin ich,?| bei uns ist|:)?(?: jetzt| nun| neu| ab sofort)?|ansprechperson(?: ist|:)?|kontakt(?:person)?(?: ist| wäre|:)|(?:our |the )?(?:main |primary )?contact(?: person)?(?: is| would be|:)(?: now)?|contact(?: person)? to|talk(?:ing)? to|speak(?:ing)? to|ask for|hier (?:spricht|schreibt)|point of contact is|nehmt|nehmen sie|nimm|(?:also )?schreib(?:t|en)?(?: sie)?(?: bitte| einfach| mal| da)*|trag(?:t|en)?(?: sie)?(?: bitte| einfach| mal| da)*|put(?: in| down)?(?: me)?(?: down)?(?: please)?|write (?:it |that )?(?:to|down)|(?:please |just |simply )+use|eintragen:|chef(?:in)? heißt|chef(?:in)? heisst|kolleg(?:e|in) heißt|geschäftsführer(?:in)? heißt|boss is called|z\. ?hd\.|attn:?|zuständig (?:ist|bin ich,?))[ ,:]+(?:(?:die|den|der|the|unsere?n?|our) )?(?=\p{L})/dgiu;
const BEFORE_NOW =
  /(?<!\p{L})(?:früher|nicht mehr|nimmer|ehemals|damals|bisher|used to|no longer|previously|formerly|anymore|has left|is gone|ist weg|ausgeschieden)(?!\p{L})/iu;
const SALUTED = /(?<![\p{L}])(?=(?:frau|herrn?|mrs?|ms|miss)\.? (?:(?:dr|prof)\. ?)*\p{L})/dgiu;
/** „Maren heiß ich“ */
const TURNED = /(?<![\p{L}])(?=(?:\p{L}[\p{L}'’-]+ ){1,3}hei(?:ß|ss)e? (?:ich|i)(?!\p{L}))/dgiu;

/** Names that somebody says are theirs or the contact's. */
export const spotPersons: Spotter = (text, { field, step, language }) => {
  const starts = [
    ...matches(text, STRONG).map((match) => ({
      at: match.index + match[0].length,
      from: match.index,
      isStrong: true,
    })),
    ...matches(text, WEAK).map((match) => ({
      at: match.index + match[0].length,
      from: match.index,
      isStrong: false,
    })),
    ...matches(text, TURNED).map((match) => ({
      at: match.index,
      from: match.index,
      isStrong: true,
    })),
    ...matches(text, SALUTED)
      .filter(({ index }) => !text.startsWith('MS ', index))
      .map((match) => ({
        at: match.index,
        from: match.index,
        isStrong: true,
      })),
  ];
  for (const { at, isStrong } of starts.slice(0, MOST_STARTS)) {
    const read = readPersonName(text.slice(at), isStrong);
    if (read === undefined || isOfBefore(text.slice(at + read.to))) continue;
    const name = fullName(swapped(read), text);
    const isSure = isSureName(name, isStrong, language);
    if (isSure || isAtContact(step))
      return personSpans(name, at, field, isSure ? 'sure' : 'likely');
  }
  return [];
};

/** "This is Deirdre Walsh": in English no other two words are written so. */
function isEnglishName({ firstName, lastName }: PersonName, language: string): boolean {
  return language === 'en' && isCapitalized(firstName) && isCapitalized(lastName);
}

/** Whether a name is taken without a doubt. */
function isSureName(name: PersonName, isStrong: boolean, language: string): boolean {
  return isStrong || name.isKnown || isEnglishName(name, language);
}

/** „Friedrich Weiß hat das früher gemacht“ */
function isOfBefore(after: string): boolean {
  return BEFORE_NOW.test(after.split(/[,;.!\n¦]/u, 1).join(''));
}

/** „It's Bath“ names a person only where one is asked for. */
function isAtContact(step: ValueContext['step']): boolean {
  return step === 'contact' || step === undefined;
}

/** A whole line as a name. Out: undefined when anything else stands there. */
export function wholePersonName(line: string): PersonName | undefined {
  const given = line.trim();
  if (!given.includes(', ')) return onlyName(given);
  const [last = '', first = '', ...more] = given.split(', ');
  const isName = more.length === 0 && !/\d/u.test(given) && onlyName(first) !== undefined;
  const name = isName ? onlyName(`${first} ${last}`) : undefined;
  return name && { ...name, firstName: first.trim(), lastName: last.trim() };
}

function onlyName(line: string): PersonName | undefined {
  const name = readPersonName(line, true);
  const isWhole = name !== undefined && !/[\p{L}\p{N}@]/u.test(line.slice(name.to));
  return isWhole ? swapped(name) : undefined;
}

/** A name's spans at one place. */
export function personSpans(
  { firstName, lastName, to }: PersonName,
  at: number,
  field: string | undefined,
  certainty: ValueCertainty,
): readonly ValueSpan[] {
  const isLastAsked = field === 'lastName' && lastName === '';
  const parts = [
    {
      kind: isLastAsked ? 'lastName' : 'firstName',
      value: firstName,
      from: at,
      to: at + to,
      certainty,
    },
    { kind: 'lastName', value: lastName, from: at, to: at + to, certainty },
  ] as const;
  return parts
    .filter(({ value }) => value !== '')
    .map((part) => ({ ...part, value: inCapitals(part.value) }));
}

/** A name typed in small letters, as its bearer writes it: „maren vogt“, „anna-lena von der leyen“. */
export function inCapitals(name: string): string {
  if (/\p{Lu}/u.test(name)) return name;
  return name.replace(/(?<![\p{L}\p{M}])\p{L}[\p{L}\p{M}]*/gu, (word) =>
    isNameParticle(word) ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
}

/** Reads a name from a text's beginning. In: whether words in small letters may be a name that we don't know. */
export function readPersonName(text: string, isExpected: boolean): PersonName | undefined {
  const phrase = text.split(/[,;|¦\n:!?(/·•@<"]/u, 1).join('');
  const words = placedWords(phrase).slice(0, MOST_WORDS + 4);
  const begin = words.findIndex(({ text: word }) => !TITLE.test(word));
  const titles = words.slice(0, Math.max(begin, 0));
  const own = nameWords(words.slice(titles.length), isExpected);
  const isSaluted = titles.some(({ text: word }) => SALUTATION.test(word));
  return begin < 0 ? undefined : split(own, phrase, isSaluted);
}

/** The words of the name, without degrees behind it; none when the first is no name. */
function nameWords(words: readonly PlacedWord[], isExpected: boolean): readonly PlacedWord[] {
  const [first] = words;
  if (first === undefined || !isNameWord(first, isExpected)) return [];
  const own = words.slice(0, lengthOf(words));
  while (own.length > 2 && TRAILING.test(wordAt(own, -1))) own.pop();
  return own.every(({ text }) => isNameParticle(text)) ? [] : own;
}

function isNameWord({ text }: PlacedWord, isExpected: boolean): boolean {
  if (!NAME_WORD.test(text)) return false;
  if (isNameParticle(text)) return isExpected;
  if (!isContent(text)) return isFirstName(text) && isCapitalized(text) && isExpected;
  return isCapitalized(text) || isFirstName(text) || isExpected;
}

/** A name in capitals ends before the first word in small letters that is no „von“. */
function lengthOf(words: readonly PlacedWord[]): number {
  const isUpper = isCapitalized(wordAt(words, 0));
  const isKnown = isUpper && isFirstName(wordAt(words, 0));
  const end = words
    .slice(1)
    .findIndex(
      (word, at) => !isNextName(word, isUpper) && !(isKnown && at === 0 && isUpperName(word)),
    );
  let length = Math.min(end < 0 ? words.length : end + 1, MOST_WORDS);
  while (length > 1 && isLoneParticle(wordAt(words, length - 1))) length -= 1;
  return length;
}

function isNextName({ text }: PlacedWord, isUpper: boolean): boolean {
  if (!NAME_WORD.test(text)) return false;
  return isNameParticle(text) || (isContent(text) && (!isUpper || isCapitalized(text)));
}

/** „Petra Lang“: an everyday word, but written as a name behind a first name. */
function isUpperName({ text }: PlacedWord): boolean {
  return NAME_WORD.test(text) && isCapitalized(text) && /\p{Ll}/u.test(text) && text.length > 2;
}

function isLoneParticle(word: string): boolean {
  return isNameParticle(word) && !isCapitalized(word);
}

function split(
  words: readonly PlacedWord[],
  phrase: string,
  isSaluted: boolean,
): PersonName | undefined {
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const isKnown = words.some(({ text }) => isFirstName(text));
  const cut = surnameAt(words, isSaluted);
  const firstNames = words.slice(0, cut);
  const surnames = words.slice(cut);
  const partOf = (part: readonly PlacedWord[]) =>
    phrase.slice(part[0]?.from ?? phrase.length, part.at(-1)?.to);
  return {
    firstName: partOf(firstNames),
    lastName: partOf(surnames).replace(/\.$/u, ''),
    to: last.to,
    isKnown,
  };
}

/** Where the last name begins: at „von“, else at the last word; a word alone is one after „Frau“. */
function surnameAt(words: readonly PlacedWord[], isSaluted: boolean): number {
  const particle = words.findIndex(({ text }) => isSurnameStart(text));
  if (particle >= 0 && (words.length > 1 || isSaluted)) return particle;
  if (words.length > 1) return words.length - 1;
  return isSaluted ? 0 : 1;
}

function isSurnameStart(word: string): boolean {
  return isNameParticle(word) || NOBILITY.test(word);
}

/** „Vogt Maren“: the list of first names tells. */
function swapped(name: PersonName): PersonName {
  const isTurned =
    isFirstName(name.lastName) && !isFirstName(name.firstName) && !/\s/u.test(name.firstName);
  return isTurned ? { ...name, firstName: name.lastName, lastName: name.firstName } : name;
}
