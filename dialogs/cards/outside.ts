// What senders of events wrote: plain text whatever it looks like, and links only when they are web addresses.

import { judgeLink } from '../../services/mailbox/link.ts';
import { plainText } from '../../services/reading/plain-text.ts';
import type { Element } from './card.ts';

export interface OutsideLink {
  readonly url: string;
  /** The true one: punycode where letters of other scripts imitate another. */
  readonly host: string;
}

export type LinkDoubt = 'notMicrosoft' | 'customerInvitation';

/** Reads a link. In: anything an event carried. Out: undefined unless it is http(s) without a user name. */
export function outsideLink(text: string | undefined): OutsideLink | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '') return undefined;
  return { url: url.href, host: url.host };
}

/** Why an invitation's link deserves a warning. Out: undefined when it may well be a provider's. */
export function doubtAbout({ url }: OutsideLink): LinkDoubt | undefined {
  const { customer, place } = judgeLink({ href: url, text: '' });
  if (customer) return 'customerInvitation';
  return place === 'partnerCenter' || place === 'microsoft' ? undefined : 'notMicrosoft';
}

/** One line of an event's text, bounded. */
export function outsideLine(text: string | undefined, longest = 200): string {
  return clipped(plainText(text ?? ''), longest);
}

/** An event's text as paragraphs of text runs, in which nothing is Markdown. */
export function outsideWords(text: string | undefined, longest: number): readonly Element[] {
  const lines = clipped((text ?? '').trim(), longest).split(/[\r\n\u2028\u2029]+/u);
  const words = lines.map(plainText).filter((line) => line !== '');
  return words.map((line) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: line }],
  }));
}

/** An event's line where a client may read Markdown: a summary. What could form any is taken out. */
export function outsideSummary(text: string | undefined): string {
  const bare = outsideLine(text).replace(/[[\]()<>*_~#|\\`]/gu, '');
  return bare.replaceAll('://', ' ');
}

function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text
    .slice(0, longest - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}…`;
}
