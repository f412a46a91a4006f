// Runs a step's rules over what was sent. Refusals and doubts come out as codes; words come later.

import type { Enrollment } from './enrollment.ts';
import { isOnmicrosoft, registrableDomain } from './rules/email.ts';
import type { IssueCode, RuleContext, Values } from './rules/finding.ts';
import { neverKept } from '../reading/never-kept.ts';
import { readCountry } from '../reading/country.ts';
import { fieldsOf, type Field, type StepId } from './steps.ts';

export interface FieldFinding {
  readonly field: string;
  readonly code: IssueCode;
  readonly weight: 'refusal' | 'doubt';
}

export interface CheckedStep {
  /** The step's values as they would be kept; a refused one as it was sent, so that it can be mended. */
  readonly clean: Values;
  readonly refusals: readonly FieldFinding[];
  readonly doubts: readonly FieldFinding[];
}

/** The longest text kept of a refused value, in characters: the person needs it back, the store does not need a book. */
const LONGEST_DRAFT = 500;

/** Fields that take bare digits: "123456" is no one-time code there. */
const TAKES_DIGITS: ReadonlySet<string> = new Set([
  'partnerId',
  'postalCode',
  'registrationId',
  'phone',
  'supportPhone',
]);

interface RuleFindings {
  readonly step: StepId;
  readonly around: CheckContext;
  readonly known: RuleContext;
  readonly checked: CheckedStep;
}

/** What an answer is judged by, as the objects they are: of a whole record, one would keep the one before alive, and so on. */
interface CheckContext {
  readonly directory: Enrollment['directory'];
  readonly values: readonly (Values | undefined)[];
}

/** An answer is looked at many times a turn, and with nothing new around it there is nothing new to find. */
const FOUND = new WeakMap<Values, RuleFindings>();

/**
 * Checks a step's inputs. In: the enrollment so far and the inputs as sent, which must not change afterwards; missing ones
 * count as empty.
 */
export function check(enrollment: Enrollment, step: StepId, sent: Values): CheckedStep {
  const before = FOUND.get(sent);
  const found = before?.step === step ? before : undefined;
  if (found !== undefined && isAround(found.around, enrollment)) return found.checked;
  const values = Object.fromEntries(fieldsOf(step).map(({ id }) => [id, sent[id] ?? '']));
  const known = knownFor(enrollment, values);
  const isTheSame = found !== undefined && isSame(found.known, known);
  const checked = isTheSame ? found.checked : checkFields(fieldsOf(step), values, known);
  const now = { step, around: aroundIn(enrollment), known, checked };
  FOUND.set(sent, now);
  // What is kept is then looked at as an answer, and has been looked at already where nothing was put right.
  if (isAsSent(checked, values)) FOUND.set(checked.clean, now);
  return checked;
}

function isAsSent({ clean }: CheckedStep, values: Values): boolean {
  return Object.keys(clean).every((field) => clean[field] === values[field]);
}

/** The answers that others are checked by: `knownFor` reads no more. */
const READ_BY_OTHERS = ['situation', 'account', 'company', 'contact', 'support'] as const;

function aroundIn({ answers, directory }: Enrollment): CheckContext {
  return { directory, values: READ_BY_OTHERS.map((step) => answers[step]?.values) };
}

function isAround({ directory, values }: CheckContext, enrollment: Enrollment): boolean {
  if (directory !== enrollment.directory) return false;
  return READ_BY_OTHERS.every((step, at) => values[at] === enrollment.answers[step]?.values);
}

/** The values themselves come from what was sent. */
function isSame(one: RuleContext, other: RuleContext): boolean {
  return (
    one.tenantCountry === other.tenantCountry &&
    one.companyCountry === other.companyCountry &&
    one.directoryCountry === other.directoryCountry &&
    one.contactEmail === other.contactEmail &&
    one.ownDomains.join() === other.ownDomains.join()
  );
}

function checkFields(fields: readonly Field[], values: Values, known: RuleContext): CheckedStep {
  const results = fields.map((field) => ({
    field,
    ...checkField(field, values[field.id] ?? '', known),
  }));
  return {
    clean: Object.fromEntries(results.map(({ field, clean }) => [field.id, clean])),
    refusals: results.flatMap(({ field, refusal }) => finding(field, refusal, 'refusal')),
    doubts: results.flatMap(({ field, doubts }) =>
      doubts.flatMap((code) => finding(field, code, 'doubt')),
    ),
  };
}

interface FieldResult {
  readonly clean: string;
  readonly refusal: IssueCode | undefined;
  readonly doubts: readonly IssueCode[];
}

function checkField(field: Field, sent: string, known: RuleContext): FieldResult {
  if (neverKept(sent, { digitsExpected: TAKES_DIGITS.has(field.id) }) !== undefined) {
    return { clean: '', refusal: 'neverKept', doubts: [] };
  }
  const parsed = field.rule(known).safeParse(sent);
  if (!parsed.success) {
    const code = parsed.error.issues[0]?.message as IssueCode;
    return { clean: sent.slice(0, LONGEST_DRAFT), refusal: code, doubts: [] };
  }
  const found = field.doubts.map((doubt) => doubt(parsed.data, known));
  return {
    clean: parsed.data,
    refusal: undefined,
    doubts: found.filter((code) => code !== undefined),
  };
}

function finding(
  field: Field,
  code: IssueCode | undefined,
  weight: FieldFinding['weight'],
): FieldFinding[] {
  return code === undefined ? [] : [{ field: field.id, code, weight }];
}

/** What is being sent counts over what was answered before: a website about to be replaced proves nothing. */
function knownFor({ answers, directory }: Enrollment, values: Values): RuleContext {
  const answered = (step: StepId, field: string) => answers[step]?.values[field];
  const tenantCountry = answered('account', 'tenantCountry');
  const country = readCountry(values['country'] ?? '') ?? answered('company', 'country');
  const website = values['supportWebsite'] ?? answered('support', 'supportWebsite') ?? '';
  const { directoryCountry, domains } = told(isOfThisTenant(answers) ? directory : null);
  return {
    values,
    tenantCountry,
    companyCountry: country ?? tenantCountry,
    directoryCountry,
    ownDomains: [...domains, registrableDomain(website)].filter((domain) => domain !== ''),
    contactEmail: answered('contact', 'email'),
  };
}

/** What the rules know from the tenant's own directory. */
function told(directory: Enrollment['directory']): {
  readonly directoryCountry: string | undefined;
  readonly domains: readonly string[];
} {
  const directoryCountry = directory?.values['account']?.['tenantCountry'];
  return { directoryCountry, domains: companyDomains(directory?.domains ?? []) };
}

/** A direct-bill partner goes on with another tenant: what this one's directory says is not about it. */
export function isOfThisTenant(answers: Enrollment['answers']): boolean {
  return answers['situation']?.values['situation'] !== 'direct';
}

/** The domain every tenant is born with proves nothing: half the world has one. */
function companyDomains(verified: readonly string[]): readonly string[] {
  return verified.filter((domain) => !isOnmicrosoft(domain)).map(registrableDomain);
}
