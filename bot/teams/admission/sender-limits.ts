// Whose activities go on: people of the tenants let in, none of them faster than people are (decision 0027).

import type { Activity } from 'botbuilder';
import { senderOf, tenantIdOf, tenantOf } from '../turn/address.ts';
import { createRateLimit, type Rate, type RateLimit } from '../../http/rate-limit.ts';
import { isTenantAllowed } from '../../http/tenant-rule.ts';
import type { RejectionTextKey } from './rejection-notice.ts';

export interface SenderRules {
  /** Lower case; empty = every tenant. */
  readonly allowedTenants: readonly string[];
  readonly ratePerson: Rate | 'off';
  readonly rateTenant: Rate | 'off';
  readonly now: () => Date;
}

/** In: an activity of a proved channel. Out: why it goes no further; undefined when it does. */
export type SenderLimits = (activity: Activity) => RejectionTextKey | undefined;

/** Installing and leaving are not paced: a missed one would lose the person's address. */
const UNPACED: readonly string[] = ['conversationUpdate', 'installationUpdate'];

/** Remembers how much each person and each tenant brought; nothing else. */
export function createSenderLimits(rules: SenderRules): SenderLimits {
  const persons = limitFor(rules.ratePerson, rules.now);
  const tenants = limitFor(rules.rateTenant, rules.now);
  return function holdBack(activity) {
    if (!isLetIn(activity, rules.allowedTenants)) return 'tenant.notAllowed';
    if (UNPACED.includes(activity.type)) return undefined;
    const tenantId = tenantIdOf(activity);
    if (persons.take(JSON.stringify([tenantId, senderOf(activity)]), 1) > 0) return 'door.tooFast';
    return tenants.take(tenantId, 1) > 0 ? 'door.tooMany' : undefined;
  };
}

/** Teams may name the tenant twice, and in a shared chat they may differ: then both must be let in. */
function isLetIn(activity: Activity, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const place = activity.conversation as Activity['conversation'] | undefined;
  const named = [tenantOf(activity), place?.tenantId].filter(
    (tenant): tenant is string => typeof tenant === 'string' && tenant !== '',
  );
  return named.length > 0 && named.every((tenant) => isTenantAllowed(tenant, allowed));
}

function limitFor(rate: Rate | 'off', now: () => Date): RateLimit {
  return rate === 'off' ? { take: () => 0 } : createRateLimit(rate, now);
}
