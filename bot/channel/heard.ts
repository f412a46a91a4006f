// What a turn is known by: where it belongs, who said what, and when.

import { hash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Heard } from '../../services/turns/redelivery.ts';
import type { TurnKey } from '../../services/turns/turns.ts';
import { personOf } from './address.ts';
import { stateKey } from './conversation-state.ts';

/** In: an activity, and an id for one that has none. */
export function turnKeyOf(activity: Activity, newId: () => string): TurnKey {
  const conversation = activity.conversation as Activity['conversation'] | undefined;
  return {
    tenantId: personOf(activity).tenantId,
    conversation: stateKey(activity.channelId, conversation?.id ?? ''),
    activityId: (activity.id as string | undefined) ?? newId(),
  };
}

/** In: an activity, what was asked before it, and when it came (epoch ms). */
export function heardIn(activity: Activity, asked: string, receivedAt: number): Heard {
  const { localTimestamp, timestamp } = activity as unknown as Record<string, unknown>;
  return {
    digest: digestOf(activity),
    asked,
    localTime: typeof localTimestamp === 'string' ? localTimestamp : '',
    channelTime: typeof timestamp === 'string' ? timestamp : '',
    receivedAt,
  };
}

/** Whether a person says something by it; whatever else comes again is recognized by its id alone. */
export function isSaying({ type }: { readonly type: string }): boolean {
  return type === 'message' || type === 'invoke';
}

function digestOf(activity: Activity): string {
  const { type, name, text, value, attachments } = activity;
  const said = [personOf(activity).id, type, name, text, ordered(value), attachments?.length ?? 0];
  return hash('sha256', JSON.stringify(said), 'base64url');
}

/** The same value with its names in order, however the client had them. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, ordered(one)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
