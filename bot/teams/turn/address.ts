// Who wrote, from where, how to reach them again, and what is remembered of them. Only this file takes an activity apart for that.

import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { Contact } from '../../../services/contacts/contacts.ts';
import type { PersonIds } from '../../../services/contacts/identities.ts';
import type { Person } from '../../../dialogs/turn-info.ts';
import { timeZoneOf } from './client-locale.ts';

/** As it may come, whatever the SDK's types say. */
interface Account {
  readonly id?: string | null;
  readonly aadObjectId?: string | null;
  readonly name?: string | null;
}

/** Upper and lower case are one id. */
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** In: the activity, the one id of whoever sent it, and the contact as it was known. Not every activity tells the name. */
export function personIn(activity: Activity, id: string, known: Contact | undefined): Person {
  const name = filled((activity.from as Account | null | undefined)?.name);
  return { tenantId: tenantIdOf(activity), id, name: name ?? known?.name ?? '' };
}

/** Who sent an activity, by every id that stands in it. Without a tenant (no Teams) everybody is a company of their own. */
export function idsIn(activity: Activity): PersonIds {
  const { id, aadObjectId } = (activity.from as Account | null | undefined) ?? {};
  const accountId = id ?? '';
  // News of a conversation may tell the second id beside a member only [activity-ids].
  const objectId =
    filled(aadObjectId) ?? (accountId === '' ? undefined : toldOf(activity, accountId));
  return { tenantId: tenantIdOf(activity), accountId, objectId: objectId?.toLowerCase() };
}

/** The company an activity belongs to. */
export function tenantIdOf(activity: Activity): string {
  const { id, aadObjectId } = (activity.from as Account | null | undefined) ?? {};
  // The account's id stands in every activity, the directory's does not.
  return tenantOf(activity) ?? `${activity.channelId}:${filled(id) ?? aadObjectId ?? ''}`;
}

/** The one word by which whoever sent this is told from others before anything is read. */
export function senderOf(activity: Activity): string {
  const { accountId, objectId = '' } = idsIn(activity);
  return accountId === '' ? objectId : accountId;
}

/** The tenant an activity came from, as Teams tells it. */
export function tenantOf(activity: Activity): string | undefined {
  const channel = activity.channelData as { tenant?: { id?: unknown } | null } | null | undefined;
  const conversation = activity.conversation as { tenantId?: string } | null | undefined;
  const found = channel?.tenant?.id ?? conversation?.tenantId;
  if (typeof found !== 'string' || found === '') return undefined;
  return GUID.test(found) ? found.toLowerCase() : found;
}

function toldOf(activity: Activity, accountId: string): string | undefined {
  const { recipient, membersAdded, membersRemoved } = activity as Partial<Activity>;
  const accounts = [recipient, ...(membersAdded ?? []), ...(membersRemoved ?? [])];
  const told = (accounts as readonly (Account | null | undefined)[]).find(
    (one) => one?.id === accountId && filled(one.aadObjectId) !== undefined,
  );
  return filled(told?.aadObjectId);
}

function filled(id: string | null | undefined): string | undefined {
  return id === null || id === '' ? undefined : id;
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

const STRANGER = { language: null, timeZone: null, muted: [] } as const;

/** What was known of somebody before an activity, and the locale that counts after it. */
interface Acquaintance {
  readonly known: Contact | undefined;
  readonly locale: string;
}

/** In: the activity, who wrote it, and the contact as it was known. Out: as it is now; undefined when that is the same. */
export function contactAfter(
  activity: Activity,
  person: Person,
  { known, locale }: Acquaintance,
): Contact | undefined {
  const before = known ?? STRANGER;
  const contact: Contact = {
    ...before,
    tenantId: person.tenantId,
    personId: person.id,
    name: person.name,
    locale,
    timeZone: timeZoneOf(activity) ?? before.timeZone,
    address: addressOf(activity),
  };
  const names = Object.keys(contact) as (keyof Contact)[];
  return names.every((name) => contact[name] === known?.[name]) ? undefined : contact;
}
