// What a person does with an announcement: read, later, or not this kind again. A folded card means all its deliveries.

import type { TurnContext } from 'botbuilder';
import { ALL_KINDS } from '../../services/contacts/contacts.ts';
import {
  NOTIFICATION_CATEGORIES,
  type Recipient,
} from '../../services/notifications/notification.ts';
import { snoozeEnd } from '../../services/notifications/quiet-hours.ts';
import { dayThere } from '../../services/texts/texts.ts';
import type { Preference } from '../cards/card-action.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendText } from '../send.ts';

type Seen = Extract<Preference, { action: 'seen' }>;
type Snooze = Extract<Preference, { action: 'snooze' }>;
type Mute = Extract<Preference, { action: 'mute' | 'unmute' }>;

/** More deliveries than a card can fold are nobody's button. */
const MOST = 200;

/** Marks what was read. */
export async function acknowledge(
  context: TurnContext,
  services: DialogServices,
  seen: Seen,
): Promise<void> {
  const { acknowledgements } = services;
  const known = await anyOf(seen, (delivery) =>
    acknowledgements?.seen(recipientIn(context), delivery),
  );
  await sendText(context, known ? 'notifications.seen' : 'notify.unknown');
}

/** Puts off what was sent: tomorrow or next Monday at nine, by the person's clock; or has it come again at once. */
export async function putOff(
  context: TurnContext,
  services: DialogServices,
  snooze: Snooze,
): Promise<void> {
  const { acknowledgements, contacts } = services;
  if (acknowledgements === undefined || snooze.delivery === undefined) {
    return sendText(context, 'notifications.snoozed');
  }
  const { at, language, person } = turnInfoOf(context);
  const contact = await contacts.find(person.tenantId, person.id);
  const timeZone = contact?.timeZone ?? null;
  const until = endOf(snooze.until, new Date(at), timeZone);
  const known = await anyOf(snooze, (delivery) =>
    acknowledgements.snooze(recipientIn(context), delivery, until),
  );
  if (!known) return sendText(context, 'notify.unknown');
  if (snooze.until === 'now') return sendText(context, 'notify.showing');
  await sendText(context, 'notify.snoozedUntil', { date: dayThere(until, language, timeZone) });
}

function endOf(choice: Snooze['until'], at: Date, timeZone: string | null): Date {
  return choice === 'now' ? at : snoozeEnd(choice, at, timeZone);
}

/** Which kind is to be turned off or on. Out: undefined when a delivery is named that nobody knows, or an unknown kind. */
export async function kindMeant(
  context: TurnContext,
  { acknowledgements }: DialogServices,
  { kind, delivery }: Mute,
): Promise<string | undefined> {
  if (kind !== undefined)
    return [ALL_KINDS, ...NOTIFICATION_CATEGORIES].find((one) => one === kind);
  if (delivery === undefined || acknowledgements === undefined) return ALL_KINDS;
  return acknowledgements.kindOf(recipientIn(context), delivery);
}

/** Out: whether one of the deliveries was hers; without acknowledgements all are taken for it. */
async function anyOf(
  { delivery = '', more = '' }: Pick<Seen, 'more'> & { readonly delivery?: string | undefined },
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
