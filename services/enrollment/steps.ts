// The form: steps, their fields and each field's rule, one line per field [interface-form].

import { z } from 'zod';
import { city, poBox, street, unlikelyCity, unlikelyStreet } from './rules/address.ts';
import { companyName, unlikelyCompany } from './rules/company-name.ts';
import { choice } from './rules/schemas.ts';
import { country, otherThanDirectory, outsideRegions } from './rules/country.ts';
import {
  email,
  governmentDomain,
  onmicrosoftDomain,
  otherDomain,
  unusualLocalPart,
  workEmail,
} from './rules/email.ts';
import type { Doubt, RuleContext, Values } from './rules/finding.ts';
import { partnerId, partnerIdCountry } from './rules/partner-id.ts';
import { longName, oneLetter, personName, unlikelyPerson } from './rules/person-name.ts';
import { phone } from './rules/phone.ts';
import { postalCode } from './rules/postal-code.ts';
import { otherThanPostalCode } from './rules/postal-place.ts';
import { registrationId, registrationIdForm } from './rules/registration-id.ts';
import { state } from './rules/state.ts';
import { website, websiteOfOtherDomain } from './rules/website.ts';
import { abbreviatedAddress, abbreviatedName, notWestern } from './rules/written-out.ts';

export const SITUATIONS = ['new', 'member', 'csp', 'direct'] as const;
/** `move`: from direct bill to indirect; `known`: a member of CSP has said what is behind them. */
export const WAYS = ['move', 'known'] as const;
export const WORK_ACCOUNTS = ['admin', 'user', 'none'] as const;

/** How a field is asked on a card. */
export type FieldKind = 'choice' | 'country' | 'line' | 'email' | 'phone' | 'website' | 'digits';

export interface Field {
  readonly id: string;
  readonly kind: FieldKind;
  readonly optional: boolean;
  /** Whether a button sets it and no card asks for it; kept only when it is set. */
  readonly hidden?: true;
  readonly options: readonly string[];
  readonly rule: (known: RuleContext) => z.ZodType<string, string>;
  readonly doubts: readonly Doubt[];
}

export const STEP_IDS = [
  'situation',
  'account',
  'partnerId',
  'company',
  'contact',
  'support',
] as const;
export type StepId = (typeof STEP_IDS)[number];

/** Maximum line lengths; names and address lines as Partner Center takes them [address-lengths], companies' [customer-names]. */
const LONGEST = { name: 50, company: 255, addressLine: 200, city: 100 };

/** Direct bill excludes indirect reseller on one tenant, so it takes another one, or the move as a whole [direct-bill-tenant]. */
const directBill: Doubt = (value, { values }) =>
  value === 'direct' && values['way'] !== 'move' ? 'situation.direct' : undefined;

/** Empty unless a button says so. */
const WAY: Field = {
  ...optional(options('way', WAYS)),
  hidden: true,
  rule: keptIfFixed(() => z.string().transform((text) => WAYS.find((way) => way === text) ?? '')),
};

const NAME_DOUBTS: readonly Doubt[] = [oneLetter, unlikelyPerson, longName];

/** A step asks one thing at least. */
type Fields = readonly [Field, ...Field[]];

const STEPS: Readonly<Record<StepId, Fields>> = {
  // The way is set by a button, not asked: of a direct-bill partner that moves over, and of a member of CSP once asked.
  situation: [options('situation', SITUATIONS, [directBill]), WAY],
  account: [
    options('workAccount', WORK_ACCOUNTS),
    field('tenantCountry', 'country', country, [outsideRegions, otherThanDirectory]),
  ],
  partnerId: [
    optional(field('partnerId', 'digits', partnerId)),
    optional(field('partnerIdCountry', 'country', partnerIdCountry)),
  ],
  company: [
    field('legalName', 'line', () => companyName(LONGEST.company), [
      unlikelyCompany,
      abbreviatedName,
      notWestern,
    ]),
    field('street', 'line', () => street(LONGEST.addressLine), [
      unlikelyStreet,
      poBox,
      abbreviatedAddress,
      notWestern,
    ]),
    field('postalCode', 'line', postalCode),
    field('city', 'line', () => city(LONGEST.city), [
      unlikelyCity,
      otherThanPostalCode,
      abbreviatedAddress,
      notWestern,
    ]),
    optional(field('state', 'line', state, [notWestern])),
    field('country', 'country', country, [outsideRegions]),
    optional(field('registrationId', 'line', registrationId, [registrationIdForm])),
  ],
  contact: [
    field('firstName', 'line', () => personName(LONGEST.name), NAME_DOUBTS),
    field('lastName', 'line', () => personName(LONGEST.name), NAME_DOUBTS),
    field('email', 'email', workEmail, [
      unusualLocalPart,
      governmentDomain,
      onmicrosoftDomain,
      otherDomain,
    ]),
    field('phone', 'phone', phone),
  ],
  support: [
    field('supportEmail', 'email', email, [unusualLocalPart]),
    field('supportPhone', 'phone', phone),
    optional(field('supportWebsite', 'website', website, [websiteOfOtherDomain])),
  ],
};

const FORM: readonly StepId[] = STEP_IDS;
/** Newcomers have no PartnerID to give: getting one is a milestone of theirs [partner-program-first]. */
const FORM_OF_NEWCOMERS: readonly StepId[] = FORM.filter((step) => step !== 'partnerId');
/** A company already in CSP may only have to give support contacts [csp-member-support-data]. */
const FORM_IN_CSP: readonly StepId[] = ['situation', 'support'];

const FORMS: Readonly<Record<string, readonly StepId[]>> = {
  csp: FORM_IN_CSP,
  new: FORM_OF_NEWCOMERS,
};

/** The fields of a step, in the order they are asked. */
export function fieldsOf(step: StepId): Fields {
  return STEPS[step];
}

/** The steps a company goes through, by what it said of its situation. */
export function formFor(situation: Values | undefined): readonly StepId[] {
  const { situation: said = '' } = situation ?? {};
  return FORMS[said] ?? FORM;
}

/** Whether a word names a step of the form. */
export function isStepId(word: string): word is StepId {
  return (STEP_IDS as readonly string[]).includes(word);
}

function field(
  id: string,
  kind: FieldKind,
  rule: Field['rule'],
  doubts: readonly Doubt[] = [],
): Field {
  return { id, kind, optional: false, options: [], rule: keptIfFixed(rule), doubts };
}

/** A rule that asks for nothing known gives the same schema every time. */
function keptIfFixed(rule: Field['rule']): Field['rule'] {
  if (rule.length > 0) return rule;
  let made: ReturnType<Field['rule']> | undefined;
  return (known) => (made ??= rule(known));
}

function options(id: string, names: readonly string[], doubts: readonly Doubt[] = []): Field {
  const rule = keptIfFixed(() => choice(names));
  return { id, kind: 'choice', optional: false, options: names, rule, doubts };
}

function optional(given: Field): Field {
  return { ...given, optional: true };
}
