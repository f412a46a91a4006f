// Replies as they are stored and sent: each serialized once, with what the sender must know of it beside.

import { type Activity, ActivityTypes } from 'botbuilder';
import { markCountries, restoreCountries } from '../../../dialogs/cards/country-choices.ts';
import { nameToRemember } from '../../../dialogs/send.ts';

export interface StoredReply {
  /** The activity to replace or to delete. */
  readonly activityId?: string | undefined;
  readonly isDeletion?: true;
  /** The activity it answers. */
  readonly replyToId?: string | undefined;
  /** The name under which to keep its id in the conversation's state. */
  readonly remember?: string | undefined;
  /** The activity as JSON. */
  readonly body: string;
}

/** In: an activity as the SDK hands it to an adapter. Out: undefined for what no channel takes. */
export function replyOf(activity: Partial<Activity>): StoredReply | undefined {
  if (activity.type === ActivityTypes.Trace || activity.type === 'delay') return undefined;
  const { id: _id, ...rest } = activity;
  const { replyToId } = activity;
  return { replyToId, remember: nameToRemember(activity), body: JSON.stringify(rest) };
}

/** The same for an activity that replaces the one of its id. The id stands in the address: sent anew, it has none. */
export function replacementOf(activity: Partial<Activity>): StoredReply {
  const { id, ...rest } = activity;
  return { activityId: id, remember: nameToRemember(activity), body: JSON.stringify(rest) };
}

/** Writes replies as text: two lines each, for JSON has no line breaks. A list of countries is stored by a mark. */
export function written(replies: readonly StoredReply[]): string {
  return replies
    .map(({ body, ...head }) => `${JSON.stringify(head)}\n${markCountries(body)}`)
    .join('\n');
}

/** Reads what `written` wrote. */
export function readReplies(text: string): readonly StoredReply[] {
  if (text === '') return [];
  const lines = text.split('\n');
  return lines.flatMap((line, at) =>
    at % 2 === 0
      ? [
          {
            ...(JSON.parse(line) as Omit<StoredReply, 'body'>),
            body: restoreCountries(lines[at + 1] ?? '{}'),
          },
        ]
      : [],
  );
}

/** What a person sees of a reply; equal for two that show the same. */
export function shownBy({ body }: StoredReply): string {
  const { type, text, attachments } = JSON.parse(body) as Partial<Activity>;
  return JSON.stringify({ type, text, attachments });
}
