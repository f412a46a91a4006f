// A company by its legal form: „Häberle & Pfleiderer IT-Service GbR“, "harbour lane it limited", also within a sentence.

import { isIntroduction, isPartOfName } from './company-lead.ts';
import { matches, type Spotter, type ValueContext, type ValueSpan } from './span.ts';
import {
  isCapitalized,
  isContent,
  isTelling,
  placedWords,
  wordAt,
  type PlacedWord,
} from './word-list.ts';

const WITH_COMPANION = String.raw`(?: ?(?:&|und|u\.|\+) ?co\.?(?: ?(?:kgaa|kg|ohg|gbr))?)?`;
const FORMS = String.raw`g?gmbh${WITH_COMPANION}|ges\.?m\.?b\.?h\.?${WITH_COMPANION}|mbh${WITH_COMPANION}|g\.m\.b\.h\.|ug(?: ?\(haftungsbeschr(?:ä|ae)nkt\)| haftungsbeschr(?:ä|ae)nkt)?${WITH_COMPANION}|gbr(?: mbh)?|ohg|kgaa|e\. ?k(?:fr|fm)?\.?|e\. ?u\.|e\. ?v\.|e\. ?g\.|partg ?mbb|partgmbb|partg|mbb|ltd${WITH_COMPANION}\.?|limited|dac|clg|llc|l\.l\.c\.|llp|inc\.?|incorporated|corporation|corp\.|plc|pty\.? ltd\.?|b\.v\.|n\.v\.|bv|s\.?à\.?r\.?l\.?|sarl|s\.r\.l\.?|srl|s\.p\.a\.?|spa|s\.a\.s\.?|s\.a\.|aps|oyj?|sp\. ?z ?o\.? ?o\.?|s\.r\.o\.?|d\.o\.o\.?|kft\.?|genossenschaft|stiftung|gesellschaft mit beschränkter haftung|aktiengesellschaft`;
const ANY_CASE = new RegExp(String.raw`(?<![\p{L}\p{N}.])(?:${FORMS})(?![\p{L}\p{N}])`, 'dgiu');
/** Short ones are words or units in other spellings: „AG“, „KG“, "SE". */
const CAPITALS = new RegExp(
  String.raw`(?<![\p{L}\p{N}.])(?:AG|KG|SE|SA|AB|AS|eG|EG|eK|EK|EV|eV|eU|SAS|NV)${WITH_COMPANION}(?![\p{L}\p{N}.])`,
  'dgu',
);
const AT_END = /(?<=\p{L} )(?:ag|kg|ek|eg|se)(?=\s*(?:$|\n|,|¦))/dgu;
/** „Wir arbeiten mit der … zusammen“: another company. */
const OTHERS =
  /(?:^|\s)(?:mit|with|via|über|durch|gegen|against|statt|früher|ehemals|formerly|kunde|kunden|customer|steuerberater|steuerberaterin|provider|distributor|distri|lieferant|konkurrent|anbieter|supplier|accountant|mutter|tochter|tochterfirma)(?:\s+\p{L}+){0,3}$/iu;
/** „Wir sind eine kleine GmbH“ names none. */
const NO_NAME = /(?:^|\s)(?:eine?|einer|a|an|keine?|welche|which)$/iu;
/** In capitals at the beginning of a sentence; any other word in capitals may be part of a name. */
const BREAKING =
  /^(?:wir|ich|sie|er|es|we|i|you|they|it's|it|is|are|ist|sind|heißt|heißen|heisst|das|die|der|den|the|this|that|unser\p{L}*|mein\p{L}*|our|my|hallo|hi|hello|guten|moin|ja|nein|yes|no|also|bitte|please|und|and|firma|company|name|firmenname|unternehmen|bei|mit|von|für|with|from|by|for|put|schreib|nimm|nehmen|sorry|danke|thanks)$/iu;
const AHEAD =
  /(?<!\p{L})(?:hallo|hi|hello|moin|servus|hey|danke|thanks|super|prima|ja|nein|yes|no|nope|stop|stopp|halt|moment|warte|wait|sorry|ok|okay|klar|gerne|sure|quatsch|falsch|wrong|oh|ach|ups|oops|grüß|tag)(?!\p{L})/iu;
const PHRASE_ENDS = ['\n', '¦', ':', '|', ';', '·', '•', '„', '"', '(', '!', '?'];
const MOST_WORDS = 8;

/** Companies by their legal forms; another's is left alone. */
export const spotCompanies: Spotter = (text, context) => {
  const forms = [ANY_CASE, CAPITALS, AT_END].flatMap((expression) => matches(text, expression));
  const ends = forms
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .sort((a, b) => a.to - b.to);
  const last = ends.filter(({ to }, at) => !isFollowedByForm(text, to, ends[at + 1]));
  return last.flatMap((form) => companyAt(text, form, context));
};

/** Whether a text ends in a legal form. */
export function endsAsCompany(text: string): boolean {
  const line = text.trim();
  return [ANY_CASE, CAPITALS, AT_END].some((expression) =>
    matches(line, expression).some(
      (match) => match.index > 0 && match.index + match[0].length >= line.length,
    ),
  );
}

/** „Jetzt aber! Medien GmbH“: a whole line is a name, with its mark within; „Hallo! Huber GmbH“ greets first. */
export function isCriedName(line: string): boolean {
  const [, cry = ''] = /^(\p{Lu}[^!?.,:;]*)[!?] [^!?.,:;]+$/u.exec(line.trim()) ?? [];
  return cry !== '' && !AHEAD.test(cry) && endsAsCompany(line);
}

/** „GmbH“ alone is no name. */
export function isOnlyLegalForm(text: string): boolean {
  const line = text.trim();
  const form = [ANY_CASE, CAPITALS].flatMap((expression) => matches(line, expression))[0];
  return /^(?:ag|kg|se)$/iu.test(line) || (form?.index === 0 && form[0].length === line.length);
}

interface FormPlace {
  readonly from: number;
  readonly to: number;
}

function isFollowedByForm(text: string, to: number, next: FormPlace | undefined): boolean {
  return (
    next !== undefined &&
    (next.from < to || /^[ ,&+-]*(?:und|and)?[ ,&+-]*$/u.test(text.slice(to, next.from)))
  );
}

function companyAt(text: string, form: FormPlace, { field }: ValueContext): readonly ValueSpan[] {
  const isCried = isCriedName(text);
  const phraseStart = isCried ? 0 : phraseStartAt(text, form.from);
  const phrase = text.slice(phraseStart, form.from);
  const words = placedWords(phrase);
  const [first] = words.slice(nameStart(phrase, words));
  if (first === undefined) return [];
  const left = phrase.slice(0, first.from).trim();
  const name = phrase.slice(first.from);
  const isWhole = isCried || isWholeAt(field, left, name);
  const from = phraseStart + (isWhole ? phrase.search(/\S/u) : first.from);
  const span = {
    kind: 'legalName',
    value: text.slice(from, form.to).trim(),
    from,
    to: form.to,
  } as const;
  if (isWhole) return [{ ...span, certainty: 'sure' }];
  if (isNoOwnName(left, name)) return [];
  return [{ ...span, certainty: isIntroduction(left) ? 'sure' : 'likely' }];
}

function isWholeAt(field: string | undefined, left: string, name: string): boolean {
  return field === 'legalName' && isPartOfName(left, name);
}

function phraseStartAt(text: string, formStart: number): number {
  return Math.max(...PHRASE_ENDS.map((end) => text.lastIndexOf(end, formStart - 1))) + 1;
}

/** „Wir arbeiten mit der …“, „eine kleine GmbH“, and a legal form without a name. */
function isNoOwnName(left: string, name: string): boolean {
  return OTHERS.test(left) || NO_NAME.test(left) || !/\p{L}{2}|\d|&/u.test(name);
}

/** The first word of the name: back from the legal form over words that can be part of a name. */
function nameStart(phrase: string, words: readonly PlacedWord[]): number {
  const least = Math.max(0, words.length - MOST_WORDS);
  let start = words.length;
  while (start > least && isNameAt(phrase, words, start - 1)) start -= 1;
  while (/^(?:und|and|&|\+)$/iu.test(wordAt(words.slice(start), 0))) start += 1;
  return start;
}

function isNameAt(phrase: string, words: readonly PlacedWord[], at: number): boolean {
  const [word, next] = words.slice(at);
  const before = at === 0 ? undefined : words[at - 1];
  if (word === undefined || isBroken(phrase.slice(word.to, next?.from))) return false;
  return isOfName(word, before, next);
}

function isBroken(between: string): boolean {
  return /[,/.]\s/u.test(between);
}

function isOfName(
  { text }: PlacedWord,
  before: PlacedWord | undefined,
  next: PlacedWord | undefined,
): boolean {
  if (/^(?:[&+]|it)$/iu.test(text)) return true;
  if (/^(?:und|and|für|of|for|im|am|in|de)$/u.test(text)) return isNamePair(before, next);
  if (/['’]s$/u.test(text) && !isCapitalized(text)) return false;
  if (isCapitalized(text)) return !BREAKING.test(text);
  return isContent(text);
}

function isNamePair(before: PlacedWord | undefined, next: PlacedWord | undefined): boolean {
  const isName = (word: PlacedWord | undefined) =>
    word !== undefined && isCapitalized(word.text) && !isTelling(word.text);
  return isName(before) && (next === undefined || isName(next));
}
