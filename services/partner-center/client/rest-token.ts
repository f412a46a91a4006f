// Tokens [secure-application-model]: kept until shortly before they expire, one renewal at a time.

import { isWaiting, type Wait } from '../../clock/wait.ts';
import type { ClientIdentity } from '../../http/client-credential.ts';
import { createAppTokens, type AppTokens } from '../../http/app-tokens.ts';
import {
  requestToken,
  type TokenOutcome,
  type TokenRefusal,
  type TokenRequest,
} from '../../http/token-request.ts';
import { answer, noAnswer, type PartnerCenterAnswer, type NoAnswer } from '../partner-center.ts';

/** `app`: as the application alone; `user`: as the person whose refresh token it is. */
export type TokenKind = 'app' | 'user';

export interface RefreshTokens {
  /** The newest first; more than one when the environment names another than the one kept. */
  read(): Promise<readonly string[]>;
  /** The renewed one, which a restart must find again. */
  keep(token: string): Promise<void>;
}

export interface Tokens {
  get(
    kind: TokenKind,
  ): Promise<PartnerCenterAnswer<{ readonly token: string; readonly isFresh: boolean }>>;
  /** Partner Center did not take it. */
  drop(kind: TokenKind): void;
}

export interface TokenDeps extends ClientIdentity {
  readonly authority: string;
  readonly tenantId: string;
  readonly refreshTokens: RefreshTokens;
  readonly now: () => Date;
  readonly timeoutMs: number;
}

/** The only audience accepted since August 2025 [token-audience], whatever the base address. */
const RESOURCE = 'https://api.partnercenter.microsoft.com';
/** A refused secret or refresh token does not mend itself within minutes. */
const REFUSED_MS = 15 * 60_000;
const OUTAGE_MS = 30_000;

/** Makes the source of tokens. No token is asked for before it is needed. */
export function createTokens(deps: TokenDeps): Tokens {
  const { authority, tenantId, now, timeoutMs } = deps;
  const failed = new Map<TokenKind, { readonly failure: NoAnswer; readonly wait: Wait }>();
  const tokens: AppTokens = createAppTokens({
    ...{ app: deps, audience: RESOURCE, now, timeoutMs },
    // The older endpoint: Partner Center's tokens are for a resource.
    urlOf: () => `${authority}/${tenantId}/oauth2/token`,
    request: (asked, kind) => (kind === 'user' ? userToken(asked, deps) : requestToken(asked)),
  });

  return {
    async get(kind) {
      const last = failed.get(kind);
      if (last && isWaiting(last.wait, now().getTime())) return last.failure;
      const token = await tokens.take(kind);
      if (token.ok) {
        failed.delete(kind);
        return answer(token);
      }
      const at = now().getTime();
      const refused = silenceOf(token, at);
      failed.set(kind, { failure: refused, wait: { from: at, until: refused.retryAt ?? at } });
      return refused;
    },
    drop(kind) {
      tokens.drop(kind);
    },
  };
}

/** A refused refresh token is tried once more with the other one there may be; then it is the operator's turn. */
async function userToken(asked: TokenRequest, { refreshTokens }: TokenDeps): Promise<TokenOutcome> {
  let last: TokenOutcome = NO_REFRESH_TOKEN;
  for (const refreshToken of await refreshTokens.read()) {
    last = await requestToken({ ...asked, refreshToken });
    if (last.ok && last.refreshToken !== undefined) await refreshTokens.keep(last.refreshToken);
    if (last.ok || silenceOf(last, 0).reason !== 'signIn') return last;
  }
  return last;
}

const NO_REFRESH_TOKEN: TokenRefusal = {
  ...{ ok: false, kind: 'refused', status: 0, code: 'no_refresh_token' },
  ...{ aadsts: undefined, retryAfterMs: undefined },
};

function silenceOf({ kind, status, code, aadsts }: TokenRefusal, at: number): NoAnswer {
  if (status === 429 || status >= 500) return noAnswer('outage', `token.${status}`, at + OUTAGE_MS);
  if (kind === 'refused') {
    const told = aadsts === undefined ? code : `${code}.AADSTS${aadsts}`;
    return noAnswer('signIn', told, at + REFUSED_MS);
  }
  return status === 0
    ? noAnswer('outage', `token.${code}`, at + OUTAGE_MS)
    : noAnswer('badAnswer', `token.${status}`, at + OUTAGE_MS);
}
