// What a messenger is made of in tests: one person, one conversation, no database.

import sinon from 'sinon';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import type { NotificationSenderDeps } from '../../bot/teams/connector/notification-sender.ts';
import { complete } from './enrollment-samples.ts';
import { contactOf } from './notes.ts';

export const TO = { tenantId: 'tenant', userId: 'anna' };
export const CONVERSATION = 'a:anna/1';
export const BOT = { id: '28:bot', name: 'Lotse' };
export const ANNA = { id: '29:anna', name: 'Anna', aadObjectId: 'anna' };

/** An address as bot/teams/turn/address.ts keeps it. */
export function addressAt(serviceUrl: string): string {
  const conversation = { id: CONVERSATION, conversationType: 'personal', tenantId: 'tenant' };
  return JSON.stringify({
    bot: BOT,
    user: ANNA,
    conversation,
    channelId: 'msteams',
    serviceUrl,
    locale: 'de-DE',
  });
}

/** Everything a messenger needs, without a database. In: where the connector is, and what differs. */
export function depsFor(
  serviceUrl: string,
  differing: Partial<NotificationSenderDeps> = {},
): NotificationSenderDeps {
  const contact = contactOf({ address: addressAt(serviceUrl) });
  const log = { info: sinon.spy(), warn: sinon.spy(), error: sinon.spy() };
  return {
    contacts: { find: () => Promise.resolve(contact) },
    enrollments: { find: () => Promise.resolve(complete()) },
    client: createConnectorClient({ authorize: () => undefined }),
    trust: () => true,
    state: { read: () => Promise.resolve({}) },
    log,
    now: () => new Date('2026-11-23T09:00:00.000Z'),
    ...differing,
  };
}

/** A conversation that has a living status card, named "living". */
export function withLivingCard(): Pick<NotificationSenderDeps, 'state'> {
  const key = `msteams/conversations/${CONVERSATION}`;
  return { state: { read: () => Promise.resolve({ [key]: { livingCard: 'living' } }) } };
}
