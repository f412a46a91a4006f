// Somebody who fills the form, and the channel between: it sends again what was not answered, under the same id or a new one.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BERLIN } from '../../fixtures/companies.ts';
import type { Field } from './field.ts';

/** Something said, in all the ways it was sent. */
export interface Said {
  /** "" for the word that begins the form. */
  readonly step: string;
  readonly ids: string[];
  /** How often it was sent after the first time. */
  again: number;
  isAcknowledged: boolean;
}

export interface Person {
  readonly tenantId: string;
  readonly conversation: string;
  readonly personId: string;
  readonly said: Said[];
}

/** What comes after a word or an answer. */
export const WAY = [
  { step: '', then: 'situation' },
  { step: 'situation', then: 'account' },
  { step: 'account', then: 'partnerId' },
  { step: 'partnerId', then: 'company' },
  { step: 'company', then: 'contact' },
  { step: 'contact', then: 'support' },
  { step: 'support', then: 'review' },
] as const;

const BEGIN = { type: 'message', text: 'registrieren' };
const CONFIRM = { type: 'message', value: { action: 'confirm' } };
/** Longer than Teams waits: on a busy machine fifty answers in line take their time. */
const PATIENCE_MS = 60_000;
const REDELIVERED_AFTER_MS = 30;
const THINKING_MS = 25;

/** Somebody nobody has met. */
export function newPerson(): Person {
  const personId = randomUUID();
  return { tenantId: randomUUID(), conversation: `a:${personId}`, personId, said: [] };
}

/** Begins the form, answers every step, and confirms. Resolves when all of it was acknowledged. */
export async function fillForm(field: Field, person: Person): Promise<void> {
  for (const { step } of WAY) {
    await insist(field, person, step);
    await pause(Math.random() * THINKING_MS);
  }
  await insist(field, person, 'confirm');
}

/** Says it until it is acknowledged and did not fail. */
export async function insist(field: Field, person: Person, step: string): Promise<void> {
  const said: Said = { step, ids: [], again: 0, isAcknowledged: false };
  person.said.push(said);
  const fields = sayingOf(step);
  let stamped = stamp(fields);
  while (!said.isAcknowledged) {
    if (!said.ids.includes(stamped.id)) said.ids.push(stamped.id);
    const status = await post(field, person, stamped);
    said.isAcknowledged = status === 200 && !isToldOfFailure(field, person, stamped.id);
    if (said.isAcknowledged) return;
    said.again += 1;
    await pause(Math.random() * REDELIVERED_AFTER_MS);
    stamped = status === 200 ? stamp(fields) : sentAgain(stamped, fields);
  }
}

/** What a client would send for a step. In: the step, values over the usual ones. */
export function sayingOf(step: string, values: object = {}): object {
  if (step === '') return BEGIN;
  if (step === 'confirm') return CONFIRM;
  const inputs = BERLIN[step as keyof typeof BERLIN];
  return { type: 'message', value: { action: 'answer', step, ...inputs, ...values } };
}

export type Stamped = Readonly<Record<string, unknown>> & { readonly id: string };

/** Sent now. */
export function stamp(fields: object): Stamped {
  const now = new Date().toISOString();
  return { timestamp: now, localTimestamp: now, ...fields, id: randomUUID() };
}

/** Mostly the channel repeats it as it was, at times under a new id; now and then the person presses again. */
function sentAgain(stamped: Stamped, fields: object): Stamped {
  const chance = Math.random();
  if (chance < 0.6) return stamped;
  return chance < 0.85 ? { ...stamped, id: randomUUID() } : stamp(fields);
}

/** Sends once. Out: the status; 0 when no answer came. */
export async function post(
  field: Pick<Field, 'url' | 'connector'>,
  person: Person,
  stamped: Stamped,
): Promise<number> {
  const url = await field.url();
  try {
    const response = await fetch(`${url}api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...usual(field, person), ...stamped }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function isToldOfFailure(field: Field, { conversation }: Person, id: string): boolean {
  return field.connector
    .shownIn(conversation)
    .some(({ replyTo, kind }) => replyTo === id && kind === 'failed');
}

function usual(
  { connector }: Pick<Field, 'connector'>,
  { personId, tenantId, conversation }: Person,
): object {
  return {
    channelId: 'msteams',
    serviceUrl: connector.url,
    locale: 'de-DE',
    localTimezone: 'Europe/Berlin',
    from: { id: `29:${personId}`, name: 'Ada Lovelace', aadObjectId: personId },
    recipient: { id: '28:bot', name: 'Lotse' },
    conversation: { id: conversation, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    entities: [{ type: 'clientInfo', locale: 'de-DE', country: 'DE', platform: 'Web' }],
  };
}
