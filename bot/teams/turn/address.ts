// Who wrote, from where, and how to reach them again. Only this file takes an activity apart for that.

import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { Person } from '../../../dialogs/turn-info.ts';

/** The person of an activity. Without a tenant (no Teams) everybody is a company of their own. */
export function personOf(activity: Activity): Person {
  const from = activity.from as Activity['from'] | undefined;
  const id = from?.aadObjectId ?? from?.id ?? '';
  return {
    tenantId: tenantOf(activity) ?? `${activity.channelId}:${id}`,
    id,
    name: from?.name ?? '',
  };
}

/** The tenant an activity came from, as Teams tells it. */
export function tenantOf(activity: Activity): string | undefined {
  const channel = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const conversation = activity.conversation as { tenantId?: string } | undefined;
  const found = channel?.tenant?.id ?? conversation?.tenantId;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Whether others can read along: a group chat or a channel. */
export function isShared(activity: Activity): boolean {
  const { conversationType, isGroup } = activity.conversation;
  if (conversationType === 'personal') return false;
  return conversationType === 'groupChat' || conversationType === 'channel' || isGroup;
}

/** How to reach the conversation again: opaque to everybody else. */
export function addressOf(activity: Activity): string {
  const reference: Partial<ConversationReference> = TurnContext.getConversationReference(activity);
  const { activityId: _activityId, ...lasting } = reference;
  return JSON.stringify(lasting);
}

/** Reads an address again. In: what `addressOf` gave, once. Out: undefined when nobody can be reached by it. */
export function referenceIn(address: string): Partial<ConversationReference> | undefined {
  try {
    const reference = JSON.parse(address) as Partial<ConversationReference>;
    const { serviceUrl = '', conversation } = reference;
    return URL.canParse(serviceUrl) && conversation?.id ? reference : undefined;
  } catch {
    return undefined;
  }
}
