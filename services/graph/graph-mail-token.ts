// The application's own token for a tenant, by client credentials; kept until shortly before it ends.

import { requestBounded } from '../mailbox/bounded-request.ts';
import { tokenShape } from './graph-mail-shapes.ts';
import type { MailAnswer, GraphCredentials } from '../mailbox/mailboxes.ts';

export interface GraphTokens {
  /** The token for a tenant; one request at a time for each. */
  take(tenantId: string): Promise<MailAnswer<string>>;
  /** Graph did not take it: the next one is asked for anew. */
  drop(tenantId: string, token: string): void;
}

interface CachedToken {
  readonly token: string;
  readonly until: number;
}

const AHEAD_MS = 5 * 60_000;

/** In: the credentials and the clock. */
export function createGraphTokens(credentials: GraphCredentials, now: () => Date): GraphTokens {
  const kept = new Map<string, CachedToken>();
  const running = new Map<string, Promise<MailAnswer<string>>>();

  async function fetchToken(tenantId: string): Promise<MailAnswer<string>> {
    const answer = await requestBounded(requestOf(credentials, tenantId), tokenShape);
    // What the token endpoint refuses is a matter of credentials and consent, whatever its status says.
    if (!answer.ok) return answer.kind === 'refused' ? { ...answer, kind: 'denied' } : answer;
    const { access_token: token, expires_in: seconds } = answer.value;
    kept.set(tenantId, { token, until: now().getTime() + seconds * 1000 });
    return { ok: true, value: token };
  }

  return {
    take(tenantId) {
      const found = kept.get(tenantId);
      if (found && found.until - AHEAD_MS > now().getTime()) {
        return Promise.resolve({ ok: true, value: found.token });
      }
      const under = running.get(tenantId);
      if (under !== undefined) return under;
      const asked = fetchToken(tenantId).finally(() => running.delete(tenantId));
      running.set(tenantId, asked);
      return asked;
    },
    drop(tenantId, token) {
      if (kept.get(tenantId)?.token === token) kept.delete(tenantId);
    },
  };
}

function requestOf(
  { authority, baseUrl, clientId, clientSecret }: GraphCredentials,
  tenantId: string,
): Parameters<typeof requestBounded>[0] {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${new URL(baseUrl).origin}/.default`,
  });
  return {
    url: new URL(`/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, authority).href,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}
