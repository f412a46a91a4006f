// What a person prefers: the language, which notifications, and what they do with one: read, later, not of this category
// again. A folded card means all its deliveries.

import type { TurnContext } from 'botbuilder';
import { ALL_KINDS, type Contact } from '../../services/contacts/contacts.ts';
import {
  NOTIFICATION_CATEGORIES,
  type Recipient,
} from '../../services/notifications/notification.ts';
import { snoozeEnd } from '../../services/notifications/quiet-hours.ts';
import type { Language } from '../../services/texts/languages.ts';
import { dayThere } from '../../services/texts/texts.ts';
import type { Preference } from '../cards/card-action.ts';
import { languageCard, notificationsCard } from '../cards/plain-cards.ts';
import { turnInfoOf, setTurnInfo, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';

type NotificationPreference = Exclude<Preference, { action: 'language' }>;
type SeenAction = Extract<Preference, { action: 'seen' }>;
type SnoozeAction = Extract<Preference, { action: 'snooze' }>;
type MuteAction = Extract<Preference, { action: 'mute' | 'unmute' }>;

/** More deliveries than a card can fold are nobody's button. */
const MOST = 200;

/** Switches the language for good; asks when none is named. */
export async function changeLanguage(
  context: TurnContext,
  services: DialogServices,
  language: Language | undefined,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  if (language === undefined) {
    await sendCard(context, languageCard(turnInfo.t));
    return;
  }
  await changeContact(context, services, (contact) => ({ ...contact, language }));
  setTurnInfo(context, { ...turnInfo, language });
  await sendText(context, 'language.changed');
}

/** Turns notifications on or off; acknowledges one, or puts it off. */
export async function changeNotifications(
  context: TurnContext,
  services: DialogServices,
  preference: NotificationPreference,
): Promise<void> {
  switch (preference.action) {
    case 'seen':
      return acknowledge(context, services, preference);
    case 'snooze':
      return snooze(context, services, preference);
    case 'mute':
    case 'unmute': {
      const kind = await categoryOf(context, services, preference);
      if (kind === undefined) return sendText(context, 'notify.unknown');
      const on = preference.action === 'unmute';
      await changeContact(context, services, (contact) => ({
        ...contact,
        muted: mutedAfter(contact.muted, kind, on),
      }));
      return sendNotificationSettings(context, services);
    }
  }
}

/** Shows which notifications are on. */
export async function sendNotificationSettings(
  context: TurnContext,
  { contacts }: DialogServices,
): Promise<void> {
  const { person, t } = turnInfoOf(context);
  const contact = await contacts.find(person.tenantId, person.id);
  await sendCard(context, notificationsCard(t, contact?.muted ?? []));
}

/** Marks what was read. */
async function acknowledge(
  context: TurnContext,
  services: DialogServices,
  seen: SeenAction,
): Promise<void> {
  const { acknowledgements } = services;
  const known = await anyOf(seen, (delivery) =>
    acknowledgements?.seen(recipientIn(context), delivery),
  );
  await sendText(context, known ? 'notifications.seen' : 'notify.unknown');
}

/** Puts off what was sent: tomorrow or next Monday at nine, by the person's clock; or has it come again at once. */
async function snooze(
  context: TurnContext,
  services: DialogServices,
  action: SnoozeAction,
): Promise<void> {
  const { acknowledgements, contacts } = services;
  if (acknowledgements === undefined || action.delivery === undefined) {
    return sendText(context, 'notifications.snoozed');
  }
  const { at, language, person } = turnInfoOf(context);
  const contact = await contacts.find(person.tenantId, person.id);
  const timeZone = contact?.timeZone ?? null;
  const until = endOf(action.until, new Date(at), timeZone);
  const known = await anyOf(action, (delivery) =>
    acknowledgements.snooze(recipientIn(context), delivery, until),
  );
  if (!known) return sendText(context, 'notify.unknown');
  if (action.until === 'now') return sendText(context, 'notify.showing');
  await sendText(context, 'notify.snoozedUntil', { date: dayThere(until, language, timeZone) });
}

function endOf(choice: SnoozeAction['until'], at: Date, timeZone: string | null): Date {
  return choice === 'now' ? at : snoozeEnd(choice, at, timeZone);
}

/** Which category is to be turned off or on. Out: undefined when a delivery is named that nobody knows, or an unknown one. */
async function categoryOf(
  context: TurnContext,
  { acknowledgements }: DialogServices,
  { kind, delivery }: MuteAction,
): Promise<string | undefined> {
  if (kind !== undefined)
    return [ALL_KINDS, ...NOTIFICATION_CATEGORIES].find((one) => one === kind);
  if (delivery === undefined || acknowledgements === undefined) return ALL_KINDS;
  return acknowledgements.kindOf(recipientIn(context), delivery);
}

/** Out: whether one of the deliveries was theirs; without acknowledgements all are taken for it. */
async function anyOf(
  {
    delivery = '',
    more = '',
  }: Pick<SeenAction, 'more'> & { readonly delivery?: string | undefined },
  act: (delivery: string) => Promise<boolean> | undefined,
): Promise<boolean> {
  const ids = [delivery, ...more.split(' ')].filter((id) => id !== '').slice(0, MOST);
  let known = false;
  for (const id of new Set(ids)) known = ((await act(id)) ?? true) || known;
  return known;
}

function recipientIn(context: TurnContext): Recipient {
  const { tenantId, id } = turnInfoOf(context).person;
  return { tenantId, userId: id };
}

function mutedAfter(muted: readonly string[], kind: string, on: boolean): readonly string[] {
  if (on) return kind === ALL_KINDS ? [] : muted.filter((one) => one !== kind);
  return [...new Set([...muted, kind])];
}

async function changeContact(
  context: TurnContext,
  { contacts }: DialogServices,
  change: (contact: Contact) => Contact,
): Promise<void> {
  const { person } = turnInfoOf(context);
  const contact = await contacts.find(person.tenantId, person.id);
  if (contact !== undefined) await contacts.save(change(contact));
}
