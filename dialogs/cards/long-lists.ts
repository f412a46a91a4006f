// Lists too long to be kept with every card that shows one: made once, and in a stored reply their name stands for them.

import type { Activity } from 'botbuilder';
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
const NAMED = /"choices":"([a-z.]+)"/u;

/** All countries as an input's choices. Out: the same list each time. */
export function countryChoices(language: Language): readonly Choice[] {
  return LISTS.get(nameFor(language)) ?? [];
}

/** An activity as it is to be stored. Out: the same, with the names of its cards' long lists instead of the lists. */
export function withListsNamed(activity: Partial<Activity>): Partial<Activity> {
  const { attachments } = activity;
  if (attachments === undefined) return activity;
  const named = attachments.map((attachment) => {
    const content = attachment.content as { readonly body?: unknown } | undefined;
    const body = content?.body;
    if (!Array.isArray(body) || !body.some(isLong)) return attachment;
    return { ...attachment, content: { ...content, body: body.map(listNamed) } };
  });
  return { ...activity, attachments: named };
}

/** In: the JSON of what `withListsNamed` gave. Out: JSON with the lists in it, in UTF-8. */
export function withListsWritten(json: string): Buffer {
  const [before = '', ...rest] = json.split(NAMED);
  if (rest.length === 0) return Buffer.from(json);
  const pieces = rest.map((piece, at) => (at % 2 === 0 ? listNamedAs(piece) : Buffer.from(piece)));
  return Buffer.concat([Buffer.from(before), ...pieces]);
}

/** A list of a later release has a name that is not known here; the card is shown without it. */
function listNamedAs(name: string): Buffer {
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

function listNamed(element: unknown): unknown {
  const name = NAMES.get(choicesOf(element));
  return name === undefined ? element : { ...(element as object), choices: name };
}

function choicesOf(element: unknown): unknown {
  return (element as { readonly choices?: unknown } | null)?.choices;
}
