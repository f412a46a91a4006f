// A line with what points to a person taken out, for keeping a question without the one who asked it.

import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { plainText } from './plain-text.ts';

const EMAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
const LONG_NUMBER = /\d(?:[\s./-]?\d){4,}/gu;
const LONGEST = 300;

/** Takes e-mail addresses, links, phone and long numbers out. In: typed text. Out: at most 300 characters with marks in their places. */
export function anonymousText(text: string): string {
  const line = plainText(text).slice(0, LONGEST).replace(EMAIL, '[E-Mail]').replace(LINK, '[Link]');
  return withoutPhones(line).replace(LONG_NUMBER, '[Zahl]');
}

function withoutPhones(line: string): string {
  return findPhoneNumbersInText(line, 'DE').reduceRight(
    (rest, { startsAt, endsAt }) => `${rest.slice(0, startsAt)}[Telefon]${rest.slice(endsAt)}`,
    line,
  );
}
