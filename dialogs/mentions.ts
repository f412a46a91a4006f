// Mentions in a message, of the bot and of others: whom they name, and the words without them.

import type { Activity } from 'botbuilder';
import { literalPattern } from '../services/reading/literal-pattern.ts';

/** What Teams says of a mention; each part may be missing, or null. */
interface MentionEntity {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** Stands where a mention was until the punctuation around it is mended. */
const MARK = '\uFFFC';
const MARKS = /\uFFFC/gu;
const AT = /<at(?:\s[^<>]*)?>((?:(?!<\/?at(?:\s[^<>]*)?>)[\s\S])*?)<\/at\s*>/giu;
const AT_ALONE = /<at(?:\s[^<>]*)?\/>/giu;
const AT_HALF = /<\/?at(?:\s[^<>]*)?>/giu;
/** Mentions within mentions; deeper ones lose only their tags. */
const DEEPEST = 4;
const END = String.raw`(?![\p{L}\p{N}])`;
const MOST_MENTIONS = 200;

/** What is mended around the marks, in this order. */
const MENDED: readonly (readonly [RegExp, string])[] = [
  [/\uFFFC(?:['’]?s\b)/giu, MARK],
  [/\uFFFC(?:\s*(?:[,;&+/|]|\bund\b|\band\b|\bu\.)?\s*\uFFFC)+/giu, MARK],
  [/(?<![\p{L}\p{N}])(?:cc|fyi|attn|z\. ?K\.|zur (?:info|kenntnis))\s*[:.]?\s*\uFFFC/giu, MARK],
  [/[([]\s*\uFFFC\s*[)\]]/gu, MARK],
  [/^\s*\uFFFC\s*(?:[,;:!]+|[–—-]+(?=\s+\S))?\s*/u, ''],
  [/\s*[,;:–—-]?\s*\uFFFC\s*$/u, ''],
  [/\s*,?\s*\uFFFC\s*(?=[.?!…])/gu, ''],
  [/\s*\uFFFC\s*(?=[,;:])/gu, ''],
  [/\s*\uFFFC\s*/gu, ' '],
];

/** A text without its mentions. In: it, and the activity it came in. Out: what is left reads as if nobody had been mentioned. */
export function withoutMentions(text: string, activity: Activity): string {
  const mentions = mentionsIn(activity);
  const bot = botOf(activity);
  const names = new Set([bot.name, ...mentions.map(({ name }) => name)].filter(isName));
  const tagged = withoutAtTags(text.replace(MARKS, ' '), [...names]);
  const said = withoutEntityTexts(tagged, mentions, bot);
  const rest = [...names].reduce((left, name) => left.replace(wordOf(`@${name}`), MARK), said);
  const bare = rest.includes(MARK) ? rest : withoutBareName(rest, mentions, bot);
  if (!bare.includes(MARK)) return bare;
  const closed = bare.replace(/\s+/gu, (blanks) => (blanks.includes('\n') ? '\n' : ' '));
  return MENDED.reduce((left, [pattern, by]) => left.replace(pattern, by), closed);
}

/** Whether the bot is among those mentioned: by its id, or by its name where that is nobody else's. */
export function isBotMentioned(activity: Activity): boolean {
  const bot = botOf(activity);
  const mentions = mentionsIn(activity);
  if (mentions.some(({ id }) => id !== '' && id === bot.id)) return true;
  const others = mentions.filter(({ id }) => id !== '').flatMap(spelledNames);
  const nobodys = mentions.filter(({ id }) => id === '').flatMap(spelledNames);
  const named = [...nobodys, ...namesInTags(textOf(activity.text))];
  return isName(bot.name) && named.includes(small(bot.name)) && !others.includes(small(bot.name));
}

/** Tags, the innermost first; of one that was not closed the name goes with it, if it is known. */
function withoutAtTags(text: string, names: readonly string[]): string {
  let rest = text;
  for (let level = 0; level < DEEPEST; level += 1) rest = rest.replace(AT, MARK);
  rest = rest.replace(AT_ALONE, MARK);
  for (const name of names) {
    rest = rest.replace(
      new RegExp(`${AT_HALF.source}\\s*${literalPattern(name)}${END}`, 'giu'),
      MARK,
    );
  }
  return rest.replace(AT_HALF, ' ');
}

/** Other clients write a mention as "@Name", and say so in the entity. */
function withoutEntityTexts(
  text: string,
  mentions: readonly MentionEntity[],
  bot: MentionedBot,
): string {
  const written = mentions.filter(({ id, text: its }) => its.startsWith('@') || id === bot.id);
  return written.reduce(
    (rest, { text: its }) => (isName(its) ? rest.replace(wordOf(its), MARK) : rest),
    text,
  );
}

/** The bot's bare name before the words, where an entity says that it is a mention and nothing else shows where. */
function withoutBareName(
  text: string,
  mentions: readonly MentionEntity[],
  bot: MentionedBot,
): string {
  const isMeant = mentions.some(({ id }) => id === bot.id) && isName(bot.name);
  return isMeant
    ? text.replace(new RegExp(`^\\s*${literalPattern(bot.name)}${END}`, 'iu'), MARK)
    : text;
}

/** A name as a word of its own, wherever it stands; not as a part of an address. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}.@])${literalPattern(name)}${END}`, 'giu');
}

type MentionedBot = Pick<MentionEntity, 'id' | 'name'>;

function botOf({ recipient }: Activity): MentionedBot {
  const { id, name } = (recipient as Partial<MentionedBot> | null | undefined) ?? {};
  return { id: textOf(id), name: textOf(name).trim() };
}

type Unread = Readonly<Record<string, unknown>>;

function mentionsIn({ entities }: Activity): readonly MentionEntity[] {
  const all: readonly unknown[] = Array.isArray(entities) ? entities : [];
  const mentions = all.filter((entity) => (entity as Unread | null)?.['type'] === 'mention');
  return mentions.slice(0, MOST_MENTIONS).map((entity) => {
    const { mentioned, text } = entity as Unread;
    const { id, name } = (mentioned as Unread | null | undefined) ?? {};
    return { id: textOf(id), name: textOf(name).trim(), text: textOf(text).trim() };
  });
}

function spelledNames({ name, text }: MentionEntity): readonly string[] {
  return [small(name), ...namesInTags(text)];
}

function namesInTags(text: string): readonly string[] {
  return [...text.matchAll(AT)].map(([, name = '']) => small(name));
}

function small(name: string): string {
  return name.trim().toLowerCase();
}

function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
