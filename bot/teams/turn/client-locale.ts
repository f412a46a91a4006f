// What a client says of its language and time zone, wherever it stands in an activity, and the language that follows.

import type { Activity } from 'botbuilder';
import type { Contact } from '../../../services/contacts/contacts.ts';
import { languageOf, type Language } from '../../../services/texts/languages.ts';

const LOCALE = /^[a-z]{2,8}(?:[-_][a-z\d]+)*$/iu;

type Fields = Readonly<Record<string, unknown>>;

/** The client's locale [client-locale]: the activity's own, the client's description of itself, the channel's. */
export function localeOf(activity: Activity): string | undefined {
  const channel = fieldsOf(activity.channelData);
  const places = [activity, clientOf(activity), channel, fieldsOf(channel['clientInfo'])];
  const said = places.map((place) => textOf((place as Fields)['locale']).trim());
  return said.find((locale) => LOCALE.test(locale));
}

/** The client's time zone, an IANA name as it is told. */
export function timeZoneOf(activity: Activity): string | undefined {
  const own: unknown = activity.localTimezone;
  return [own, clientOf(activity)['timezone']].map(textOf).find((zone) => zone !== '');
}

/**
 * The locale that counts. In: whether the person has written in this conversation before. Then another client's language changes
 * nothing: the conversation goes on as it began, until the person switches. Out: "" when none was ever told.
 */
export function localeAfter(
  activity: Activity,
  known: Contact | undefined,
  hasBegun: boolean,
): string {
  const before = known?.locale ?? '';
  const said = localeOf(activity);
  if (said === undefined) return before;
  const isHeld = hasBegun && before !== '' && languageOf(before) !== languageOf(said);
  return isHeld ? before : said;
}

/** The language for somebody outside of a turn: their choice, that of their conversation, or else the client's. */
export function languageFor(
  activity: Activity,
  known: Pick<Contact, 'language' | 'locale'> | undefined,
): Language {
  const before = known?.locale ?? '';
  return known?.language ?? languageOf(before === '' ? localeOf(activity) : before);
}

/** What the client says of itself, as an entity [client-locale]. */
function clientOf({ entities }: Activity): Fields {
  const all: readonly unknown[] = Array.isArray(entities) ? entities : [];
  return fieldsOf(all.find((entity) => fieldsOf(entity)['type'] === 'clientInfo'));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
