// Every type of event Lotse understands (contract 2). What is not here is refused by name.

import { announcement } from './announcement.ts';
import { customerAccepted } from './customer-accepted.ts';
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
