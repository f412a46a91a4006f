// Tokens [secure-application-model]: kept until shortly before they expire, one renewal at a time.

import { answer, noAnswer, type PartnerCenterAnswer, type NoAnswer } from '../partner-center.ts';
import { signInErrorShape, tokenShape } from './rest-shapes.ts';
import { send, type RestResponse } from './rest-send.ts';

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

export interface TokenDeps {
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshTokens: RefreshTokens;
  readonly now: () => Date;
  readonly timeoutMs: number;
}

/** The only audience accepted since August 2025 [token-audience], whatever the base address. */
const RESOURCE = 'https://api.partnercenter.microsoft.com';
const MARGIN_MS = 5 * 60_000;
/** A refused secret or refresh token does not mend itself within minutes. */
const REFUSED_MS = 15 * 60_000;
const OUTAGE_MS = 30_000;

interface CachedToken {
  readonly token: string;
  readonly until: number;
}

/** Makes the source of tokens. No token is asked for before it is needed. */
export function createTokens(deps: TokenDeps): Tokens {
  const kept = new Map<TokenKind, CachedToken>();
  const failed = new Map<TokenKind, NoAnswer>();
  const pending = new Map<TokenKind, Promise<PartnerCenterAnswer<CachedToken>>>();

  async function renew(kind: TokenKind): Promise<PartnerCenterAnswer<CachedToken>> {
    const renewed = await (kind === 'app' ? appToken(deps) : userToken(deps));
    if (renewed.kind === 'answer') {
      kept.set(kind, renewed.value);
      failed.delete(kind);
    } else failed.set(kind, renewed);
    return renewed;
  }

  return {
    async get(kind) {
      const at = deps.now().getTime();
      const present = kept.get(kind);
      if (present && present.until > at) return answer({ token: present.token, isFresh: false });
      const failure = failed.get(kind);
      if (failure && (failure.retryAt ?? 0) > at) return failure;
      const running =
        pending.get(kind) ??
        renew(kind).finally(() => {
          pending.delete(kind);
        });
      pending.set(kind, running);
      const renewed = await running;
      if (renewed.kind === 'silence') return renewed;
      return answer({ token: renewed.value.token, isFresh: true });
    },
    drop(kind) {
      kept.delete(kind);
    },
  };
}

function appToken(deps: TokenDeps): Promise<PartnerCenterAnswer<CachedToken>> {
  return request(deps, { grant_type: 'client_credentials' });
}

/** A refused refresh token is tried once more with the other one there may be; then it is the operator's turn. */
async function userToken(deps: TokenDeps): Promise<PartnerCenterAnswer<CachedToken>> {
  let last: NoAnswer = noAnswer('signIn', 'no_refresh_token');
  for (const token of await deps.refreshTokens.read()) {
    const renewed = await request(deps, {
      grant_type: 'refresh_token',
      refresh_token: token,
      scope: 'openid',
    });
    if (renewed.kind === 'answer' || renewed.reason !== 'signIn') return renewed;
    last = renewed;
  }
  return last;
}

async function request(
  deps: TokenDeps,
  grant: Readonly<Record<string, string>>,
): Promise<PartnerCenterAnswer<CachedToken>> {
  const { authority, tenantId, clientId, clientSecret, timeoutMs } = deps;
  const credentials = { client_id: clientId, client_secret: clientSecret, resource: RESOURCE };
  const reply = await send({
    url: `${authority}/${tenantId}/oauth2/token`,
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...grant, ...credentials }).toString(),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const asked = deps.now().getTime();
  if (reply.kind === 'none') return noAnswer('outage', `token.${reply.code}`, asked + OUTAGE_MS);
  const token = tokenShape.safeParse(reply.json);
  if (reply.status !== 200 || !token.success) return refusal(reply, asked);
  const { access_token, expires_in, refresh_token } = token.data;
  if (grant['grant_type'] === 'refresh_token' && refresh_token !== undefined) {
    await deps.refreshTokens.keep(refresh_token);
  }
  const life = expires_in * 1000;
  return answer({ token: access_token, until: asked + life - Math.min(MARGIN_MS, life / 2) });
}

function refusal({ status, json }: Extract<RestResponse, { kind: 'reply' }>, at: number): NoAnswer {
  const told = signInErrorShape.safeParse(json);
  const isPassing = status === 429 || status >= 500;
  if (isPassing) return noAnswer('outage', `token.${status}`, at + OUTAGE_MS);
  if (!told.success) return noAnswer('badAnswer', `token.${status}`, at + OUTAGE_MS);
  const [number] = told.data.error_codes ?? [];
  const code = number === undefined ? told.data.error : `${told.data.error}.AADSTS${number}`;
  return noAnswer('signIn', code, at + REFUSED_MS);
}
