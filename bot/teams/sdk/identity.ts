// The caller as the SDK's dialogs and its token service see them, made from what admission proved.

import type { JWTPayload } from 'jose';
import { AuthenticationConstants, ClaimsIdentity } from 'botframework-connector';

/** The SDK's own name for an app without an id: its clients look for it. */
const ANONYMOUS = new ClaimsIdentity(
  [
    {
      type: AuthenticationConstants.AppIdClaim,
      value: AuthenticationConstants.AnonymousSkillAppId,
    },
  ],
  AuthenticationConstants.AnonymousAuthType,
);

/** In: the proved claims of the channel's token; undefined without credentials. */
export function identityOf(claims: JWTPayload | undefined): ClaimsIdentity {
  if (claims === undefined) return ANONYMOUS;
  const all = Object.entries(claims).map(([type, value]) => ({ type, value: String(value) }));
  return new ClaimsIdentity(all, true);
}
