// Tokens for the app itself in a tenant (client credentials), kept in memory until shortly before they expire.

import { z } from 'zod';

export interface AppCredentials {
  /** Without a path, for example https://login.microsoftonline.com. */
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whose token: the address of Graph. */
  readonly resource: string;
}

export type AppToken =
  { readonly ok: true; readonly token: string } | { readonly ok: false; readonly code: string };

/** Gives a token for a tenant. Never rejects. */
export type AppTokens = (tenantId: string) => Promise<AppToken>;

const TIMEOUT_MS = 8000;
/** A token that is about to expire would expire on its way. */
const MARGIN_MS = 60_000;

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const refused = z.object({ error: z.string(), error_codes: z.array(z.number()).catch([]) });

/** In: the app's credentials, and the clock. */
export function createAppTokens(credentials: AppCredentials, now: () => Date): AppTokens {
  const kept = new Map<string, { readonly token: string; readonly until: number }>();
  return async (tenantId) => {
    const known = kept.get(tenantId);
    if (known !== undefined && known.until > now().getTime()) return { ok: true, ...known };
    const body = await ask(credentials, tenantId).catch(() => undefined);
    const parsed = granted.safeParse(body);
    if (!parsed.success) return { ok: false, code: codeIn(body) };
    const { access_token: token, expires_in: seconds } = parsed.data;
    kept.set(tenantId, { token, until: now().getTime() + seconds * 1000 - MARGIN_MS });
    return { ok: true, token };
  };
}

async function ask(credentials: AppCredentials, tenantId: string): Promise<unknown> {
  const { authority, clientId, clientSecret, resource } = credentials;
  const response = await fetch(`${authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${resource}/.default`,
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return response.json();
}

/** "invalid_client (7000222)": the number says which (here: the secret has expired), the description may name people. */
function codeIn(body: unknown): string {
  const { error, error_codes: numbers } = refused.safeParse(body).data ?? {};
  if (error === undefined) return 'no answer';
  const plain = error.replace(/[^\w.]/gu, '').slice(0, 60);
  return numbers?.[0] === undefined ? plain : `${plain} (${numbers[0]})`;
}
