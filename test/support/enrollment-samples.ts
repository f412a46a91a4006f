// What the enrollment tests share: a company that passes every rule, and short ways through the form.

import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { CheckedStep } from '../../services/enrollment/check.ts';
import {
  beginEnrollment,
  type Act,
  type Enrollment,
} from '../../services/enrollment/enrollment.ts';
import { recordStep } from '../../services/enrollment/record-step.ts';
import type { Doubt, RuleContext, Values } from '../../services/enrollment/rules/finding.ts';
import { isStepId, type StepId } from '../../services/enrollment/steps.ts';

export const ANNA = { personId: 'anna', name: 'Anna Muster', joinedAt: '2026-03-02T08:00:00.000Z' };
export const BEN = { personId: 'ben', name: 'Ben Beispiel', joinedAt: '2026-03-03T08:00:00.000Z' };

/** Anna does something on a day of March 2026. */
export function act(day = 2): Act {
  return { by: ANNA, at: `2026-03-${String(day).padStart(2, '0')}T08:00:00.000Z` };
}

export const GOOD: Readonly<Record<StepId, Values>> = {
  situation: { situation: 'member' },
  account: { workAccount: 'admin', tenantCountry: 'DE' },
  partnerId: { partnerId: '4567890', partnerIdCountry: 'DE' },
  company: {
    legalName: 'Contoso GmbH',
    street: 'Unter den Linden 77',
    postalCode: '10117',
    city: 'Berlin',
    state: '',
    country: 'DE',
    registrationId: 'HRB 12345',
  },
  contact: {
    firstName: 'Anna',
    lastName: 'Muster',
    email: 'anna.muster@contoso.example',
    phone: '030 901820',
  },
  support: {
    supportEmail: 'support@contoso.example',
    supportPhone: '030 901821',
    supportWebsite: 'https://contoso.example',
  },
};

export function begun(): Enrollment {
  return beginEnrollment('enrollment-1', 'tenant-1', act());
}

/** An enrollment with these steps answered as in GOOD, each one accepted. */
export function answered(...steps: readonly StepId[]): Enrollment {
  return steps.reduce((enrollment, step) => recorded(enrollment, step), begun());
}

export function complete(): Enrollment {
  return answered(...Object.keys(GOOD).filter(isStepId));
}

/** Records a step that must be accepted. In: what differs from GOOD. */
export function recorded(enrollment: Enrollment, step: StepId, differing: Values = {}): Enrollment {
  const result = recordStep(enrollment, { step, values: { ...GOOD[step], ...differing } }, act());
  assert.equal(result.kind, 'recorded');
  return result.enrollment;
}

/** The enrollment as a store gives it back. */
export function stored(enrollment: Enrollment): Enrollment {
  return JSON.parse(JSON.stringify(enrollment)) as Enrollment;
}

export function known(facts: Partial<RuleContext> = {}): RuleContext {
  return {
    values: {},
    tenantCountry: undefined,
    directoryCountry: undefined,
    companyCountry: undefined,
    ownDomains: [],
    contactEmail: undefined,
    ...facts,
  };
}

/** The code of a doubt, whether it knows better or not. */
export function codeOf(found: ReturnType<Doubt>): string | undefined {
  return typeof found === 'object' ? found.code : found;
}

/** What a rule makes of a text: the value it keeps, or the code of its refusal in brackets. */
export function read(rule: z.ZodType<string, string>, text: string): string {
  const parsed = rule.safeParse(text);
  return parsed.success ? parsed.data : `[${parsed.error.issues[0]?.message ?? ''}]`;
}

/** What a check found, as "field: code". */
export function codesOf({ refusals, doubts }: CheckedStep): readonly string[] {
  return [...refusals, ...doubts].map(({ field, code }) => `${field}: ${code}`);
}
