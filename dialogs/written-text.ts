// What a person wrote, without what Teams adds: quoted replies, mentions, HTML. Everything that is read of a message comes
// through here; what a person typed between angle brackets stays.

import type { Activity } from 'botbuilder';
import { plainText } from '../services/reading/plain-text.ts';
import { withoutQuotes, withoutTags, wordsOfHtml } from './markup.ts';
import { isBotMentioned, withoutMentions } from './mentions.ts';

export interface WrittenText {
  /** Lines are kept; `plainText` makes one of them. */
  readonly text: string;
  /** Whether nothing is left of a message that mentioned the bot. */
  readonly isBareMention: boolean;
}

/** More than a message of Teams can hold. */
const LONGEST = 60_000;
const MARKUP = /[<&@\uFFFC]/u;
const REPLY = /<blockquote\b[^<>]*schema\.skype\.com\/Reply/iu;
/** Somebody typed an entity as it is: the client has escaped its "&". */
const TYPED_ENTITY = /&amp;(?:nbsp|amp|lt|gt|quot|apos|#\w+);/iu;
const HTML_FORMATS: readonly unknown[] = ['xml', 'html'];

/** The words of a message [teams-text]. Never throws, whatever is missing or null; no text at all is "". */
export function writtenText(activity: Activity): WrittenText {
  const text = wordsIn(activity);
  return { text, isBareMention: plainText(text) === '' && isBotMentioned(activity) };
}

/** The message as HTML, where Teams sends it a second time so, without quoted replies; else undefined. */
export function writtenHtml(activity: Activity): string | undefined {
  const html = attachedHtml(activity);
  return html === undefined ? undefined : withoutQuotes(html);
}

function wordsIn(activity: Activity): string {
  const given: unknown = activity.text;
  const text = typeof given === 'string' ? given.slice(0, LONGEST) : '';
  const html = attachedHtml(activity);
  if (html !== undefined && text.trim() === '') return wordsOfHtml(html);
  const words = mayHaveMarkup(text, activity) ? withoutMarkup(text, activity, html) : text;
  return html !== undefined && REPLY.test(html) ? withoutReply(words, html) : words;
}

/** Most messages have none, and need no more than this look. */
function mayHaveMarkup(text: string, { entities }: Activity): boolean {
  return MARKUP.test(text) || (Array.isArray(entities) && entities.length > 0);
}

function withoutMarkup(text: string, activity: Activity, html: string | undefined): string {
  const isHtml = HTML_FORMATS.includes(activity.textFormat);
  const words = withoutMentions(withoutQuotes(text), activity);
  const isTyped = !isHtml && html !== undefined && isWrittenIn(words, html);
  return isTyped ? words.replaceAll('&nbsp;', ' ') : withoutTags(words, isHtml);
}

/** Whether the HTML shows the same with its "<" and "&" escaped: then they are the person's own. */
function isWrittenIn(words: string, html: string): boolean {
  if (TYPED_ENTITY.test(html)) return true;
  return /[<&]/u.test(words) && squeezed(wordsOfHtml(html)) === squeezed(words);
}

/** Older clients put what is quoted before the words, and only the HTML tells one from the other. */
function withoutReply(text: string, html: string): string {
  const words = wordsOfHtml(html);
  const [all, own] = [squeezed(text), squeezed(words)];
  return all !== own && all.endsWith(own) ? words : text;
}

function attachedHtml({ attachments }: Activity): string | undefined {
  const all: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
  const found = all.find((one) => (one as Attached | null)?.contentType === 'text/html');
  const content = (found as Attached | undefined)?.content;
  return typeof content === 'string' ? content.slice(0, LONGEST) : undefined;
}

interface Attached {
  readonly contentType?: unknown;
  readonly content?: unknown;
}

function squeezed(text: string): string {
  return plainText(text).replace(/\s+/gu, '');
}
