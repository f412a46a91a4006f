// The tokens of an app: kept until shortly before they expire, one renewal at a time for each.

import { isWaiting, type Wait } from '../clock/wait.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { ClientIdentity } from './client-credential.ts';
import {
  requestToken,
  type TokenOutcome,
  type TokenRefusal,
  type TokenRequest,
} from './token-request.ts';

export interface AppTokensDeps {
  readonly app: ClientIdentity;
  /** Whose tokens: the address of an API. */
  readonly audience: string;
  /** The token endpoint of a tenant, or whatever else tokens are told apart by. */
  readonly urlOf: (key: string) => string;
  readonly now: () => Date;
  readonly timeoutMs?: number;
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
  /** One request, for what is no token of the app alone. */
  readonly request?: (asked: TokenRequest, key: string) => Promise<TokenOutcome>;
}

/** `isFresh`: it was not kept, but asked for now. */
export type AppToken =
  { readonly ok: true; readonly token: string; readonly isFresh: boolean } | TokenRefusal;

export interface AppTokens {
  /** The token of a tenant. Never rejects. */
  take(key: string): Promise<AppToken>;
  /** An API did not take it: the next one is asked for anew. Without a token: whichever is kept. */
  drop(key: string, token?: string): void;
}

const TIMEOUT_MS = 8_000;
/** A token that is about to expire would expire on its way. */
const MARGIN_MS = 5 * 60_000;
const MOST_KEPT = 10_000;

/** The v2 token endpoint of a tenant. In: the authority, with or without a slash at its end. */
export function tokenUrl(authority: string, tenantId: string): string {
  return `${authority.replace(/\/+$/u, '')}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
}

/** In: the app, whose tokens, where to ask, the clock. */
export function createAppTokens(deps: AppTokensDeps): AppTokens {
  const { app, audience, urlOf, now, timeoutMs = TIMEOUT_MS, signal } = deps;
  const { request = requestToken } = deps;
  const kept = createBoundedMap<string, Wait & { readonly token: string }>(MOST_KEPT);
  const pending = new Map<string, Promise<AppToken>>();

  async function renew(key: string): Promise<AppToken> {
    const outcome = await request(
      {
        ...{ clientId: app.clientId, credential: app.credential, audience },
        ...{ url: urlOf(key), timeoutMs, signal },
      },
      key,
    );
    if (!outcome.ok) return outcome;
    const { token, lifeMs } = outcome;
    const from = now().getTime();
    kept.set(key, { token, from, until: from + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) });
    return { ok: true, token, isFresh: true };
  }

  return {
    async take(key) {
      const known = kept.get(key);
      if (known !== undefined && isWaiting(known, now().getTime())) {
        return { ok: true, token: known.token, isFresh: false };
      }
      const running =
        pending.get(key) ??
        renew(key).finally(() => {
          pending.delete(key);
        });
      pending.set(key, running);
      return running;
    },
    drop(key, token) {
      if (token === undefined || kept.get(key)?.token === token) kept.delete(key);
    },
  };
}
