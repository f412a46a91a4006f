// Phone numbers in a text, as they are typed, without labels; which are for faxes, and which for support.

import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { matches, spanOf, type Spotter, type ValueContext, type ValueSpan } from './span.ts';

/** „07531 4412-0“, „(0431) 99 88 77“, "+49 (0) 89 123", "0851 / 77 66 55", "(512) 555-0143"; no dates. */
const CANDIDATE =
  /(?<![\p{L}\p{N}@.,/¦-])(?<value>(?:\+ ?|00)?\(?\d[\d \t()/.–-]{4,24}\d)(?![\p{L}\p{N}@])/dgu;
const DATE = /^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})$/u;
const FAX_BEFORE =
  /(?:fax|faxnummer|(?:^|[\s|·•,;¦])f)[\s.:)-]*(?:(?:nr\.?|no\.?|nummer|number|ist|is|die|:)\s*)*$/iu;
const SUPPORT_BEFORE =
  /(?:support|hotline|helpdesk|help desk|helpline|service|servicedesk|kundendienst|kundenservice|stördienst|notdienst|störung)[^|·•\n¦\d]{0,24}$/iu;
const LABEL_BEFORE =
  /(?:tel|telefon|telefonnummer|phone|fon|mobil|mobile|handy|handynummer|nummer|number|cell|durchwahl|reach me on|erreichbar unter|anrufen unter|unter|t|m|p|mobile's)[\s.:)-]*(?:(?:ist|is|die|der|the|nr\.?|no\.?|:)\s*)*$/iu;

/** Numbers that libphonenumber finds valid, or that are labelled as one. */
export const spotPhones: Spotter = (text, context) => {
  if (!/\d[ \t()/.–-]{0,3}\d/u.test(text)) return [];
  const country = phoneCountry(context);
  return matches(text, CANDIDATE).flatMap((match): readonly ValueSpan[] => {
    const span = trimmed(spanOf(match, 'phone'));
    const before = lineBefore(text, span.from);
    if (DATE.test(span.value)) return [];
    const isValid = isValidPhone(span.value, country);
    const isLabelled = LABEL_BEFORE.test(before) && digits(span.value) >= 6;
    if (FAX_BEFORE.test(before)) return [{ ...span, kind: 'fax' }];
    if (!isValid && !isLabelled) return [];
    const kind = SUPPORT_BEFORE.test(before) ? 'supportPhone' : 'phone';
    return [{ ...span, kind, certainty: isValid ? 'sure' : 'likely' }];
  });
};

/** Whether a number is for a mobile phone, by the word before it. */
export function isMobileAt(text: string, { from }: ValueSpan): boolean {
  return /(?:mobil\w*|handy\w*|cell|(?:^|[\s|·•])m)[\s.:]*$/iu.test(lineBefore(text, from));
}

function lineBefore(text: string, from: number): string {
  return text.slice(Math.max(0, from - 40), from).replace(/^[\s\S]*\n/u, '');
}

/** A bracket that has no partner does not belong to the number. */
function trimmed(span: ValueSpan): ValueSpan {
  const open = /\s*\([^)]*$/u.exec(span.value.slice(1));
  if (open !== null)
    return trimmed({
      ...span,
      value: span.value.slice(0, open.index + 1),
      to: span.from + open.index + 1,
    });
  const isLone = span.value.startsWith('(') && !span.value.includes(')');
  return isLone ? { ...span, value: span.value.slice(1), from: span.from + 1 } : span;
}

function isValidPhone(value: string, country: CountryCode): boolean {
  const dialled = value
    .replace(/^\+ /u, '+')
    .replace(/^00(?=[1-9])/u, '+')
    .replace(/\(0\)/u, '');
  if (!/^(?:\+|\(?0)/u.test(dialled) && !/^\(?\d{3}\)?[ .-]/u.test(dialled)) return false;
  return parsePhoneNumberFromString(dialled, country)?.isValid() === true;
}

function phoneCountry({ country, values, language }: ValueContext): CountryCode {
  const named = country ?? values['country'] ?? values['tenantCountry'] ?? '';
  if (isSupportedCountry(named)) return named;
  return language === 'de' ? 'DE' : 'GB';
}

function digits(value: string): number {
  return value.replace(/\D/gu, '').length;
}
