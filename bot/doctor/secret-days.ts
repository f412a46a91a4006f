// When an app's secret ends: asked of Microsoft Graph where that is permitted, else as the operator wrote it down.

import { z } from 'zod';
import { fetchToken, type AppTokenQuery } from './app-token.ts';
import { expiryResult } from './days.ts';
import { type CheckResult, off } from './finding.ts';
import type { Web } from './web.ts';

export interface SecretQuery {
  readonly clientId: string;
  readonly clientSecret: string;
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
export async function secretEnd(web: Web, asked: SecretQuery): Promise<SecretEnd> {
  const end = await askGraph(web, asked);
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

async function askGraph(web: Web, asked: SecretQuery): Promise<SecretEnd> {
  const { tenantId, clientId, graph } = asked;
  if (tenantId === undefined) return unknown('the app’s tenant is not configured');
  const answer = await fetchToken(web, graphToken({ ...asked, tenantId }));
  if (answer.kind !== 'token') return unknown(`Graph gives no token (${answer.code})`);
  const url = `${graph.baseUrl}/v1.0/applications(appId='${clientId}')?$select=passwordCredentials`;
  const reply = await web({ url, token: answer.token });
  if (reply.kind === 'silence') return unknown(`Graph does not answer (${reply.code})`);
  if (reply.status === 403) return unknown('the app may not read its own registration');
  if (reply.status === 404) return unknown('the app is registered in another tenant');
  const { data } = APPLICATION.safeParse(reply.json);
  if (reply.status !== 200 || data === undefined) {
    return unknown(`Graph answered ${reply.status}`);
  }
  return endOf(data.passwordCredentials, asked.clientSecret);
}

/** For a token of Graph in a tenant. */
export function graphToken({
  clientId,
  clientSecret,
  tenantId,
  graph,
}: Omit<SecretQuery, 'told' | 'tenantId'> & { readonly tenantId: string }): AppTokenQuery {
  const url = `${graph.authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  return { url, clientId, clientSecret, scope: `${graph.baseUrl}/.default` };
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
