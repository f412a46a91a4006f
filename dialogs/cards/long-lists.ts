// Lists too long to be kept with every card that shows one: made once, and in a stored reply their name stands for them.

import type { Activity, Attachment } from 'botbuilder';
import { countries } from '../../services/reading/country.ts';
import { LANGUAGES, type Language } from '../../services/texts/languages.ts';
import type { Choice } from './card.ts';

const LISTS: ReadonlyMap<string, readonly Choice[]> = new Map(
  LANGUAGES.map((language) => [nameFor(language), choicesIn(language)]),
);
const NAMES: ReadonlyMap<unknown, string> = new Map([...LISTS].map(([name, list]) => [list, name]));
const WRITTEN: ReadonlyMap<string, Buffer> = new Map(
  [...LISTS].map(([name, list]) => [name, Buffer.from(`"choices":${JSON.stringify(list)}`)]),
);
/** Inside of a text every quotation mark is escaped: so nobody's words can look like this. */
const MARK = '"choices":"';
const NAMED = /"choices":"([a-z.]+)"/u;

export interface ShortenedMessage {
  readonly json: string;
  /** Whether there are names in it that stand for lists. */
  readonly hasLists: boolean;
}

/** All countries as an input's choices. Out: the same list each time. */
export function countryChoices(language: Language): readonly Choice[] {
  return LISTS.get(nameFor(language)) ?? [];
}

/** Writes an activity as it is to be stored: as JSON, with the names of its cards' long lists instead of the lists. */
export function shortened(activity: Partial<Activity>): ShortenedMessage {
  const attachments = (activity.attachments ?? []).map(abbreviateLists);
  const count = attachments.reduce((sum, { names }) => sum + names, 0);
  const named = { ...activity, attachments: attachments.map(({ attachment }) => attachment) };
  const json = JSON.stringify(count === 0 ? activity : named);
  // Whoever puts such a name elsewhere into an activity that is answered gets no list for it.
  const isSure = json.split(MARK).length - 1 === count;
  return isSure || count === 0
    ? { json, hasLists: count > 0 }
    : { json: JSON.stringify(activity), hasLists: false };
}

/** In: what `shortened` gave. Out: JSON with the lists in it, in UTF-8. */
export function inFull({ json, hasLists }: ShortenedMessage): Buffer {
  if (!hasLists) return Buffer.from(json);
  const [before = '', ...rest] = json.split(NAMED);
  const pieces = rest.map((piece, at) => (at % 2 === 0 ? listOf(piece) : Buffer.from(piece)));
  return Buffer.concat([Buffer.from(before), ...pieces]);
}

interface AbbreviatedCard {
  readonly attachment: Attachment;
  /** How many names are in it. */
  readonly names: number;
}

function abbreviateLists(attachment: Attachment): AbbreviatedCard {
  const content = attachment.content as { readonly body?: unknown } | undefined;
  const body: unknown = content?.body;
  const names = Array.isArray(body) ? body.filter(isLong).length : 0;
  if (names === 0) return { attachment, names };
  const named = (body as readonly unknown[]).map(abbreviateList);
  return { attachment: { ...attachment, content: { ...content, body: named } }, names };
}

/** A list of a later release has a name that is not known here; the card is shown without it. */
function listOf(name: string): Buffer {
  return WRITTEN.get(name) ?? Buffer.from('"choices":[]');
}

function choicesIn(language: Language): readonly Choice[] {
  return countries(language).map(({ code, name }) => ({ title: name, value: code }));
}

function nameFor(language: Language): string {
  return `countries.${language}`;
}

function isLong(element: unknown): boolean {
  return NAMES.has(choicesOf(element));
}

function abbreviateList(element: unknown): unknown {
  const name = NAMES.get(choicesOf(element));
  return name === undefined ? element : { ...(element as object), choices: name };
}

function choicesOf(element: unknown): unknown {
  return (element as { readonly choices?: unknown } | null)?.choices;
}
