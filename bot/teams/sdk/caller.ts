// Who calls: the token checked by the SDK as configured, and remembered until it expires.

import { hash } from 'node:crypto';
import { type Activity, type ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { AuthenticateRequestResult, ClaimsIdentity } from 'botframework-connector';

export type Caller = AuthenticateRequestResult;

export interface Callers {
  /**
   * Checks who calls. In: the Authorization header and the activity it came with.
   * Throws the SDK's AuthenticationError for a token that is not good, or not for this activity.
   */
  check(authorization: string, activity: Activity): Promise<Caller>;
}

interface CachedCaller {
  readonly caller: Caller;
  /** Epoch ms. */
  readonly until: number;
}

const MOST_KEPT = 1_000;
/** A key the issuer has withdrawn is noticed after that at the latest. */
const LONGEST_MS = 10 * 60_000;

/** In: the SDK's authentication; its clock, which is the machine's. */
export function createCallers(
  authentication: ConfigurationBotFrameworkAuthentication,
  now: () => number = Date.now,
): Callers {
  const kept = new Map<string, CachedCaller>();

  return {
    async check(authorization, activity) {
      const key = keyOf(authorization, activity);
      const known = kept.get(key);
      if (known !== undefined && now() < known.until) return known.caller;
      const caller = await authentication.authenticateRequest(activity, authorization);
      kept.delete(key);
      kept.set(key, { caller, until: endOf(caller.claimsIdentity, now()) });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return caller;
    },
  };
}

/** All that the SDK looks at in an activity; the token itself is not kept. */
function keyOf(authorization: string, { channelId, serviceUrl, recipient }: Activity): string {
  const { role } = (recipient as Activity['recipient'] | undefined) ?? {};
  const token = authorization === '' ? '' : hash('sha256', authorization, 'base64url');
  return [token, channelId, serviceUrl, role].join('\n');
}

/** Without an end of its own, as in anonymous mode, nothing can expire. */
function endOf({ claims }: ClaimsIdentity, at: number): number {
  const expiry = Number(claims.find(({ type }) => type === 'exp')?.value);
  return Math.min(at + LONGEST_MS, Number.isFinite(expiry) ? expiry * 1_000 : Infinity);
}
