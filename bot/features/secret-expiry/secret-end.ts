// When a secret ends: asked of Microsoft Graph where that is permitted, else as the operator wrote it down.

import { secretEnd, type SecretQuery } from '../../doctor/secret-days.ts';
import type { ExpirySource } from '../../monitoring/expiries.ts';

const LOOK_MS = 8_000;

/** What Graph once said stays when it does not answer: another secret comes with another start. */
export function secretEndOf(asked: SecretQuery | undefined): ExpirySource {
  let known: Date | undefined;
  return async () => {
    if (asked === undefined) return undefined;
    const found = await secretEnd(asked, AbortSignal.timeout(LOOK_MS));
    if (found.kind === 'known' && found.source === 'graph') known = found.end;
    return known ?? asked.told;
  };
}
