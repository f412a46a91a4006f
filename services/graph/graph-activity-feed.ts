// The activity feed through Graph [activity-feed]; its reserved type needs no manifest entry.

import { z } from 'zod';
import type { ActivityFeed } from './activity-feed.ts';
import type { AppTokens } from '../http/app-tokens.ts';
import type { Graph } from './graph.ts';

export interface ActivityFeedDeps {
  readonly graph: Graph;
  readonly tokens: Pick<AppTokens, 'take'>;
  /** Is told once per tenant that the feed is off there. In: Graph's code. */
  readonly onOff: (code: string) => void;
}

/** Graph refuses more. */
const LONGEST = 150;

/** A feed; a tenant that does not permit it is left alone until the process starts again. */
export function createGraphActivityFeed({ graph, tokens, onOff }: ActivityFeedDeps): ActivityFeed {
  const off = new Set<string>();
  return {
    async tell({ tenantId, userId }, { words, url }) {
      if (off.has(tenantId)) return 'off';
      const token = await tokens.take(tenantId);
      if (!token.ok) return 'failed';
      const path = `/users/${encodeURIComponent(userId)}/teamwork/sendActivityNotification`;
      const body = bodyOf(words.slice(0, LONGEST), url);
      const answer = await graph.call({ token: token.token, path, body }, z.unknown());
      if (answer.ok) return 'told';
      if (answer.why !== 'notPermitted') return 'failed';
      off.add(tenantId);
      onOff(answer.code);
      return 'off';
    },
  };
}

function bodyOf(words: string, webUrl: string): object {
  return {
    topic: { source: 'text', value: words, webUrl },
    activityType: 'systemDefault',
    previewText: { content: words },
    templateParameters: [{ name: 'systemDefaultText', value: words }],
  };
}
