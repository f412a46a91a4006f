// What is remembered of a person after a message: what their client tells, over what was known.

import type { Activity } from 'botbuilder';
import type { Contact } from '../../../services/contacts/contacts.ts';
import type { Person } from '../../../dialogs/turn-info.ts';
import { addressOf } from './address.ts';

/** What a client may tell of the person; the SDK's types say it always does. */
interface ClientFacts {
  readonly locale?: string | undefined;
  readonly localTimezone?: string | undefined;
}

const STRANGER = { language: null, locale: '', timeZone: null, muted: [] } as const;

/** In: the activity, who wrote it, and the contact as it was known. Out: as it is now; undefined when that is the same. */
export function contactAfter(
  activity: Activity,
  person: Person,
  known: Contact | undefined,
): Contact | undefined {
  const { locale, localTimezone } = toldBy(activity);
  const before = known ?? STRANGER;
  const contact = {
    ...before,
    tenantId: person.tenantId,
    personId: person.id,
    name: person.name,
    locale: locale ?? before.locale,
    timeZone: localTimezone ?? before.timeZone,
    address: addressOf(activity),
  };
  return known !== undefined && isSame(contact, known) ? undefined : contact;
}

/** In: a contact made from the known one. */
function isSame(contact: Contact, known: Contact): boolean {
  const names = Object.keys(contact) as (keyof Contact)[];
  return names.every((name) => contact[name] === known[name]);
}

function toldBy(activity: Activity): ClientFacts {
  return activity;
}
