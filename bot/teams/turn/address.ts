// Who wrote, from where, how to reach them again, and what is remembered of them. Only this file takes an activity apart for that.

import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { Contact } from '../../../services/contacts/contacts.ts';
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
function addressOf(activity: Activity): string {
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

const STRANGER = { language: null, locale: '', timeZone: null, muted: [] } as const;

/** In: the activity, who wrote it, and the contact as it was known. Out: as it is now; undefined when that is the same. */
export function contactAfter(
  activity: Activity,
  person: Person,
  known: Contact | undefined,
): Contact | undefined {
  // The SDK's types say that a client always tells them.
  const { locale, localTimezone } = activity as { locale?: string; localTimezone?: string };
  const before = known ?? STRANGER;
  const contact: Contact = {
    ...before,
    tenantId: person.tenantId,
    personId: person.id,
    name: person.name,
    locale: locale ?? before.locale,
    timeZone: localTimezone ?? before.timeZone,
    address: addressOf(activity),
  };
  const names = Object.keys(contact) as (keyof Contact)[];
  return names.every((name) => contact[name] === known?.[name]) ? undefined : contact;
}
