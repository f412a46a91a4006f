// The app's own tokens for Microsoft Graph, one per tenant.

import {
  type AppTokens,
  type AppTokensDeps,
  createAppTokens,
  tokenUrl,
} from '../http/app-tokens.ts';
import type { ClientIdentity } from '../http/client-credential.ts';

/** Addresses without a path. */
export interface GraphPlace {
  readonly baseUrl: string;
  readonly authority: string;
}

/** In: the app, where Graph and its authority are, and within which bounds. */
export function createGraphTokens(
  app: ClientIdentity,
  { baseUrl, authority }: GraphPlace,
  bounds: Pick<AppTokensDeps, 'now' | 'timeoutMs' | 'signal'>,
): AppTokens {
  const audience = new URL(baseUrl).origin;
  return createAppTokens({ app, audience, urlOf: (id) => tokenUrl(authority, id), ...bounds });
}
