// The apps that ask Microsoft Graph in their own name, and what each configured part needs of them.

import type { Config } from '../config/config.ts';
import type { GraphApp, Need } from './graph-check.ts';
import type { GraphIdentity, SecretQuery } from './secret-days.ts';

const FEED: Need = {
  permission: 'TeamsActivity.Send',
  lost: 'urgent notes do not come into the activity feed',
};
const INSTALL: readonly Need[] = [
  {
    permission: 'AppCatalog.Read.All',
    lost: 'npm run install-for does not find the app in the catalog',
  },
  {
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    lost: 'npm run install-for cannot put the bot into chats',
  },
];
const MAIL: Need = {
  permission: 'Mail.Read',
  lost: 'invitations in mailboxes are not noticed',
  elsewhere: 'RBAC for Applications in Exchange',
};

/** The bot's own app in the tenants that are named anywhere. Undefined without credentials, or when it needs nothing. */
export function botGraphApp(config: Config, tenant: string | undefined): GraphApp | undefined {
  const { activityFeed, teamsAppId, allowedTenants, appIdentity, appTenantId, graph } = config;
  const needs = [...(activityFeed ? [FEED] : []), ...(teamsAppId === undefined ? [] : INSTALL)];
  if (appIdentity === undefined || needs.length === 0) return undefined;
  const known = appTenantId === undefined ? [] : [appTenantId.toLowerCase()];
  const tenantIds = tenant === undefined ? [...known, ...allowedTenants] : [tenant];
  const names = { idName: 'MicrosoftAppId', secretName: 'MicrosoftAppPassword' };
  const id = 'graph.bot';
  return { ...appIdentity, graph, id, names, tenantIds: [...new Set(tenantIds)], needs };
}

/** The app that reads mailboxes, in their tenants. */
export function mailGraphApp(app: GraphIdentity, tenantIds: readonly string[]): GraphApp {
  const names = { idName: 'GRAPH_CLIENT_ID', secretName: 'GRAPH_CLIENT_SECRET' };
  return { ...app, id: 'graph.mail', names, tenantIds: [...new Set(tenantIds)], needs: [MAIL] };
}

/** The app that reads mailboxes, and where. Undefined when it is not configured. */
export function graphIdentity({ mailbox, graph }: Config): GraphIdentity | undefined {
  if (mailbox === undefined) return undefined;
  const { clientId, credential } = mailbox.credentials;
  return { clientId, credential, graph };
}

/** What `secretEnd` needs for it; undefined when it has no secret. It is looked for in the bot's tenant, where it mostly is. */
export function graphSecret(config: Config): SecretQuery | undefined {
  const app = graphIdentity(config);
  if (app?.credential.kind !== 'secret') return undefined;
  return { ...app, tenantId: config.appTenantId, told: config.secretDates.graphSecret };
}
