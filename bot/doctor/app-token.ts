// A token in the app's own name, really fetched, and what can be read in it or in its refusal.

import { z } from 'zod';
import type { Web } from './web.ts';

export interface AppTokenQuery {
  /** The authority's token address. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

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

const GRANTED = z.looseObject({ access_token: z.string().min(1) });
const REFUSED = z.looseObject({
  error: z.string(),
  error_codes: z.array(z.number()).optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});
const CLAIMS = z.looseObject({
  tid: z.string().optional().catch(undefined),
  roles: z.array(z.string()).catch([]),
});

/** Asks for a token by client credentials. Never rejects; the description, in which names may stand, is left out. */
export async function fetchToken(
  web: Web,
  { url, clientId, clientSecret, scope }: AppTokenQuery,
): Promise<AppTokenOutcome> {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  };
  const reply = await web({ url, form });
  if (reply.kind === 'silence') return reply;
  const { data: granted } = GRANTED.safeParse(reply.json);
  if (reply.status === 200 && granted !== undefined) {
    const token = granted.access_token;
    return { kind: 'token', token, claims: claimsOf(token) };
  }
  const { data: refused } = REFUSED.safeParse(reply.json);
  if (refused !== undefined) return { kind: 'refused', code: codeOf(refused) };
  return { kind: 'silence', code: reply.status === 200 ? 'no-token' : String(reply.status) };
}

/** Read, not proved: only what the authority itself has just given us is looked at. */
export function claimsOf(token: string): Claims | undefined {
  try {
    const [, body = '', signature] = token.split('.');
    if (signature === undefined) return undefined;
    const claims = CLAIMS.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return { tenantId: claims.tid?.toLowerCase(), roles: claims.roles };
  } catch {
    return undefined;
  }
}

/** Microsoft's code in any text, such as an SDK's error; undefined when there is none. */
export function aadstsIn(text: string): string | undefined {
  return /AADSTS\d{4,8}/u.exec(text)?.[0];
}

function codeOf({ error, error_codes: codes, error_description: words }: Refused): string {
  if (codes?.[0] !== undefined) return `AADSTS${codes[0]}`;
  return aadstsIn(words ?? '') ?? (error.replace(/\W/gu, '').slice(0, 40) || 'refused');
}

type Refused = z.output<typeof REFUSED>;
