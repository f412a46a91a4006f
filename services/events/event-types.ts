// Every event type that Lotse understands [interface-events]: its name, its data, and what that means. Others are refused by name.

import { z } from 'zod';
import type { FactSource, MilestoneState } from '../enrollment/milestones.ts';
import { judgeLink } from '../mailbox/link.ts';
import { eventType, given, line, lines, webAddress, type EventType } from './event-type.ts';

const VERIFICATION_STATES: Readonly<Record<'pending' | 'authorized' | 'rejected', MilestoneState>> =
  { pending: 'waiting', authorized: 'done', rejected: 'failed' };

/** Microsoft's verification of the company moved [account-verification]. */
const verificationChanged = eventType(
  z.object({
    status: z.enum(['pending', 'authorized', 'rejected']),
    check: z
      .enum(['email_ownership', 'employment', 'business', 'identity', 'due_diligence'])
      .optional(),
    reason: lines(2000).optional(),
  }),
  ({ status, check, reason }) => ({
    subject: `verification.${status}`,
    values: given({ check, reason }),
    fact: { milestone: 'verified', state: VERIFICATION_STATES[status] },
  }),
);

/** The Microsoft Partner Agreement was signed, or is not signed any more. */
const mpaChanged = eventType(z.object({ signed: z.boolean() }), ({ signed }) => ({
  subject: signed ? 'mpa.signed' : 'mpa.unsigned',
  values: {},
  fact: { milestone: 'mpaSigned', state: signed ? 'done' : 'open' },
}));

/** An indirect provider invited the company. What only invites customers moves nothing [invitation-links]. */
const providerInvited = eventType(
  z.object({
    providerName: line(200),
    invitationUrl: webAddress().optional(),
    providerPartnerId: line(20).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  }),
  (data) => ({
    subject: 'provider.invited',
    values: given(data),
    fact: invitesCustomers(data.invitationUrl)
      ? undefined
      : { milestone: 'providerInvited', state: 'done' },
  }),
);

/** A mail that is probably a provider's invitation lies in a mailbox. It moves nothing: a person says whether it is one. */
const invitationNoticed = eventType(
  z.object({
    providerName: line(200).optional(),
    senderDomain: line(253),
    invitationUrl: webAddress(),
    warnings: z.array(z.string().regex(/^[a-zA-Z]{1,40}$/u)).max(10),
  }),
  ({ warnings, ...data }) => ({
    subject: 'provider.invitationNoticed',
    values: given({
      ...data,
      source: 'mailbox',
      warnings: warnings.length === 0 ? undefined : warnings.join(' '),
    }),
    fact: undefined,
  }),
);

/** The company authorized an indirect provider. */
const providerAuthorized = eventType(z.object({ providerName: line(200) }), (data) => ({
  subject: 'provider.authorized',
  values: data,
  fact: { milestone: 'providerAuthorized', state: 'done' },
}));

/** The company has this indirect provider no longer. */
const providerRemoved = eventType(z.object({ providerName: line(200) }), (data) => ({
  subject: 'provider.removed',
  values: data,
  fact: { milestone: 'providerAuthorized', state: 'open' },
}));

/** A customer accepted the reseller relationship. */
const customerAccepted = eventType(z.object({ customerName: line(200) }), (data) => ({
  subject: 'customer.accepted',
  values: data,
  fact: { milestone: 'customerInvited', state: 'done' },
}));

/** Words for people, passed on as they are. They move nothing. */
const announcement = eventType(
  z.object({
    title: z.object({ de: line(200), en: line(200) }),
    text: z.object({ de: lines(4000), en: lines(4000) }),
    url: webAddress().optional(),
  }),
  ({ title, text, url }) => ({
    subject: 'announcement',
    values: given({
      'title.de': title.de,
      'title.en': title.en,
      'text.de': text.de,
      'text.en': text.en,
      url,
    }),
    fact: undefined,
  }),
);

/** What every door may use, by the name of the type. */
export const EVENT_TYPES: ReadonlyMap<string, EventType> = new Map([
  ['csp.verification.changed', verificationChanged],
  ['csp.mpa.changed', mpaChanged],
  ['csp.provider.invited', providerInvited],
  ['csp.provider.authorized', providerAuthorized],
  ['csp.provider.removed', providerRemoved],
  ['csp.customer.accepted', customerAccepted],
  ['csp.announcement', announcement],
]);

/** Types that only one of our own doors may use; nobody else learns that they exist. */
const INTERNAL: Readonly<Partial<Record<FactSource, ReadonlyMap<string, EventType>>>> = {
  mailbox: new Map([['csp.provider.invitationNoticed', invitationNoticed]]),
};

/** The type of an event as a door may use it. In: the type's name, whose door it is. */
export function eventTypeFor(name: string, source: FactSource): EventType | undefined {
  return EVENT_TYPES.get(name) ?? INTERNAL[source]?.get(name);
}

function invitesCustomers(url: string | undefined): boolean {
  return url !== undefined && judgeLink({ href: url, text: '' }).customer;
}
