// What a person prefers: the language, and which announcements.

import type { TurnContext } from 'botbuilder';
import { ALL_KINDS, type Contact } from '../../services/contacts/contacts.ts';
import type { Language } from '../../services/texts/languages.ts';
import type { Preference } from '../cards/card-action.ts';
import { languageCard, notificationsCard } from '../cards/plain-cards.ts';
import { acknowledge, kindMeant, putOff } from './acknowledge.ts';
import { turnInfoOf, setTurnInfo, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';

type AboutNotifications = Exclude<Preference, { action: 'language' }>;

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

/** Turns announcements on or off; acknowledges one, or puts it off. */
export async function changeNotifications(
  context: TurnContext,
  services: DialogServices,
  preference: AboutNotifications,
): Promise<void> {
  switch (preference.action) {
    case 'seen':
      return acknowledge(context, services, preference);
    case 'snooze':
      return putOff(context, services, preference);
    case 'mute':
    case 'unmute': {
      const kind = await kindMeant(context, services, preference);
      if (kind === undefined) return sendText(context, 'notify.unknown');
      const on = preference.action === 'unmute';
      await changeContact(context, services, (contact) => ({
        ...contact,
        muted: mutedAfter(contact.muted, kind, on),
      }));
      return showNotifications(context, services);
    }
  }
}

/** Shows whether announcements are on. */
export async function showNotifications(
  context: TurnContext,
  { contacts }: DialogServices,
): Promise<void> {
  const { person, t } = turnInfoOf(context);
  const contact = await contacts.find(person.tenantId, person.id);
  await sendCard(context, notificationsCard(t, contact?.muted ?? []));
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
