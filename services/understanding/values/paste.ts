// A whole e-mail signature, imprint or letterhead: every value into its kind, of the first company and of who signed.

import { isSharedMailbox, spotOnlineAddresses } from './addresses-online.ts';
import { pastedCountries, pastedPlace, pastedStreet } from './paste-address.ts';
import { companyAbove, pastedCompany } from './paste-company.ts';
import { pasteLines } from './paste-lines.ts';
import { pastePerson } from './paste-person.ts';
import { isMobileAt, spotPhones } from './phones.ts';
import { spotPartnerId, spotRegisterNumbers } from './register-numbers.ts';
import {
  blotted,
  isFirstOfKind,
  type ValueContext,
  type ValueKind,
  type ValueSpan,
} from './span.ts';

const SHORTEST_LINES = 3;
/** Kinds of values that a single line holds only when it is a letterhead. */
const MANY_KINDS = 5;
const LETTERHEAD: ReadonlySet<ValueKind> = new Set<ValueKind>([
  'fax',
  'phone',
  'supportPhone',
  'email',
  'website',
  'registrationId',
  'vatId',
]);
const SUPPORT_LABEL = /(?:support|service|helpdesk|hotline|kundendienst)[^\n|·]{0,24}$/iu;
const NOBODYS_MAILBOX =
  /^(?:no-?reply|do-?not-?reply|mailer|newsletter|datenschutz|privacy|dsb|bewerbung|jobs|karriere)/iu;

/** Whether a text is pasted rather than said: three lines or more, or a line with all of a letterhead. */
export function isPaste(text: string, context: ValueContext): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length >= SHORTEST_LINES) return true;
  const kinds = new Set(formSpans(text, context).map(({ kind }) => kind));
  const many = / [|·•] /u.test(text) ? SHORTEST_LINES : MANY_KINDS;
  return [...kinds].filter((kind) => LETTERHEAD.has(kind)).length >= many;
}

/** The values of a pasted text, each kind once. */
export function readPaste(text: string, context: ValueContext): readonly ValueSpan[] {
  const forms = formSpans(text, context);
  const lines = pasteLines(text);
  const place = pastedPlace(blotted(text, forms), context);
  const company = pastedCompany(text, lines, context);
  const named = company === undefined ? forms : [...forms, company];
  const street = pastedStreet(text, lines, { place, known: named, context });
  const known = street === undefined ? [...named, ...place] : [...named, ...place, street];
  const person = pastePerson(lines, known);
  const above = companyAbove(lines, street ?? place[0], [...known, ...person]);
  const others = above === undefined || company !== undefined ? [] : [above];
  const all = [...known, ...others, ...person, ...pastedCountries(lines)];
  return [...all.filter(({ kind }) => !isContact(kind)), ...contacts(all, text, context)].filter(
    isFirstOfKind,
  );
}

/** What tells by its form: addresses online, numbers. */
function formSpans(text: string, context: ValueContext): readonly ValueSpan[] {
  let masked = text;
  const found: ValueSpan[] = [];
  for (const spot of [spotOnlineAddresses, spotRegisterNumbers, spotPartnerId, spotPhones]) {
    const spans = spot(masked, { ...context, step: undefined });
    masked = blotted(masked, spans);
    found.push(...spans);
  }
  return found;
}

function isContact(kind: ValueKind): boolean {
  return kind === 'phone' || kind === 'email' || kind === 'website';
}

/** One number and one address for each field: the office before the mobile phone, the shared mailbox for support. */
function contacts(
  spans: readonly ValueSpan[],
  text: string,
  { step }: ValueContext,
): readonly ValueSpan[] {
  const phones = spans.filter(({ kind }) => kind === 'phone');
  const phone = phones.find((span) => !isMobileAt(text, span)) ?? phones[0];
  const mails = spans.filter(({ kind, value }) => kind === 'email' && !NOBODYS_MAILBOX.test(value));
  const shared = mails.find((span) => isForSupport(span, text));
  const own = mails.find((span) => span !== shared && !isSharedMailbox(span.value));
  const support = shared ?? (step === 'support' ? own : undefined);
  const certainty = shared === undefined ? 'likely' : 'sure';
  const chosen = [
    phone,
    own,
    support && ({ ...support, kind: 'supportEmail', certainty } as const),
  ];
  return [...chosen, websiteOf(spans, mails)].filter((span) => span !== undefined);
}

function isForSupport({ value, from }: ValueSpan, text: string): boolean {
  return isSharedMailbox(value) || SUPPORT_LABEL.test(text.slice(Math.max(0, from - 40), from));
}

/** The one of the mailboxes' domain before any other. */
function websiteOf(
  spans: readonly ValueSpan[],
  mails: readonly ValueSpan[],
): ValueSpan | undefined {
  const websites = spans.filter(({ kind }) => kind === 'website');
  const domains = mails.map(({ value }) => value.slice(value.indexOf('@') + 1).toLowerCase());
  const own = websites.find(({ value }) =>
    domains.some((domain) => value.toLowerCase().includes(domain)),
  );
  return own ?? websites[0];
}
