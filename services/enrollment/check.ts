// Runs a step's rules over what was sent. Refusals and doubts come out as codes; words come later.

import type { Enrollment } from './enrollment.ts';
import { isOnmicrosoft, registrableDomain } from './rules/email.ts';
import type { BetterValue, IssueCode, Reservation, RuleContext, Values } from './rules/finding.ts';
import { neverKept } from '../reading/never-kept.ts';
import { readCountry } from '../reading/country.ts';
import { fieldsOf, type Field, type StepId } from './steps.ts';

export interface FieldFinding {
  readonly field: string;
  readonly code: IssueCode;
  readonly weight: 'refusal' | 'doubt';
  /** Fills the places of the code's text. */
  readonly params?: Values;
  /** What would fit better, where that is clear. */
  readonly better?: BetterValue;
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

/** What was found in values, and what their rules read to find it: while that is the same, so is the finding. */
interface Memo {
  readonly step: StepId;
  readonly read: ReadonlyMap<keyof RuleContext, unknown>;
  readonly checked: CheckedStep;
}

/** Every answer is looked at several times a turn, mostly after another one has changed that its rules never read. */
const MEMOS = new WeakMap<Values, Memo>();

/** Checks a step's inputs as sent, which must not change afterwards; missing ones count as empty. */
export function check(enrollment: Enrollment, step: StepId, sent: Values): CheckedStep {
  const values = Object.fromEntries(fieldsOf(step).map(({ id }) => [id, sent[id] ?? '']));
  const known = knownFor(enrollment, values);
  const before = MEMOS.get(sent);
  if (before?.step === step && isSame(before.read, known)) return before.checked;
  const read = new Map<keyof RuleContext, unknown>();
  const checked = checkFields(fieldsOf(step), values, noting(known, read));
  const memo = { step, read, checked };
  MEMOS.set(sent, memo);
  // What is kept is then looked at as an answer, and has been looked at already where nothing was put right.
  if (isAsSent(checked, values)) MEMOS.set(checked.clean, memo);
  return checked;
}

/** The same context; what is read of it is noted, but for the values themselves, which are what is checked. */
function noting(known: RuleContext, read: Map<keyof RuleContext, unknown>): RuleContext {
  return new Proxy(known, {
    get(_, property) {
      const name = property as keyof RuleContext;
      if (name === 'values') return known.values;
      if (!read.has(name)) read.set(name, known[name]);
      return read.get(name);
    },
  });
}

function isSame(read: Memo['read'], known: RuleContext): boolean {
  return [...read].every(([name, value]) => JSON.stringify(value) === JSON.stringify(known[name]));
}

function isAsSent({ clean }: CheckedStep, values: Values): boolean {
  return Object.keys(values).every((field) => (clean[field] ?? '') === values[field]);
}

function checkFields(fields: readonly Field[], values: Values, known: RuleContext): CheckedStep {
  const results = fields.map((field) => ({
    field,
    ...checkField(field, values[field.id] ?? '', known),
  }));
  return {
    clean: Object.fromEntries(
      results
        .filter(({ field, clean }) => field.hidden !== true || clean !== '')
        .map(({ field, clean }) => [field.id, clean]),
    ),
    refusals: results.flatMap(({ field: { id }, refusal }) =>
      refusal === undefined ? [] : [{ field: id, code: refusal, weight: 'refusal' }],
    ),
    doubts: results.flatMap(({ field, doubts }) => doubts.map((doubt) => doubtAt(field, doubt))),
  };
}

interface FieldResult {
  readonly clean: string;
  readonly refusal: IssueCode | undefined;
  readonly doubts: readonly (IssueCode | Reservation)[];
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
    doubts: found.filter((doubt) => doubt !== undefined),
  };
}

function doubtAt({ id }: Field, found: IssueCode | Reservation): FieldFinding {
  if (typeof found === 'string') return { field: id, code: found, weight: 'doubt' };
  const { better, ...said } = found;
  const doubt = { field: id, weight: 'doubt', ...said } as const;
  if (better === undefined) return doubt;
  return { ...doubt, better: typeof better === 'string' ? { input: id, value: better } : better };
}

/** What rules may know, looked up when one reads it. What is being sent counts over what was answered before. */
function knownFor({ answers, directory }: Enrollment, values: Values): RuleContext {
  const answered = (step: StepId, field: string) => answers[step]?.values[field];
  const told = isOfThisTenant(answers) ? directory : null;
  return {
    values,
    get tenantCountry() {
      return answered('account', 'tenantCountry');
    },
    get companyCountry() {
      return (
        readCountry(values['country'] ?? '') ??
        answered('company', 'country') ??
        answered('account', 'tenantCountry')
      );
    },
    get directoryCountry() {
      return told?.values['account']?.['tenantCountry'];
    },
    get ownDomains() {
      const website = values['supportWebsite'] ?? answered('support', 'supportWebsite') ?? '';
      const domains = [...companyDomains(told?.domains ?? []), registrableDomain(website)];
      return domains.filter((domain) => domain !== '');
    },
    get contactEmail() {
      return answered('contact', 'email');
    },
  };
}

/** A direct-bill partner that does not move over goes on with another tenant: what this one's directory says is not about it. */
export function isOfThisTenant(answers: Enrollment['answers']): boolean {
  const { situation, way } = answers['situation']?.values ?? {};
  return situation !== 'direct' || way === 'move';
}

/** The domain every tenant is born with proves nothing: half the world has one. */
function companyDomains(verified: readonly string[]): readonly string[] {
  return verified.filter((domain) => !isOnmicrosoft(domain)).map(registrableDomain);
}
