// A mail's body as a reader sees it: its text and its links. What is hidden from the reader is left out.

import { Parser, type Handler } from 'htmlparser2';
import { parse } from 'tldts';
import type { Link } from './link.ts';

export interface MailText {
  readonly text: string;
  readonly links: readonly Link[];
}

/** A name kept for documentation by RFC 2606, so that a demonstration needs nobody's real domain. */
const DOCUMENTATION = 'example';
const LONGEST_TEXT = 50_000;
const MOST_LINKS = 200;
const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"'“”„‘’]+/giu;
const BARE_ADDRESS = /(?<![\w@./-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:\/[^\s<>"'“”„‘’]*)?(?!@)/giu;
const TRAILING = /[).,;:!?\]}>]+$/u;
const NEVER_SHOWN = new Set(['head', 'style', 'script', 'title', 'template', 'noscript']);
const BLOCKS = new Set('p div br tr td li h1 h2 h3 h4 table ul ol blockquote hr'.split(' '));
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\D|$)/iu;

/** Reads HTML. In: a body, however broken. Out: visible text and links, both bounded; a form's target counts as a link. */
export function readHtml(html: string): MailText {
  const reading = createReading();
  const parser = new Parser(withoutHidden(reading));
  parser.end(html);
  const text = oneLine(reading.text.join(''));
  return { text, links: unique([...reading.links, ...addressesIn(text)]) };
}

/** Reads plain text: its web addresses are its links. */
export function readPlain(given: string): MailText {
  const text = oneLine(given);
  return { text, links: unique(addressesIn(text)) };
}

/** Web addresses in a text, each its own link. In: whether addresses without `https://` count too. */
export function addressesIn(text: string, bare = false): readonly Link[] {
  const full = [...text.matchAll(WEB_ADDRESS)].map(([address]) => trimmed(address));
  if (!bare) return full.map((href) => ({ href, text: href }));
  const rest = text.replace(WEB_ADDRESS, ' ');
  const hosts = [...rest.matchAll(BARE_ADDRESS)].map(([address]) => trimmed(address));
  const known = hosts.filter((address) => isHost(address.split('/', 1)[0] ?? ''));
  return [
    ...full.map((href) => ({ href, text: href })),
    ...known.map((address) => ({ href: `https://${address}`, text: address })),
  ];
}

/** Whether something with dots in it ends in a suffix under which hosts are registered: "z.B." and "Co.KG" do not. */
function isHost(word: string): boolean {
  const { isIcann, domain, publicSuffix } = parse(word);
  return domain !== null && (isIcann === true || publicSuffix === DOCUMENTATION);
}

interface HtmlReading {
  readonly text: readonly string[];
  readonly links: readonly Link[];
  opened(name: string, attributes: HtmlAttributes): void;
  said(words: string): void;
  closed(name: string): void;
}

type HtmlAttributes = Readonly<Record<string, string>>;

/** Collects what is shown. */
function createReading(): HtmlReading {
  const links: Link[] = [];
  const text: string[] = [];
  let anchor: { readonly href: string; readonly words: string[] } | undefined;
  return {
    text,
    links,
    opened(name, { href, action }) {
      if (BLOCKS.has(name)) text.push(' ');
      if (name === 'a' && href !== undefined) anchor = { href, words: [] };
      const bare = name === 'area' ? href : name === 'form' ? action : undefined;
      if (bare !== undefined) links.push({ href: bare, text: '' });
    },
    said(words) {
      text.push(words);
      anchor?.words.push(words);
    },
    closed(name) {
      if (name !== 'a' || anchor === undefined) return;
      links.push({ href: anchor.href, text: anchor.words.join('').trim() });
      anchor = undefined;
    },
  };
}

/** What the parser calls; nothing within a hidden element is passed on. */
function withoutHidden(reading: HtmlReading): Partial<Handler> {
  let depth = 0;
  return {
    onopentag(name, attributes) {
      if (depth > 0 || isHidden(name, attributes)) depth += VOID.has(name) ? 0 : 1;
      else reading.opened(name, attributes);
    },
    ontext(words) {
      if (depth === 0) reading.said(words);
    },
    onclosetag(name) {
      if (depth === 0) reading.closed(name);
      else if (!VOID.has(name)) depth -= 1;
    },
  };
}

function isHidden(name: string, attributes: HtmlAttributes): boolean {
  if (NEVER_SHOWN.has(name) || 'hidden' in attributes) return true;
  return HIDDEN.test(attributes['style'] ?? '');
}

function trimmed(address: string): string {
  return address.replace(TRAILING, '');
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(/\s+/gu, ' ').trim();
}

function unique(links: readonly Link[]): readonly Link[] {
  const byWhole = new Map(links.map((link) => [`${link.href}\n${link.text}`, link]));
  return [...byWhole.values()].slice(0, MOST_LINKS);
}
