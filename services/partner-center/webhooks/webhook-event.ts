// What a proved webhook call says [webhook-payload]: five fields, their spellings, what they mean.

import { z } from 'zod';
import { eventIdOf } from '../polling/origin.ts';

export interface WebhookEvent {
  /** Made of (EventName, ResourceUri, ResourceChangeUtcDate), the only thing that tells two events apart. */
  readonly key: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  /** Tenant id of the customer it is about, where it is about one. */
  readonly customerId: string | undefined;
}

export type WebhookMeaning = 'customerAccepted' | 'test' | 'none';

export type WebhookReading =
  | { readonly kind: 'event'; readonly meaning: WebhookMeaning; readonly event: WebhookEvent }
  | { readonly kind: 'refused'; readonly code: 'shape' | 'stale' | 'future' };

/** The second one's payload is not documented: only the customer's id is taken from it, the rest is asked for. */
const MEANINGS: Readonly<Record<string, WebhookMeaning>> = {
  'reseller-relationship-accepted-by-customer': 'customerAccepted',
  'indirect-reseller-relationship-accepted-by-customer': 'customerAccepted',
  'test-created': 'test',
};

/** Events may lag 48 hours; ten attempts of unknown spacing come on top. */
export const OLDEST_MS = 72 * 60 * 60_000;
const AHEAD_MS = 5 * 60_000;
const CUSTOMER = /\/v1\/customers\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/iu;

/** The audit field is called AuditUri or AuditUrl; we need neither, so both may be there. */
const shape = z.looseObject({
  EventName: z.string().min(1).max(200),
  ResourceUri: z.string().max(2000).nullish(),
  ResourceName: z.string().max(200).nullish(),
  AuditUri: z.string().nullish(),
  AuditUrl: z.string().nullish(),
  ResourceChangeUtcDate: z.string().max(64),
});

/** Reads the event. In: parsed JSON whose sender is proved, and the time. Events that mean nothing to us are not dated. */
export function readWebhook(body: unknown, now: Date): WebhookReading {
  const parsed = shape.safeParse(body);
  if (!parsed.success) return { kind: 'refused', code: 'shape' };
  const { EventName: name, ResourceUri: uri, ResourceChangeUtcDate: date } = parsed.data;
  const changedAt = Date.parse(zoned(date));
  if (Number.isNaN(changedAt)) return { kind: 'refused', code: 'shape' };
  const customerId = customerIn(uri);
  const meaning = meaningOf(name, customerId);
  const code = meaning === 'none' ? undefined : outOfTime(now.getTime() - changedAt);
  if (code !== undefined) return { kind: 'refused', code };
  const key = eventIdOf(name.toLowerCase(), uri ?? null, date);
  return { kind: 'event', meaning, event: { key, name, changedAt, customerId } };
}

function customerIn(uri: string | null | undefined): string | undefined {
  return CUSTOMER.exec(uri ?? '')?.[1]?.toLowerCase();
}

/** An event about a customer that names none means nothing. */
function meaningOf(name: string, customerId: string | undefined): WebhookMeaning {
  const known = MEANINGS[name.toLowerCase()] ?? 'none';
  return known === 'customerAccepted' && customerId === undefined ? 'none' : known;
}

function outOfTime(age: number): 'stale' | 'future' | undefined {
  if (age > OLDEST_MS) return 'stale';
  return age < -AHEAD_MS ? 'future' : undefined;
}

/** The field is UTC by its name; without a zone JavaScript would take it for the machine's own time. */
function zoned(date: string): string {
  return /(?:z|[+-]\d\d:?\d\d)$/iu.test(date) ? date : `${date}Z`;
}
