// When an app's secret ends: asked of Microsoft Graph where that is permitted, else as the operator wrote it down.

import { z } from 'zod';
import type { ClientCredential, ClientIdentity } from '../../services/http/client-credential.ts';
import { tokenUrl } from '../../services/http/app-tokens.ts';
import { openGraph } from '../cli/open.ts';
import { fetchToken, type AppTokenQuery } from './app-token.ts';
import { daysUntil, SOON_DAYS } from '../monitoring/expiries.ts';
import { type CheckResult, fault, off, ok, warning } from './finding.ts';

/** An app at Microsoft Graph. */
export interface GraphIdentity extends ClientIdentity {
  readonly graph: { readonly baseUrl: string; readonly authority: string };
}

export interface SecretQuery extends GraphIdentity {
  /** The app's own tenant; undefined when it is not known, so that Graph cannot be asked. */
  readonly tenantId: string | undefined;
  /** The date the operator wrote down. */
  readonly told: Date | undefined;
}

/** Whose secret, by the names of its variables. */
export interface SecretNames {
  /** Of the finding. */
  readonly id: string;
  readonly secretName: string;
  readonly dateName: string;
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

/** How an app's secret stands, or what it has in its place. In: what it proves itself with; undefined when Graph cannot know its secret. */
export async function checkSecret(
  names: SecretNames,
  kind: ClientCredential['kind'] | undefined,
  query: SecretQuery | undefined,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (query === undefined) return withoutSecret(names.id, kind);
  const elsewise = ', or grant the app Application.Read.All';
  return secretFinding(names, await secretEnd(query, signal), elsewise);
}

/** In: what else makes the date known, after a comma. */
export function secretFinding(names: SecretNames, known: SecretEnd, elsewise = ''): CheckResult {
  const { id, secretName, dateName, now } = names;
  if (known.kind === 'unknown') {
    const what = `When the secret ends is not known: ${known.why}.`;
    return off(id, what, `Write its date down in ${dateName} (YYYY-MM-DD)${elsewise}.`);
  }
  const mend = `Azure portal > Microsoft Entra ID > App registrations > the app > Certificates & secrets > New client secret; put its Value into ${secretName} and restart.`;
  const thing = known.source === 'told' ? `The secret, as ${dateName} says,` : 'The secret';
  const days = daysUntil(known.end, now);
  const date = known.end.toISOString().slice(0, 10);
  if (days <= 0) return fault(id, `${thing} ended on ${date}.`, mend);
  const what = `${thing} ends on ${date}, in ${days} days.`;
  return days <= SOON_DAYS ? warning(id, what, mend) : ok(id, what);
}

/** How long it lasts what an app has in place of a secret. */
export function withoutSecret(id: string, kind: ClientCredential['kind'] | undefined): CheckResult {
  if (kind === 'managedIdentity') return ok(id, 'A managed identity has no secret.');
  if (kind === 'federated') return ok(id, 'A federated credential has no secret.');
  const mend = 'Note its date where you keep your own, and renew it in time.';
  return warning(id, 'A certificate’s key does not tell when the certificate ends.', mend);
}

async function askGraph(asked: SecretQuery, signal: AbortSignal): Promise<SecretEnd> {
  const { tenantId, clientId, graph, credential } = asked;
  if (credential.kind !== 'secret') return unknown('the app has no secret');
  if (tenantId === undefined) return unknown('the app’s tenant is not configured');
  const token = await fetchToken(graphToken(asked, tenantId), signal);
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
export function graphToken(app: GraphIdentity, tenantId: string): AppTokenQuery {
  const { clientId, credential, graph } = app;
  return {
    ...{ clientId, credential, audience: graph.baseUrl },
    url: tokenUrl(graph.authority, tenantId),
  };
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
