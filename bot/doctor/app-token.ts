// A token in the app's own name, really fetched, and what can be read in it or in its refusal.

import { z } from 'zod';
import {
  requestToken,
  type TokenRefusal,
  type TokenRequest,
} from '../../services/http/token-request.ts';

export type AppTokenQuery = Pick<TokenRequest, 'url' | 'clientId' | 'credential' | 'audience'>;

export interface Claims {
  /** Lower case; undefined when the token does not say. */
  readonly tenantId: string | undefined;
  readonly roles: readonly string[];
}

export type AppTokenOutcome =
  | {
      readonly kind: 'token';
      readonly token: string;
      /** Undefined when it is no JWT: nothing is known of it then. */
      readonly claims: Claims | undefined;
    }
  /** `code` is Microsoft's (AADSTS7000222), else OAuth's word. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'silence'; readonly code: string };

const TIMEOUT_MS = 60_000;
const CLAIMS = z.looseObject({
  tid: z.string().optional().catch(undefined),
  roles: z.array(z.string()).catch([]),
});

/** Asks for a token anew, whatever the bot keeps. In: ends it. Never rejects. */
export async function fetchToken(
  query: AppTokenQuery,
  signal: AbortSignal,
): Promise<AppTokenOutcome> {
  const { url, clientId, credential, audience } = query;
  const asked = { url, clientId, credential, audience, timeoutMs: TIMEOUT_MS, signal };
  const outcome = await requestToken(asked);
  if (!outcome.ok) return refusalOf(outcome);
  return { kind: 'token', token: outcome.token, claims: claimsOf(outcome.token) };
}

function refusalOf({ kind, status, code, aadsts }: TokenRefusal): AppTokenOutcome {
  if (kind === 'refused') {
    return { kind, code: aadsts === undefined ? code.slice(0, 40) : `AADSTS${aadsts}` };
  }
  if (status === 0) return { kind: 'silence', code };
  return { kind: 'silence', code: status === 200 ? 'no-token' : String(status) };
}

/** Read, not proved: only what the authority itself has just given us is looked at. */
function claimsOf(token: string): Claims | undefined {
  try {
    const [, body = '', signature] = token.split('.');
    if (signature === undefined) return undefined;
    const claims = CLAIMS.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return { tenantId: claims.tid?.toLowerCase(), roles: claims.roles };
  } catch {
    return undefined;
  }
}
