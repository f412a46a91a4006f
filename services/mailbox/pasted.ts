// „Ist diese Einladung echt?“: whether a message asks that of a link it carries, and what those links are. Nothing is fetched.

import { folded } from '../reading/plain-text.ts';
import { judgeLink, type JudgedLink, type Link } from './link.ts';
import { addressesIn, readHtml } from './mail-text.ts';

export interface PastedLink {
  /** As one line. */
  readonly text: string;
  /** The same as HTML, where the client sends it: there a link may hide behind other words. */
  readonly html: string | undefined;
}

const MOST_READ = 100_000;
const GENUINE =
  /\b(?:echt\w*|serioes\w*|phishing|vertrau\w*|gefaelscht\w*|faelschung|betrug\w*|betrueger\w*|spam|fake|original|verdaechtig\w*|gefaehrlich\w*|sicher|unbedenklich|anklicken|klicken|oeffnen|genuine|legit\w*|trust\w*|safe|scam|fraud\w*|spoof\w*|authentic|suspicious|dangerous|click|real)\b/u;
/** So many words beside a link are no value of a form: somebody pasted a mail. */
const MAIL_WORDS = 15;
/** Places that nobody's own website can be. */
const TELLING: readonly JudgedLink['place'][] = ['partnerCenter', 'microsoft', 'lookAlike'];

/**
 * Out: the links a message asks about, the worst first, or undefined. A link of a known form counts alone; so does a whole mail,
 * and a customer's invitation whatever stands beside it: it must not pass for the provider's.
 */
export function linksAskedAbout({ text, html }: PastedLink): readonly JudgedLink[] | undefined {
  const line = text.slice(0, MOST_READ);
  const rest = withoutAddresses(line);
  const asks = GENUINE.test(folded(rest));
  const links = [...addressesIn(line, asks), ...anchorsIn(html)];
  if (links.length === 0) return undefined;
  const judged = unique(links.map(judgeLink)).sort((one, other) => badness(other) - badness(one));
  if (asks || judged.some(({ customer }) => customer)) return judged;
  const words = folded(rest).split(' ').filter(Boolean).length;
  const isTelling = judged.some(({ place }) => TELLING.includes(place));
  return isTelling && (words === 0 || words >= MAIL_WORDS) ? judged : undefined;
}

function withoutAddresses(line: string): string {
  return addressesIn(line).reduce((rest, { href }) => rest.replace(href, ' '), line);
}

function anchorsIn(html: string | undefined): readonly Link[] {
  return html === undefined ? [] : readHtml(html.slice(0, MOST_READ)).links;
}

function unique(links: readonly JudgedLink[]): JudgedLink[] {
  const byAddress = new Map<string, JudgedLink>();
  for (const link of links) {
    const key = `${link.url}\n${link.host}`;
    // The same address once bare and once behind other words: the doubtful one counts.
    if (!byAddress.has(key) || link.textDiffers) byAddress.set(key, link);
  }
  return [...byAddress.values()];
}

const BADNESS: Readonly<Record<JudgedLink['place'], number>> = {
  lookAlike: 6,
  unsafe: 5,
  elsewhere: 4,
  otherMicrosoft: 2,
  microsoft: 1,
  partnerCenter: 0,
};

function badness({ place, customer, deceptive }: JudgedLink): number {
  return BADNESS[place] + (customer ? 3 : 0) + (deceptive ? 3 : 0);
}
