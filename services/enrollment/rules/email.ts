// Primary contact: a work mailbox [no-web-mail] of the company's own domain [employment-check].

import { domainToASCII } from 'node:url';
import emailProviders from 'email-providers/all.json' with { type: 'json' };
import freeEmailDomains from 'free-email-domains';
import { parse } from 'tldts';
import validator from 'validator';
import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import government from '../data/government-domains.json' with { type: 'json' };
import webmail from '../data/webmail-supplement.json' with { type: 'json' };
import type { Doubt, IssueCode } from './finding.ts';

const WEBMAIL: ReadonlySet<string> = new Set([
  ...freeEmailDomains,
  ...emailProviders,
  ...webmail.domains,
]);
const NO_WEBMAIL: ReadonlySet<string> = new Set(webmail.not);
const WEBMAIL_BRANDS: ReadonlySet<string> = new Set(webmail.brands);
const GOVERNMENT: ReadonlySet<string> = new Set(government.domains);
const GOVERNMENT_LABELS: ReadonlySet<string> = new Set(government.labels);
const GO_COUNTRIES: ReadonlySet<string> = new Set(government.goCountries);
const GENERIC = new Set([
  'info',
  'infos',
  'admin',
  'administrator',
  'marketing',
  'email',
  'e-mail',
]);
const ONMICROSOFT = /(?:^|\.)onmicrosoft\.(?:com|de|us|cn)$/u;

/** What an address at Microsoft 365 may have before the @ [mail-local-part]: no umlauts, no quotes, no dot at an end or twice. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/u;
const LONGEST_LOCAL_PART = 64;
/** Marks that a mailbox may have, but no account at Microsoft 365. */
const UNUSUAL = /[%&*/=?{}|$`]/u;

const format: IssueCode = 'email.format';
const localPart: IssueCode = 'email.localPart';
const required: IssueCode = 'required';
const isWebmail: IssueCode = 'email.webmail';
const isGeneric: IssueCode = 'email.generic';

/** Any address. Out: a schema, text → address as given, without blanks around. */
export function email(): z.ZodType<string, string> {
  return z
    .string()
    .transform((text) => plainText(text).replace(/^mailto:/iu, ''))
    .pipe(
      z
        .string()
        .min(1, { error: required, abort: true })
        .refine((address) => !hasWrongLocalPart(address), { error: localPart, abort: true })
        .refine((address) => validator.isEmail(address), format),
    );
}

/** A work address: no web-mail service [no-web-mail], no generic local part [contact-address]. */
export function workEmail(): z.ZodType<string, string> {
  return email()
    .refine((address) => !isWebmailDomain(domainOf(address)), { error: isWebmail, abort: true })
    .refine((address) => !isGenericLocalPart(localPartOf(address)), isGeneric);
}

/** Doubtful: marks that no account at Microsoft 365 may have, such as & or / [mail-local-part]. "+" is fine. */
export const unusualLocalPart: Doubt = (value) =>
  UNUSUAL.test(localPartOf(value)) ? 'email.unusual' : undefined;

/** Doubtful: the program does not accept government domains [contact-address]. */
export const governmentDomain: Doubt = (value) =>
  isGovernment(domainOf(value)) ? 'email.government' : undefined;

/** Doubtful: may have no mailbox, and Microsoft sends no mail there [onmicrosoft-mail]. */
export const onmicrosoftDomain: Doubt = (value) =>
  isOnmicrosoft(value) ? 'email.onmicrosoft' : undefined;

/** Doubtful: the company is not known to own the address's domain [employment-check]. */
export const otherDomain: Doubt = (value, { ownDomains }) => {
  if (ownDomains.length === 0 || isOnmicrosoft(value)) return undefined;
  return ownDomains.includes(registrableDomain(value)) ? undefined : 'email.otherDomain';
};

/** Whether an address lies under the tenant's own first domain. In: address or domain. */
export function isOnmicrosoft(value: string): boolean {
  return ONMICROSOFT.test(domainOf(value));
}

/** The domain somebody registered. In: address, host or web address. Out: lower case, ASCII; "" when there is none. */
export function registrableDomain(value: string): string {
  return domainToASCII(parse(value.toLowerCase(), { allowPrivateDomains: true }).domain ?? '');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@')).toLowerCase();
}

/** Told apart from what is no address at all: one @, a domain behind it, no blank. */
function hasWrongLocalPart(address: string): boolean {
  if (!/^(?:[^\s@<>,;]+|"[^"]*")@[^\s@]+\.[^\s@]+$/u.test(address)) return false;
  const local = localPartOf(address);
  return local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local);
}

function isWebmailDomain(domain: string): boolean {
  const { domain: registrable, domainWithoutSuffix } = parse(domain);
  if (NO_WEBMAIL.has(registrable ?? '')) return false;
  if (WEBMAIL.has(domain) || WEBMAIL.has(registrable ?? '')) return true;
  return WEBMAIL_BRANDS.has(domainWithoutSuffix ?? '');
}

/** "info", "info.berlin", "marketing-de", "info2" are generic; "infante" is a person. */
function isGenericLocalPart(localPart: string): boolean {
  return GENERIC.has(localPart) || localPart.split(/[._+\d-]+/u).some((part) => GENERIC.has(part));
}

function isGovernment(domain: string): boolean {
  const labels = domain.split('.');
  const [last = '', beforeLast = ''] = labels.slice(-2).reverse();
  if (GOVERNMENT_LABELS.has(last) || GOVERNMENT.has(labels.slice(-2).join('.'))) return true;
  if (last.length === 2 && GOVERNMENT_LABELS.has(beforeLast)) return true;
  return beforeLast === 'go' && GO_COUNTRIES.has(last);
}
