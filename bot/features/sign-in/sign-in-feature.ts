// The part of the composition root that knows Microsoft Graph: signing in, and installing for others.

import type { Contacts } from '../../../services/contacts/contacts.ts';
import type { Identities } from '../../../services/contacts/identities.ts';
import { createGraphActivityFeed } from '../../../services/graph/graph-activity-feed.ts';
import { createGraph } from '../../../services/graph/graph-client.ts';
import { createGraphDirectory } from '../../../services/graph/graph-directory.ts';
import { createGraphInstaller } from '../../../services/graph/graph-installation.ts';
import { createGraphTokens } from '../../../services/graph/graph-tokens.ts';
import type { Installer } from '../../../services/graph/installation.ts';
import type { NotificationSender } from '../../../services/notifications/notification.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { createSignIn, type SigningIn } from './sign-in.ts';
import { createSignInHealth } from './sign-in-health.ts';
import { withUrgentFeed } from '../../teams/connector/urgent-feed.ts';
import { createUserTokens } from '../../teams/sdk/user-tokens.ts';
import { ConfigError, type Config } from '../../config/config.ts';
import type { Log } from '../../monitoring/log.ts';
import type { Runtime } from '../../runtime.ts';

export interface FeedDeps {
  readonly config: Config;
  readonly contacts: Pick<Contacts, 'find'>;
  readonly log: Log;
  readonly now: () => Date;
}

/** The note has ended; its lane does not wait long for this. */
const FEED_MS = 3000;
/** An operator's command is in no hurry: it waits as long as Graph asks for, within a minute. */
const PATIENT = { timeoutMs: 120_000, longestWaitS: 60 };

/** Signing in, and reading the directory then; undefined when no connection is configured. */
export function createSigningIn(
  config: Config,
  { log, now }: Pick<Runtime, 'log' | 'now'>,
  identities: Pick<Identities, 'find'>,
): SigningIn | undefined {
  const { graph, graphConnectionName: connection } = config;
  if (connection === undefined) return undefined;
  const health = createSignInHealth(now);
  const tokens = createUserTokens(connection);
  const directory = createGraphDirectory(graph);
  return {
    health,
    signIn: createSignIn({ connection, tokens, directory, identities, health, log }),
  };
}

/** How signing in stands. Out: none when no connection is configured. */
export function createSignInFeature({ signIn }: FeatureDeps): readonly Feature[] {
  return signIn === undefined ? [] : [{ name: 'graph', readiness: () => signIn.health.state() }];
}

/** The sender, with the activity feed for whom it cannot reach where that is turned on. */
export function withFeed(
  sender: NotificationSender,
  { config, contacts, log, now }: FeedDeps,
): NotificationSender {
  const app = config.appIdentity;
  if (!config.activityFeed || app === undefined) return sender;
  const { baseUrl } = config.graph;
  const feed = createGraphActivityFeed({
    graph: createGraph({ baseUrl, timeoutMs: FEED_MS }),
    tokens: createGraphTokens(app, config.graph, { now }),
    onOff: (code) => {
      log.warn('feed-off', { code });
    },
  });
  return withUrgentFeed({ sender, feed, contacts, appId: app.clientId, log });
}

/** What puts the bot into people's chats, for `npm run install-for`. Throws ConfigError without the app's credentials. */
export function createInstaller(config: Config): Installer {
  const app = config.appIdentity;
  if (app === undefined) {
    throw new ConfigError([
      'MicrosoftAppPassword: missing; installing for others needs MicrosoftAppId and its password',
    ]);
  }
  const graph = createGraph({ baseUrl: config.graph.baseUrl, ...PATIENT });
  const tokens = createGraphTokens(app, config.graph, { now: () => new Date() });
  return createGraphInstaller({ graph, tokens, manifestId: config.teamsAppId ?? app.clientId });
}
