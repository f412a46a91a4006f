// Proactive installation through Graph [proactive-installation]: catalog id, one request a person.

import { z } from 'zod';
import type { AppTokens } from '../http/app-tokens.ts';
import type { TokenRefusal } from '../http/token-request.ts';
import type { Graph, GraphAnswer, GraphCaller } from './graph.ts';
import { readPages } from './graph-client.ts';
import type {
  Installation,
  InstallationOutcome,
  InstallReportLine,
  Installer,
} from './installation.ts';

export interface InstallerDeps {
  readonly graph: Graph;
  readonly tokens: AppTokens;
  /** The id in the app's manifest. */
  readonly manifestId: string;
}

const CATALOG = '/appCatalogs/teamsApps';
const withId = z.object({ id: z.string().min(1) });

/** An installer for one app. */
export function createGraphInstaller(deps: InstallerDeps): Installer {
  return {
    async installFor(tenantId, people) {
      const token = await deps.tokens.take(tenantId);
      if (!token.ok) return { kind: 'noToken', code: codeOf(token) };
      return installAll(deps, { token: token.token }, people);
    },
  };
}

/** "invalid_client (7000222)": the number says which (here: the secret has expired). */
function codeOf({ kind, code, aadsts }: TokenRefusal): string {
  if (kind === 'noAnswer') return 'no answer';
  return aadsts === undefined ? code : `${code} (${aadsts})`;
}

async function installAll(
  deps: InstallerDeps,
  caller: GraphCaller,
  people: readonly string[],
): Promise<InstallReportLine> {
  const { graph, manifestId } = deps;
  const path = `${CATALOG}?$filter=externalId eq '${manifestId}'&$select=id`;
  const { items, refusal } = await readPages(graph, { ...caller, path }, withId);
  if (refusal !== undefined) {
    return { kind: refusal.why === 'notPermitted' ? 'notPermitted' : 'failed', code: refusal.code };
  }
  const [app] = items;
  if (app === undefined) return { kind: 'noApp', code: '' };
  const installations: Installation[] = [];
  for (const person of people) {
    installations.push(await installOne(deps, caller, person, app.id));
  }
  return { kind: 'done', installations };
}

async function installOne(
  deps: InstallerDeps,
  caller: GraphCaller,
  person: string,
  appId: string,
): Promise<Installation> {
  const path = `/users/${encodeURIComponent(person)}/teamwork/installedApps`;
  // The address in the body names the app; it is Graph's public one wherever the request itself goes.
  const body = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0${CATALOG}/${appId}` };
  const answer = await deps.graph.call({ ...caller, path, body }, z.unknown());
  const outcome = outcomeOf(answer);
  const there = outcome === 'installed' || outcome === 'already';
  const chatId = there ? await chatOf(deps, caller, path) : undefined;
  return { person, outcome, code: answer.ok || there ? '' : answer.code, chatId };
}

function outcomeOf(answer: GraphAnswer<unknown>): InstallationOutcome {
  if (answer.ok) return 'installed';
  if (answer.status === 409) return 'already';
  if (answer.status === 404) return 'unknownPerson';
  return answer.why === 'notPermitted' ? 'notPermitted' : 'failed';
}

async function chatOf(
  { graph, manifestId }: InstallerDeps,
  caller: GraphCaller,
  path: string,
): Promise<string | undefined> {
  const query = `$expand=teamsApp&$filter=teamsApp/externalId eq '${manifestId}'`;
  const { items } = await readPages(graph, { ...caller, path: `${path}?${query}` }, withId);
  const [installed] = items;
  if (installed === undefined) return undefined;
  const chat = await graph.call(
    { ...caller, path: `${path}/${encodeURIComponent(installed.id)}/chat` },
    withId,
  );
  return chat.ok ? chat.value.id : undefined;
}
