// Every event type that Lotse understands [interface-events]. Others are refused by name.

import { announcement } from './announcement.ts';
import { customerAccepted } from './customer-accepted.ts';
import { invitationNoticed } from './invitation-noticed.ts';
import type { FactSource } from '../enrollment/milestones.ts';
import type { EventType } from './event-type.ts';
import { mpaChanged } from './mpa-changed.ts';
import { providerAuthorized, providerInvited, providerRemoved } from './provider-changed.ts';
import { verificationChanged } from './verification-changed.ts';

export const CATALOGUE: ReadonlyMap<string, EventType> = new Map([
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
  return CATALOGUE.get(name) ?? INTERNAL[source]?.get(name);
}
