// One field's value in a few words, for a correction: the words are expected to be it and nothing more.

import { cleanTail } from './clause.ts';
import { spotOnlineAddresses } from './addresses-online.ts';
import { spotCompanies } from './company.ts';
import { fittingValue, type LineField } from './fitting.ts';
import { readPersonName, spotPersons, wholePersonName } from './person.ts';
import { spotPhones } from './phones.ts';
import { addressCountry, isPostalCode } from './postal.ts';
import { spotRegisterNumbers } from './register-numbers.ts';
import type { ValueContext, ValueKind, ValueSpan } from './span.ts';
import { spotStreets } from './street.ts';
import { countryNamed, isCapitalized, placedWords } from './word-list.ts';

/** A number that no country has yet: the rule of the field says so. */
const DIALLED = /(?<![\p{L}\d+])(?<number>(?:\+|0)\d[\d ()/.-]{5,18}\d)(?![\p{L}\d])/u;

type ValueReader = (line: string, context: ValueContext) => string | undefined;

const READERS: Readonly<Record<string, ValueReader>> = {
  email: (line, context) => valueOf(spotOnlineAddresses(line, context), 'email'),
  supportEmail: (line, context) => valueOf(spotOnlineAddresses(line, context), 'email'),
  supportWebsite: (line, context) => valueOf(spotOnlineAddresses(line, context), 'website'),
  phone: phoneIn,
  supportPhone: phoneIn,
  postalCode: codeIn,
  country: countryIn,
  tenantCountry: countryIn,
  partnerIdCountry: countryIn,
  partnerId: (line) => /^\D{0,12}(\d{4,10})$/u.exec(line)?.[1],
  legalName: (line, context) =>
    valueOf(spotCompanies(line, { ...context, field: undefined }), 'legalName') ??
    fitting('legalName', line),
  street: (line, context) =>
    valueOf(spotStreets(line, context), 'street') ?? fitting('street', line),
  registrationId: (line, context) =>
    valueOf(spotRegisterNumbers(line, context), 'registrationId') ??
    fitting('registrationId', line),
  firstName: (line, context) => nameIn('firstName', line, context),
  lastName: (line, context) => nameIn('lastName', line, context),
  city: (line) => fitting('city', line),
  state: (line) => fitting('state', line),
};

/** The value words hold for a field. Out: undefined when they hold none. */
export function valueFor(field: string, words: string, context: ValueContext): string | undefined {
  const line = cleanTail(words.trim());
  return line === '' ? undefined : READERS[field]?.(line, { ...context, field });
}

function phoneIn(line: string, context: ValueContext): string | undefined {
  const found = spotPhones(line, context).find(({ kind }) => kind !== 'fax')?.value;
  return found ?? DIALLED.exec(line)?.groups?.['number'];
}

function nameIn(
  field: 'firstName' | 'lastName',
  line: string,
  context: ValueContext,
): string | undefined {
  const said = spotPersons(line, context).find(({ kind }) => kind === field)?.value;
  if (said !== undefined) return said;
  const whole = wholePersonName(line);
  if (whole === undefined) return nameBefore(line);
  const isFull = whole.firstName !== '' && whole.lastName !== '';
  return isFull ? whole[field] : `${whole.firstName}${whole.lastName}`;
}

/** „Ashby-Cole these days“ */
function nameBefore(line: string): string | undefined {
  const begin = readPersonName(line, true);
  return begin?.lastName === '' && isCapitalized(line) ? begin.firstName : undefined;
}

function fitting(field: LineField, line: string): string | undefined {
  return fittingValue(field, line)?.value;
}

function codeIn(line: string, context: ValueContext): string | undefined {
  const country = addressCountry(line, context);
  const head =
    /^(?:\p{L}{2,4} )?(?<code>[\p{L}\d]{2,5}(?:[ -][\p{L}\d]{2,4})?)/u.exec(line)?.groups?.[
      'code'
    ] ?? '';
  return [line, head, head.split(/[ -]/u)[0] ?? ''].find(
    (code) => /\d/u.test(code) && isPostalCode(code, country),
  );
}

function countryIn(line: string): string | undefined {
  const words = placedWords(line);
  const codes = words.map(({ from }, at) =>
    [3, 2, 1]
      .map((length) => words[at + length - 1])
      .flatMap((end) => (end === undefined ? [] : [countryNamed(line.slice(from, end.to))]))
      .find((code) => code !== undefined),
  );
  return codes.find((code) => code !== undefined);
}

function valueOf(spans: readonly ValueSpan[], kind: ValueKind): string | undefined {
  return spans.find((span) => span.kind === kind)?.value;
}
