// When an app's secret ends: asked of Microsoft Graph where that is permitted, else as the operator wrote it down.

import { z } from 'zod';
import type { ClientIdentity } from '../../services/http/client-credential.ts';
import { tokenUrl } from '../../services/http/app-tokens.ts';
import { openGraph } from '../cli/open.ts';
import { fetchToken, type AppTokenQuery } from './app-token.ts';
import { expiryResult } from './days.ts';
import { type CheckResult, off } from './finding.ts';

export interface SecretQuery extends ClientIdentity {
  /** The app's own tenant; undefined when it is not known, so that Graph cannot be asked. */
  readonly tenantId: string | undefined;
  /** The date the operator wrote down. */
  readonly told: Date | undefined;
  readonly graph: { readonly baseUrl: string; readonly authority: string };
}

export interface SecretNames {
  readonly secretName: string;
  readonly dateName: string;
  /** What else makes the date known, after a comma. */
  readonly elsewise?: string;
  readonly now: Date;
}

export type SecretEnd =
  | { readonly kind: 'known'; readonly end: Date; readonly source: 'graph' | 'told' }
  /** Why Graph did not say. */
  | { readonly kind: 'unknown'; readonly why: string };

const APPLICATION = z.looseObject({
  passwordCredentials: z.array(
    z.looseObject({ endDateTime: z.coerce.date(), hint: z.string().nullish() }),
  ),
});
const HINT_LENGTH = 3;

/** What Graph says wins: a date that was written down may belong to the secret before. Never rejects. */
export async function secretEnd(asked: SecretQuery, signal: AbortSignal): Promise<SecretEnd> {
  const end = await askGraph(asked, signal);
  if (end.kind === 'known' || asked.told === undefined) return end;
  return { kind: 'known', end: asked.told, source: 'told' };
}

/** In: whose secret, by the names of its variables. */
export function secretFinding(
  id: string,
  end: SecretEnd,
  { secretName, dateName, elsewise = '', now }: SecretNames,
): CheckResult {
  const mend = `Azure portal > Microsoft Entra ID > App registrations > the app > Certificates & secrets > New client secret; put its Value into ${secretName} and restart.`;
  if (end.kind === 'known') {
    const as = end.source === 'told' ? `, as ${dateName} says,` : '';
    return expiryResult({ id, thing: `The secret${as}`, end: end.end, mend }, now);
  }
  const what = `When the secret ends is not known: ${end.why}.`;
  return off(id, what, `Write its date down in ${dateName} (YYYY-MM-DD)${elsewise}.`);
}

async function askGraph(asked: SecretQuery, signal: AbortSignal): Promise<SecretEnd> {
  const { tenantId, clientId, graph, credential } = asked;
  if (credential.kind !== 'secret') return unknown('the app has no secret');
  if (tenantId === undefined) return unknown('the app’s tenant is not configured');
  const token = await fetchToken(graphToken({ ...asked, tenantId }), signal);
  if (token.kind !== 'token') return unknown(`Graph gives no token (${token.code})`);
  const path = `/applications(appId='${clientId}')?$select=passwordCredentials`;
  const call = { token: token.token, path, signal };
  const answer = await openGraph(graph).call(call, APPLICATION);
  if (answer.ok) return endOf(answer.value.passwordCredentials, credential.secret);
  if (answer.status === 0) return unknown(`Graph does not answer (${answer.code})`);
  if (answer.status === 403) return unknown('the app may not read its own registration');
  if (answer.status === 404) return unknown('the app is registered in another tenant');
  return unknown(`Graph answered ${answer.status}`);
}

/** For a token of Graph in a tenant. */
export function graphToken({
  clientId,
  credential,
  tenantId,
  graph,
}: Omit<SecretQuery, 'told' | 'tenantId'> & { readonly tenantId: string }): AppTokenQuery {
  const url = tokenUrl(graph.authority, tenantId);
  return { url, clientId, credential, audience: graph.baseUrl };
}

/** The hint is the secret's first characters. Several that fit: the first that ends, so as not to promise too much. */
function endOf(
  credentials: readonly { endDateTime: Date; hint?: string | null | undefined }[],
  secret: string,
): SecretEnd {
  const ours = credentials.filter(({ hint }) => hint === secret.slice(0, HINT_LENGTH));
  const ends = ours.map(({ endDateTime }) => endDateTime.getTime());
  if (ends.length === 0) return unknown('none of the app’s secrets begins as ours does');
  return { kind: 'known', end: new Date(Math.min(...ends)), source: 'graph' };
}

function unknown(why: string): SecretEnd {
  return { kind: 'unknown', why };
}
