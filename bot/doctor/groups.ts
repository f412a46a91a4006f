// What is looked at for a configuration: each group with what it needs.

import { channelAuthority, tokenAuthority } from '../config/cloud.ts';
import { checkApp } from './app-check.ts';
import { checkChannelKeys, checkClock } from './channel-check.ts';
import { checkDatabase } from './database-check.ts';
import { type CheckGroup, off } from './finding.ts';
import { checkEventKeys } from './keys-check.ts';
import {
  lookAtGraph,
  lookAtMailboxes,
  lookAtPartnerCenter,
  type PartsDeps,
} from './optional-parts.ts';
import { createWeb } from './web.ts';

/** In: a good configuration, and what is looked at through. Out: the groups, in the order they are told. */
export function groupsFor(deps: PartsDeps): readonly CheckGroup[] {
  const { config, now, database } = deps;
  const { metadataUrl } = channelAuthority(config.botFramework);
  const openId = `${tokenAuthority(config.botFramework)}/v2.0/.well-known/openid-configuration`;
  return [
    group('app', (signal) => checkApp(config, { signal, now })),
    group('channel', async (signal) =>
      config.anonymous
        ? [off('channel.keys', 'Anonymous: no token is looked at.')]
        : [await checkChannelKeys(createWeb(signal), metadataUrl)],
    ),
    group('clock', async (signal) =>
      config.anonymous
        ? [off('clock', 'Anonymous: no authority to compare the time with.')]
        : [await checkClock(createWeb(signal), openId, now)],
    ),
    group('database', () => checkDatabase(database, config.databasePool)),
    group('events', () => Promise.resolve(checkEventKeys(config))),
    group('graph', (signal) => lookAtGraph(deps, signal)),
    group('mailbox', (signal) => lookAtMailboxes(deps, signal)),
    group('partnerCenter', () => lookAtPartnerCenter(deps)),
  ];
}

function group(id: string, look: CheckGroup['look']): CheckGroup {
  return { id, look };
}
