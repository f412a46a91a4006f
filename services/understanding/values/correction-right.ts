// What is said to be right beside what is wrong: „passt alles, nur die PLZ ist 78464“, "all fine except the town".

import { labelsIn } from './labelled.ts';

const ALL_RIGHT =
  /(?:(?<!\p{L})|(?=['’]))(?:passt|passen|(?:is|are|was|['’]s|looks?|seems?) (?:all |quite )?(?:fine|ok|okay|right|correct|good|grand)|all (?:fine|ok|okay|right|correct|good|grand)|schaut (?:gut|richtig) aus|stimmt(?! (?:so |ja |gar |aber |leider )*(?:nicht|net|ned|nich|nimmer))|stimmen(?! (?:nicht|nimmer))|in ordnung|ist richtig|ist korrekt|alles (?:gut|richtig|korrekt|ok|okay)|nicht falsch|not wrong|kein fehler)(?!\p{L})/iu;
const NOT_RIGHT =
  /(?<!\p{L})(?:passt|passen) (?:so |ja |gar |aber |leider )*(?:nicht|net|ned|nimmer)/iu;
/** In a few words before an exception: „ois richtig bis auf …“, "spot on except …". */
const RIGHT_WORD =
  /(?<!\p{L})(?:grand|fine|perfect|perfekt|super|good|great|lovely|gut|prima|ok|okay|korrekt|richtig|right|correct|spot on|passts?|passt's|stimmts?|im großen und ganzen|das meiste|fast alles|im prinzip|almost|nearly|mostly)(?!\p{L})/iu;
const DENIED = /(?<!\p{L})(?:nicht|net|ned|not|nix|falsch|wrong|kein\p{L}*|no|isn't)(?!\p{L})/iu;
const MOST_WORDS = 8;
const EXCEPT =
  /(?<!\p{L})(?:nur|bloß|bloss|lediglich|einzig|außer|ausser|bis auf|abgesehen von|ausgenommen|mit ausnahme|only|except(?: for| that)?|apart from|other than|aside from|bar|save for|just|but|aber|jedoch)(?!\p{L})/iu;

/** Whether something is said to be right as it is. */
export function isAllRight(line: string): boolean {
  return ALL_RIGHT.test(line) && !NOT_RIGHT.test(line);
}

/** The line without what is right in it. Out: also whether the rest is told as an exception. */
export function withoutRight(line: string): {
  readonly line: string;
  readonly isExcepted: boolean;
} {
  const excepted = exceptionIn(line);
  if (excepted !== undefined) return { line: excepted, isExcepted: true };
  const clauses = line.split(/, | aber | but | though(?:,|(?= ))/iu);
  const wrong = clauses.filter((clause) => !isAllRight(clause) || labelsIn(clause).length === 0);
  const isLess = wrong.length > 0 && wrong.length < clauses.length;
  return { line: isLess ? wrong.join(', ') : line, isExcepted: false };
}

function exceptionIn(line: string): string | undefined {
  const except = EXCEPT.exec(line);
  if (except === null) return undefined;
  const before = line.slice(0, except.index);
  const after = line.slice(except.index + except[0].length).trim();
  if (isAllRight(before) || isMostlyRight(before)) return after;
  const isFirst = before.trim() === '' && isAllRight(after);
  const rest = after.replace(
    /(?:alles |everything )?(?:passt?s?|stimmt?s?|is (?:fine|right|correct|good|ok))(?: alles| soweit)?(?!\p{L})/iu,
    '',
  );
  return isFirst && labelsIn(rest).length > 0 ? rest : undefined;
}

function isMostlyRight(words: string): boolean {
  const isShort = words.split(/\s+/u).length <= MOST_WORDS;
  return isShort && RIGHT_WORD.test(words) && !DENIED.test(words) && labelsIn(words).length === 0;
}
