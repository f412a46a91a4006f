// What stands before a company's name in its line: words that lead to it („wir sind die“), or the name's own beginning („Moment mal IT GmbH“).

import {
  isCapitalized,
  isContent,
  isLinking,
  isTelling,
  placedWords,
  wordAt,
} from './word-list.ts';

const COPULA =
  /(?<!\p{L})(?:ist|is|sind|are|heißt|heisst|heißen|heissen|heiße|called|named|lautet|lauten|als|as|namens|wären|firmieren|firmiert|nennen uns|nennt sich|go by|goes by|known as|firma|company|unternehmen|firmenname|name|register|jetzt|neu|now|offiziell|officially|legally|legally it's|rechtlich|wär|waer|wäre|dann|actually|die|der|das|the|und zwar|aus|für|for|it's|we're|put|down|take|use|enter|nimm|schreib|schreibt|trag|bitte|please|write|(?:firmieren|firmiert|laufen|known|trade|trading|trades|registered|eingetragen) (?:unter|als|as|under)|(?:seit|since|ab) \p{L}+|\p{L}+['’]s|we['’]re)$/iu;
/** „schreib mal“, "put down": what is said to whoever writes it down. */
const TO_WRITE =
  /(?<!\p{L})(?:schreib\p{L}*|nimm|nehmt|nehmen|trag\p{L}*|gib|sag|notier\p{L}*|put|write|take|use|enter)(?!\p{L})/iu;
/** „ich arbeite bei der“, "the company I work for is": the own company all the same. */
const EMPLOYED =
  /(?<!\p{L})(?:arbeite|arbeiten|schaffe|angestellt|beschäftigt|tätig|work|working|employed)(?:\s+(?:hier|here))?\s+(?:bei|für|in|for|at|with)(?:\s+(?:der|dem|den|the|einer))?$/iu;
const WEAK_OTHERS =
  /(?:^|\s)(?:bei|von|vom|zu|zur|at|from|by|an)(?:\s+(?:der|dem|den|die|the))?$/iu;
const INDEFINITE = /(?:^|\s)(?:eine?[nr]?|keine?[nr]?|a|an|no)$/iu;
/** With these an indefinite article speaks of a company: „wir sind eine GmbH“, "I work for a Ltd". */
const OF_COMPANIES =
  /(?<!\p{L})(?:bin|sind|ist|war|waren|haben|habe|hab|hatten|gibt|arbeite\p{L}*|gründe\p{L}*|gehör\p{L}*|betreibe\p{L}*|führe\p{L}*|leite\p{L}*|für|bei|mit|are|am|is|was|were|have|had|work|run|own|for|at|with)(?!\p{L})/iu;
const MOST_LEAD_WORDS = 6;

/** Whether the words before a name say that the name comes. */
export function isIntroduction(left: string): boolean {
  if (left === '' || EMPLOYED.test(left)) return true;
  const isWriting = /\smal$/iu.test(left) && TO_WRITE.test(left);
  return isWriting || (COPULA.test(left) && !WEAK_OTHERS.test(left));
}

/** „Wer wie was IT-Schulungen GmbH“, „Ich kaufe mir eine Yacht GmbH“: no words that introduce a name, so they are its beginning. */
export function isPartOfName(left: string, name: string): boolean {
  const words = placedWords(left);
  if (!isCapitalized(left) || words.length > MOST_LEAD_WORDS || left.includes(',')) return false;
  if (/[&+]/u.test(left)) return true;
  if (INDEFINITE.test(left)) return isNameBehindArticle(left, name);
  return !isSaid(left, name) && !words.every(({ text }) => isLinking(text));
}

/** "Never Mind The": nobody leads to a name in capitals. */
function isTitle(left: string): boolean {
  const words = placedWords(left);
  const isLabel =
    /^(?:company|firma|firmenname|legal|full|registered|business|name|unternehmen)(?!\p{L})/iu.test(
      left,
    );
  return words.length > 1 && !isLabel && words.every(({ text }) => isCapitalized(text));
}

function isSaid(left: string, name: string): boolean {
  if (isTitle(left)) return false;
  return EMPLOYED.test(left) || WEAK_OTHERS.test(left) || isLead(left, name);
}

/** „Please Help IT Support LLP“: a lead to a name, unless an everyday word follows that is written as part of one. */
function isLead(left: string, name: string): boolean {
  const next = wordAt(placedWords(name), 0);
  const isOneWord = placedWords(left).length === 1;
  return isIntroduction(left) && !(isOneWord && isTelling(next) && isCapitalized(next));
}

function isNameBehindArticle(left: string, name: string): boolean {
  const first = wordAt(placedWords(name), 0);
  return isCapitalized(first) && isContent(first) && !OF_COMPANIES.test(left);
}
