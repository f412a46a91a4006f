// What stands around the words of a mail: salutation, closing, signature, header of a forwarded message. People paste all of it.

import { plainText } from './plain-text.ts';
import { anyInitial, hasAddress, LEGAL_FORM, NAME, PROGRAM_WORD } from './personal-words.ts';

const GREETING =
  'sehr geehrte[rs]?|liebe[rs]?|hallo|hi|hey|moin|servus|grüß gott|guten (?:tag|morgen|abend)|dear|hello|good (?:morning|afternoon|evening)';
/** „Hallo Frau Müller,“: to the comma, or as far as words are written like names. */
const SALUTATIONS = [
  new RegExp(String.raw`^(?:${GREETING})(?![\p{L}\p{N}])[^,!?.:]{0,60}[,!]\s*(?=\S)`, 'iu'),
  new RegExp(
    String.raw`^(?:[Hh]allo|[Hh]i|[Hh]ey|[Hh]ello|[Dd]ear|[Ll]iebe[rs]?)\s+(?:Frau|Herrn?|Mr\.?|Mrs\.?|Ms\.?)?\s*${NAME}(?=\s+\p{Ll})`,
    'u',
  ),
];
const FAREWELL = String.raw`(?:(?:mit\s+)?(?:(?:sehr\s+)?(?:freundlich|best|viel|lieb|herzlich|schön|sonnig|kollegial)e[rnm]?)\s+(?:gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|wünschen?)|mfg|hochachtungsvoll|(?:kind|best|warm|kindest|many thanks and|thanks and)\s+regards|best wishes|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|(?:vielen )?dank(?:e)?(?: im voraus)? und (?:\S+ )?gr\S+)`;
/** These end a mail only where they stand apart: as a line, or after the end of a sentence. */
const SHORT_FAREWELL =
  'g?lg|vg|bg|hg|br|cheers|regards|best|gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|ciao|danke|vielen dank|thanks|thank you|thx';
const END = String.raw`(?![\p{L}\p{N}])`;
const FAREWELL_THERE = new RegExp(String.raw`(?<![\p{L}\p{N}])${FAREWELL}${END}`, 'iu');
const FAREWELL_LINE = new RegExp(
  String.raw`^(?:${SHORT_FAREWELL})${END}[\s,.!:–-]*(?:(?:aus|from)\s+\S+)?(?:\p{L}[\p{L}.'’-]*\s*){0,3}$`,
  'iu',
);
const FAREWELL_NAMED = new RegExp(
  String.raw`(?<=[.?!,;)–-])\s*(?:${anyInitial(SHORT_FAREWELL)}|LG|VG|MfG|GLG|BG|BR|HG)[\s,.!]+${NAME}(?=\W*$|\s+(?:${NAME}|\d|\[))`,
  'u',
);
const DEVICE =
  /(?<![\p{L}\p{N}])(?:von meinem \S+(?: \S+)? gesendet|gesendet (?:von|mit|aus|über) (?:meinem|outlook|mail|der)|diese (?:e-?mail|nachricht) wurde|sent from (?:my|outlook|mail)|get outlook for|holen sie sich outlook|outlook für (?:ios|android))/iu;
const DELIMITER = /^(?:-{2,}|_{2,}|—+|\*{3,}|={3,}|-{2,}.*(?:nachricht|message).*)$/iu;
const INLINE_DELIMITER = /\s(?:--|__+)\s+(?=[\p{Lu}[])/u;
const EARLIER =
  /^(?:am|on) .{4,80}(?:schrieb|wrote).{0,80}:?$|^-*\s*(?:ursprüngliche nachricht|original message|weitergeleitete nachricht|forwarded message)/iu;
const HEADER = /^(?:von|from|gesendet|sent|an|to|cc|betreff|subject|datum|date)\s*:/iu;
const CONTACT =
  /[^\s@]+@[^\s@]+\.|\bhttps?:|\bwww\.|^(?:tel|telefon|fon|fax|telefax|mobil|handy|phone|mobile|cell|e-?mail|mail|web|internet|t|m|f|p)\s?\.?\s?[:+(\d]|\bHR[AB]\b|\bUSt-?Id|\bAmtsgericht\b|\bGeschäftsführe|\bmanaging director/iu;
const LEGAL_FORM_LINE = new RegExp(
  String.raw`^\p{Lu}.*(?<![\p{L}\p{N}])(?:${LEGAL_FORM})\W*$`,
  'u',
);
const ONLY_NAME = new RegExp(String.raw`^${NAME}$`, 'u');
/** „… für Österreich? Max Muster, Leiter Vertrieb“ */
const NAME_AT_END = new RegExp(
  String.raw`(?<=[?!])\s+(?=\S+\s+\p{Lu})${NAME}(?:\s*[,|·–-][^?]*)?$`,
  'u',
);
/** „LG Max, PS: …“ */
const FAREWELL_FIRST = new RegExp(
  String.raw`^(?:LG|VG|MfG|GLG|BG|${anyInitial(SHORT_FAREWELL)})[\s,]+${NAME}[\s,.!–-]+(?:PS:?\s*)?`,
  'u',
);
const NOWHERE = /(?!)/u;
const MOST_LINES = 60;
const MOST_WORDS = 12;
const MOST_WORDS_BESIDE = 6;

/** In: a text as typed, with its lines. Out: the lines that are neither salutation nor signature, each as plain text. */
export function withoutSignature(text: string): readonly string[] {
  const lines = text
    .split(/[\r\n\u2028\u2029]+/u)
    .map(plainText)
    .filter(Boolean)
    .slice(0, MOST_LINES);
  const [first = '', ...others] = lines;
  const opened = [withoutSalutation(first, others.length > 0), ...others].filter(Boolean);
  const end = opened.findIndex((line, index) => isEnd(line, opened.slice(index + 1)));
  const body = end < 0 ? opened : opened.slice(0, end);
  return withoutContactLines(body).map(withoutFarewell).filter(Boolean);
}

function withoutSalutation(line: string, isFollowed: boolean): string {
  const rest = [...SALUTATIONS, FAREWELL_FIRST].reduce(
    (left, opening) => left.replace(opening, ''),
    line,
  );
  const isAll = isFollowed && new RegExp(`^(?:${GREETING})${END}[^?]{0,60}[,!]?$`, 'iu').test(rest);
  return isAll ? '' : rest.trim();
}

/** Whether a line begins what is no part of the message; not while a question follows it. */
function isEnd(line: string, after: readonly string[]): boolean {
  if (DELIMITER.test(line) || EARLIER.test(line) || DEVICE.exec(line)?.index === 0) return true;
  const isFarewell = FAREWELL_LINE.test(line) || FAREWELL_THERE.exec(line)?.index === 0;
  return isFarewell && ![line, ...after].some(isAsking);
}

function withoutContactLines(lines: readonly string[]): readonly string[] {
  // Alone it is a sentence with an address in it.
  const isContact = lines.map((line) => lines.length > 1 && isContactLine(line));
  const beside = (at: number, step: 1 | -1): boolean => {
    const line = lines[at];
    const isWords = line === undefined || !isShort(line) || (at === 0 && !isNameAlone(line));
    if (isWords) return isContact[at] ?? false;
    return isContact[at] === true || beside(at + step, step);
  };
  const isLastName = (at: number): boolean =>
    at > 0 && at === lines.length - 1 && isNameAlone(lines[at] ?? '');
  return lines.filter(
    (line, at) =>
      !HEADER.test(line) &&
      !isLastName(at) &&
      (isAsking(line) || !(beside(at, 1) || beside(at, -1))),
  );
}

function isContactLine(line: string): boolean {
  if (isAsking(line) || line.split(' ').length > MOST_WORDS) return false;
  return CONTACT.test(line) || LEGAL_FORM_LINE.test(line) || hasAddress(line);
}

/** A line that may belong to the contact data above or below: „Max Muster“, „Leiter Vertrieb“. */
function isShort(line: string): boolean {
  return (
    line.split(' ').length <= MOST_WORDS_BESIDE &&
    /^[\p{Lu}\p{N}]/u.test(line) &&
    !/[.?!]$/u.test(line)
  );
}

function isNameAlone(line: string): boolean {
  return line.split(' ').length > 1 && ONLY_NAME.test(line) && !PROGRAM_WORD.test(line);
}

/** The end of a line that was one with the signature. */
function withoutFarewell(line: string): string {
  const ends = [FAREWELL_THERE, FAREWELL_NAMED, DEVICE, INLINE_DELIMITER, nameAtEnd(line)].flatMap(
    (pattern) => {
      const found = pattern.exec(line);
      return found !== null && found.index > 0 ? [found.index] : [];
    },
  );
  const end = Math.min(...ends);
  if (!Number.isFinite(end)) return line;
  const isFollowed = isAsking(line.slice(end));
  return isFollowed ? line.replace(FAREWELL_THERE, ' ') : line.slice(0, end).trim();
}

function nameAtEnd(line: string): RegExp {
  const [found = ''] = NAME_AT_END.exec(line) ?? [];
  return PROGRAM_WORD.test(found) ? NOWHERE : NAME_AT_END;
}

function isAsking(line: string): boolean {
  return line.includes('?');
}
