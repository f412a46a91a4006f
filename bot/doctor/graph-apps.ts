// The apps that ask Microsoft Graph in their own name, and what each configured part needs of them.

import type { Config } from '../config/config.ts';
import { appSecret } from './app-check.ts';
import type { GraphApp, Need } from './graph-check.ts';
import type { SecretQuery } from './secret-days.ts';

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

/** The bot's own app in the tenants that are named anywhere. Undefined without a password, or when it needs nothing. */
export function botGraphApp(config: Config, tenant: string | undefined): GraphApp | undefined {
  const asked = appSecret(config);
  const { activityFeed, teamsAppId, allowedTenants, appTenantId } = config;
  const needs = [...(activityFeed ? [FEED] : []), ...(teamsAppId === undefined ? [] : INSTALL)];
  if (asked === undefined || needs.length === 0) return undefined;
  const known = appTenantId === undefined ? [] : [appTenantId.toLowerCase()];
  const tenantIds = tenant === undefined ? [...known, ...allowedTenants] : [tenant];
  const names = { idName: 'MicrosoftAppId', secretName: 'MicrosoftAppPassword' };
  return { ...asked, id: 'graph.bot', names, tenantIds: [...new Set(tenantIds)], needs };
}

/** The app that reads mailboxes, in their tenants. Undefined when it is not configured. */
export function mailGraphApp(config: Config, tenantIds: readonly string[]): GraphApp | undefined {
  const asked = graphSecret(config);
  if (asked === undefined) return undefined;
  const names = { idName: 'GRAPH_CLIENT_ID', secretName: 'GRAPH_CLIENT_SECRET' };
  return { ...asked, id: 'graph.mail', names, tenantIds: [...new Set(tenantIds)], needs: [MAIL] };
}

/** What `secretEnd` needs for the app that reads mailboxes. It is looked for in the bot's tenant, where it mostly is. */
export function graphSecret(config: Config): SecretQuery | undefined {
  const { mailbox, graph, secretDates, appTenantId } = config;
  if (mailbox === undefined) return undefined;
  const { clientId, clientSecret } = mailbox.credentials;
  return { clientId, clientSecret, tenantId: appTenantId, told: secretDates.graphSecret, graph };
}
