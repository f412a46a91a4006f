// Sign-in, and what else the bot's own app does at Microsoft Graph. What is off says so, and what it is good for.

import { type CheckResult, type Checks, type DoctorDeps, off } from './finding.ts';
import { botGraphApp } from './graph-apps.ts';
import { checkGraphApp } from './graph-check.ts';

const CONNECTION =
  'Azure portal > the Azure Bot > Configuration > the OAuth connection > Test Connection; its scopes are User.Read, Organization.Read.All, RoleManagement.Read.Directory, GroupMember.Read.All.';

/** The bot's own app at Graph, and signing in. */
export const signInChecks: Checks = (deps) => [
  { id: 'graph', look: (signal) => checkGraph(deps, signal) },
];

async function checkGraph(
  { config, asked }: DoctorDeps,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const app = botGraphApp(config, asked.tenant);
  const permissions =
    app === undefined
      ? [off('graph.bot', 'Nothing that the bot’s app needs at Graph is configured.')]
      : await checkGraphApp(app, signal);
  const signIn =
    config.graphConnectionName === undefined
      ? off('graph.signIn', 'Not configured: people type what the directory knows.')
      : off(
          'graph.signIn',
          'Not proved: what people permit shows only when one signs in.',
          CONNECTION,
        );
  return [...permissions, signIn];
}
