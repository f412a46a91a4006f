// Which fields the values found in a text fill, by the open step.

import { isSharedMailbox } from './addresses-online.ts';
import type { ValueCertainty, ValueContext, ValueKind, ValueSpan } from './span.ts';

/** A value in the shape a card would send, and its input. */
export interface ReadValue {
  readonly field: string;
  readonly value: string;
  readonly certainty: ValueCertainty;
}

/** Kinds that are fields of the same name. */
const PLAIN: ReadonlySet<ValueKind> = new Set<ValueKind>([
  'legalName',
  'street',
  'postalCode',
  'city',
  'state',
  'registrationId',
  'firstName',
  'lastName',
  'partnerId',
  'supportEmail',
  'supportPhone',
]);

/** Values by input id, each field once, the first that fits. In: whether a whole signature or imprint was pasted. */
export function fieldValues(
  spans: readonly ValueSpan[],
  context: ValueContext,
  isPaste: boolean,
): readonly ReadValue[] {
  const ordered = [...spans].sort((a, b) => a.from - b.from);
  const values = ordered.flatMap((span) => {
    const field = fieldOf(span, context, isPaste);
    return field === undefined ? [] : [{ field, value: span.value, certainty: span.certainty }];
  });
  const first = values.filter(
    ({ field }, at) => values.findIndex((one) => one.field === field) === at,
  );
  return isPaste ? first : withSecondMailbox(first, ordered, context);
}

function fieldOf(
  { kind, value }: ValueSpan,
  context: ValueContext,
  isPaste: boolean,
): string | undefined {
  if (PLAIN.has(kind)) return kind;
  if (kind === 'email') return isSupportMail(value, context, isPaste) ? 'supportEmail' : 'email';
  if (kind === 'phone') return context.step === 'support' ? 'supportPhone' : 'phone';
  if (kind === 'website') return 'supportWebsite';
  return kind === 'country' ? countryField(context) : undefined;
}

/** At the contact's own step a shared mailbox is what was answered, and the rule says why it will not do. */
function isSupportMail(address: string, { step }: ValueContext, isPaste: boolean): boolean {
  if (step === 'support' && !isPaste) return true;
  if (step === 'contact' && !isPaste) return false;
  return isSharedMailbox(address);
}

function countryField({ step }: ValueContext): string {
  if (step === 'account') return 'tenantCountry';
  return step === 'partnerId' ? 'partnerIdCountry' : 'country';
}

/** Two addresses in one line: the shared one is the support's. */
function withSecondMailbox(
  values: readonly ReadValue[],
  spans: readonly ValueSpan[],
  { step }: ValueContext,
): readonly ReadValue[] {
  const mails = spans.filter(({ kind }) => kind === 'email').map(({ value }) => value);
  const shared = mails.find(isSharedMailbox);
  const own = mails.find((address) => !isSharedMailbox(address));
  if (step !== 'contact' && step !== 'support') return values;
  if (shared === undefined || own === undefined) return values;
  const others = values.filter(({ field }) => field !== 'email' && field !== 'supportEmail');
  return [
    ...others,
    { field: 'email', value: own, certainty: 'sure' },
    { field: 'supportEmail', value: shared, certainty: 'sure' },
  ];
}
