// A text with what points to a person taken out, for keeping a question without the one who asked it.

import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { plainText } from './plain-text.ts';
import {
  withoutKnownWords,
  withoutNamesBesideMarks,
  withoutPersonalWords,
  type KnownWords,
} from './personal-words.ts';
import { withoutSignature } from './signature.ts';

const EMAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
const HOST =
  /(?<![\w@.-])(?:[\p{L}\d-]+\.){1,4}(?:de|com|net|org|eu|at|ch|li|lu|io|biz|info|cloud|digital|consulting|it|nl|fr|uk)\b(?:\/\S*)?/giu;
const LONG_NUMBER = /\d(?:[\s./-]?\d){4,}/gu;
const REPEATED = /(\[\p{L}[\p{L}-]*\])(?:[\s,;|·/]*\1)+/gu;
const WORDS = /[\p{L}\p{N}]/u;
const MARKS = /\[[\p{L}-]+\]/gu;
const LONGEST_READ = 4_000;
const LONGEST = 300;
const NOTHING: KnownWords = { people: [], companies: [], addresses: [] };

/**
 * Takes out salutation and signature, names, companies, postal and e-mail addresses, links, phone and long numbers. In: a text as
 * typed, with its lines; what is known of the person who typed it. Out: at most 300 characters with marks in their places; ""
 * when nothing else was said.
 */
export function anonymousText(text: string, known: KnownWords = NOTHING): string {
  const lines = withoutSignature(text.slice(0, LONGEST_READ));
  const kept = lines.map((line) => anonymousLine(line, known)).join(' ');
  const short = plainText(kept.replace(REPEATED, '$1')).slice(0, LONGEST).trim();
  return WORDS.test(short.replace(MARKS, '')) ? short : '';
}

function anonymousLine(line: string, known: KnownWords): string {
  const remote = line.replace(EMAIL, '[E-Mail]').replace(LINK, '[Link]').replace(HOST, '[Link]');
  const named = withoutPersonalWords(withoutKnownWords(remote, known));
  return withoutNamesBesideMarks(withoutPhones(named)).replace(LONG_NUMBER, '[Zahl]');
}

function withoutPhones(line: string): string {
  return findPhoneNumbersInText(line, 'DE').reduceRight(
    (rest, { startsAt, endsAt }) => `${rest.slice(0, startsAt)}[Telefon]${rest.slice(endsAt)}`,
    line,
  );
}
