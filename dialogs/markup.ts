// What stands in a message besides words: tags and entities of HTML. What only looks like a tag is somebody's text.

import { Parser } from 'htmlparser2';

/** An attribute, as HTML and Teams write it: a tag with anything else in it is none. */
const ATTRIBUTES = String.raw`(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*\s*`;
const BARE = String.raw`(?:\s+(?:itemscope|[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)))*\s*`;
const BLOCKS = 'p|div|br|hr|li|ul|ol|tr|td|th|table|tbody|thead|h[1-6]|blockquote|pre';
const INLINE =
  'span|b|strong|i|em|u|s|strike|del|a|font|code|sub|sup|img|emoji|readonly|systemeventmessage';
const BLOCK = new RegExp(`^(?:${BLOCKS})$`, 'u');
const BLOCK_TAG = tag(BLOCKS);
const INLINE_TAG = tag(INLINE);
const COMMENT = /<!--[\s\S]{0,500}?-->/gu;
/** Cards and files stand in the HTML as a tag; Teams' own, whatever the format. */
const ATTACHMENT_TAG = tag('attachment');
const QUOTED = new RegExp(
  String.raw`<quoted${ATTRIBUTES}/>|<quoted${ATTRIBUTES}>(?:(?!<quoted\b)[\s\S])*?</quoted\s*>`,
  'giu',
);
const QUOTED_TAG = new RegExp(String.raw`<quoted\s[^<>]*>|</quoted\s*>`, 'giu');
/** The older form of a quoted reply [teams-text]. */
const REPLY = /schema\.skype\.com\/Reply/iu;
const REPLY_START = /<blockquote\b[^<>]*schema\.skype\.com\/Reply/iu;
const INNERMOST_QUOTE =
  /<blockquote\b[^<>]*>(?:(?!<blockquote\b)[\s\S])*?(?:<\/blockquote\s*>|$)/iu;
const MENTION = /schema\.skype\.com\/Mention/iu;
const EMOJI = /schema\.skype\.com\/Emoji/iu;
const ENTITY = /&(?:nbsp|amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/giu;
const NAMED: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};
const LAST_CODE_POINT = 0x10ffff;
const HALF = /<\/?[a-z]\w*/giu;
/** Quotations within quotations; deeper ones lose only their tags. */
const DEEPEST = 8;

/** Takes quotations of earlier messages out, in both forms that Teams has for them. */
export function withoutQuotes(text: string): string {
  let rest = text;
  for (let level = 0; level < DEEPEST; level += 1) {
    if (REPLY_START.test(rest)) rest = rest.replace(INNERMOST_QUOTE, ' ');
    rest = rest.replace(QUOTED, ' ');
  }
  return rest.replace(QUOTED_TAG, ' ');
}

/**
 * Takes tags out and puts characters in the place of entities. In: the text, and whether its client says that it is HTML.
 * Otherwise a tag counts as one only when its other half is there too.
 */
export function withoutTags(text: string, isHtml: boolean): string {
  const isTag = isHtml ? () => true : pairedIn(text);
  const cut = (by: string) => (found: string, name: string) => (isTag(name) ? by : found);
  const rest = text.replace(ATTACHMENT_TAG, ' ').replace(BLOCK_TAG, cut('\n'));
  const words = rest.replace(INLINE_TAG, cut(''));
  return withCharacters(isHtml ? words.replace(COMMENT, ' ') : words);
}

/** The words of HTML as they are read, without quotations, mentions and names of files; lines are kept. */
export function wordsOfHtml(html: string): string {
  const words: string[] = [];
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (depth > 0 || isAdded(name, attributes)) depth += isVoid(name) ? 0 : 1;
      else words.push(shownFor(name, attributes));
    },
    ontext(said) {
      if (depth === 0) words.push(said);
    },
    onclosetag(name) {
      if (depth > 0) depth -= isVoid(name) ? 0 : 1;
      else if (isBlock(name)) words.push('\n');
    },
  });
  parser.end(html);
  return words.join('');
}

function tag(names: string): RegExp {
  return new RegExp(String.raw`</?(${names})${BARE}/?>`, 'giu');
}

/** Whether a tag's name is opened and closed in a text, or stands for itself. */
function pairedIn(text: string): (name: string) => boolean {
  const halves = new Set([...text.matchAll(HALF)].map(([half]) => half.toLowerCase()));
  return (name) => {
    const small = name.toLowerCase();
    return isVoid(name) || (halves.has(`<${small}`) && halves.has(`</${small}`));
  };
}

function withCharacters(text: string): string {
  return text.replace(ENTITY, (entity) => NAMED[entity.toLowerCase()] ?? numbered(entity));
}

function numbered(entity: string): string {
  const digits = entity.slice(2, -1);
  const code = /^x/iu.test(digits) ? parseInt(digits.slice(1), 16) : Number(digits);
  const isCharacter = code > 0 && code <= LAST_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : entity;
}

type TagAttributes = Readonly<Record<string, string>>;

/** What Teams adds to the person's words. */
function isAdded(name: string, { itemtype = '' }: TagAttributes): boolean {
  if (['at', 'attachment', 'quoted', 'style', 'script'].includes(name)) return true;
  return REPLY.test(itemtype) || MENTION.test(itemtype);
}

function shownFor(name: string, { alt = '', itemtype = '' }: TagAttributes): string {
  if (name === 'emoji' || EMOJI.test(itemtype)) return alt;
  return isBlock(name) ? '\n' : '';
}

function isBlock(name: string): boolean {
  return BLOCK.test(name);
}

function isVoid(name: string): boolean {
  return /^(?:br|hr|img)$/iu.test(name);
}
