// Whether the channel itself sent an activity: the only proof of its token (decision 0026).

import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { createBoundedMap } from '../../../services/http/bounded-map.ts';
import type { IncomingActivity } from './activity.ts';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

/** Good, or with which status and why not; the code is for the log. */
export type TokenVerdict =
  | {
      readonly ok: true;
      /** What the token says of its sender; undefined without credentials, where nobody shows one. */
      readonly claims: JWTPayload | undefined;
    }
  | { readonly ok: false; readonly status: 401 | 403 | 503; readonly code: string };

export type TokenCheck = (
  authorization: string,
  activity: IncomingActivity,
) => Promise<TokenVerdict>;

export interface TokenRules {
  readonly appId: string;
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly now: () => Date;
}

interface TokenProof {
  readonly claims: JWTPayload;
  readonly keyId: string;
  readonly key: SigningKey;
}

type Proving = TokenProof | Extract<TokenVerdict, { ok: false }>;

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/u;
const LONGEST = 8 * 1024;
/** As the SDK has them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];
const TOLERANCE_SECONDS = 5 * 60;
/** Teams uses a token for about an hour, for all its requests. */
const REMEMBERED = 1_000;
/** The SDK takes tokens of other issuers, checked less, for an activity that says it is of this channel. */
const OTHER_WAY_IN = 'AseChannel';

/** A check that remembers what it has proved, so that a signature is computed once per token. Never rejects. */
export function createTokenCheck(rules: TokenRules): TokenCheck {
  const proved = createBoundedMap<string, TokenProof>(REMEMBERED);

  async function prove(authorization: string): Promise<Proving> {
    const digest = createHash('sha256').update(authorization).digest('base64');
    const known = proved.get(digest);
    if (known && (await isStillGood(known, rules))) return known;
    const proof = await proveToken(authorization, rules);
    if (!('key' in proof)) return proof;
    proved.set(digest, proof);
    return proof;
  }

  return async function check(authorization, activity) {
    const proof = await prove(authorization);
    return 'key' in proof ? fit(proof, activity) : proof;
  };
}

/** A key that was withdrawn or replaced takes its tokens with it. */
async function isStillGood(
  { claims, keyId, key }: TokenProof,
  rules: TokenRules,
): Promise<boolean> {
  const seconds = rules.now().getTime() / 1000;
  if (seconds >= (claims.exp ?? 0) + TOLERANCE_SECONDS) return false;
  return (await rules.keys.find(keyId)) === key;
}

async function proveToken(authorization: string, rules: TokenRules): Promise<Proving> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || token.length > LONGEST) return refused('no-token');
  const told = contentOf(token);
  if (told === undefined) return refused('no-jwt');
  const stranger = strangerIn(told.claims, rules);
  if (stranger !== undefined) return refused(stranger);
  const key = await rules.keys.find(told.keyId);
  if (key === 'unavailable') return refused('keys-unavailable', 503);
  return key === undefined ? refused('unknown-key') : verify(token, { ...told, key }, rules);
}

/** Read without proof, so that a stranger's token is refused before it costs a signature or a request. */
function contentOf(token: string): Omit<TokenProof, 'key'> | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const claims = decodeJwt(token);
    return typeof kid === 'string' ? { claims, keyId: kid } : undefined;
  } catch {
    return undefined;
  }
}

/** Tokens of other bots and of the archived Emulator carry the app that asked for them; the channel's do not. */
function strangerIn(claims: JWTPayload, { appId, issuer }: TokenRules): string | undefined {
  if (claims.iss !== issuer) return 'issuer';
  if (claims.aud !== appId) return 'audience';
  const callers = [claims['appid'], claims['azp']].filter((caller) => caller !== undefined);
  return callers.some((caller) => caller !== appId) ? 'another-app' : undefined;
}

async function verify(token: string, proof: TokenProof, rules: TokenRules): Promise<Proving> {
  try {
    await jwtVerify(token, proof.key.key, {
      algorithms: ALGORITHMS,
      issuer: rules.issuer,
      audience: rules.appId,
      clockTolerance: TOLERANCE_SECONDS,
      // The SDK would take a token that never ends.
      requiredClaims: ['exp'],
      currentDate: rules.now(),
    });
    return proof;
  } catch (error) {
    return refused(error instanceof errors.JOSEError ? error.code : 'no-jwt');
  }
}

/** A good token is for one connector and for the channels its key may speak for. */
function fit({ claims, key }: TokenProof, activity: IncomingActivity): TokenVerdict {
  const { serviceUrl, channelId } = activity;
  const claimed = claims['serviceurl'];
  if (typeof claimed !== 'string' || claimed !== serviceUrl) return refused('service-url', 403);
  if (channelId === OTHER_WAY_IN) return refused('channel', 403);
  const isEndorsed = key.endorsements.length === 0 || key.endorsements.includes(String(channelId));
  return isEndorsed ? { ok: true, claims } : refused('endorsement', 403);
}

function refused(
  code: string,
  status: 401 | 403 | 503 = 401,
): Extract<TokenVerdict, { ok: false }> {
  return { ok: false, status, code };
}
