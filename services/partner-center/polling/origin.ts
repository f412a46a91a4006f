// How our findings are known again: where they come from, and an id that is the same however often one is found.

import { createHash } from 'node:crypto';

/** A deterministic id: the same finding is one event, however often it is found. */
export function eventIdOf(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Where our events come from, as (source, id) has it. */
export function sourceOf(ownTenantId: string): string {
  return `urn:lotse:partner-center:${ownTenantId.toLowerCase()}`;
}
