// One link: where it truly leads, and what that place is to us [invitation-links]. Never fetched.

import { domainToUnicode } from 'node:url';
import { getDomain } from 'tldts';

/** A link as it was found. The text is what a reader sees; the same as the address where a link is only an address. */
export interface Link {
  readonly href: string;
  readonly text: string;
}

export const PLACES = [
  'partnerCenter',
  'microsoft',
  'otherMicrosoft',
  'lookAlike',
  'elsewhere',
  'unsafe',
] as const;

/**
 * `microsoft`: another page where invitations are known to live; `otherMicrosoft`: Microsoft's, but no invitation's page;
 * `lookAlike`: imitates Microsoft; `unsafe`: no address that could be shown as a link, or one with an odd port.
 */
export type LinkPlace = (typeof PLACES)[number];

export interface JudgedLink {
  readonly place: LinkPlace;
  /** As URL has it: punycode, with an odd port. Empty when there is none. */
  readonly host: string;
  /** Unwrapped from Safe Links. Empty when it is none that could be shown. */
  readonly url: string;
  /** Whether it asks to become somebody's customer. */
  readonly customer: boolean;
  /** Whether the visible text is an address of another domain. */
  readonly textDiffers: boolean;
  /** Whether the visible text names Microsoft while the link does not lead there. */
  readonly deceptive: boolean;
  /** Whether it carries something of its own, as a personal link must [invitation-links]. */
  readonly personal: boolean;
}

const PARTNER_CENTER = new Set(['partner.microsoft.com', 'partnercenter.microsoft.com']);
/** Not every host of microsoft.com: some show what anybody wrote. */
const INVITATION_HOSTS = new Set([
  'admin.microsoft.com',
  'portal.office.com',
  'businessstore.microsoft.com',
  'aka.ms',
]);
const MICROSOFT_DOMAINS = new Set([
  'microsoft.com',
  'microsoft.de',
  'microsoftonline.com',
  'microsoft365.com',
  'office.com',
  'office365.com',
  'outlook.com',
  'live.com',
  'sharepoint.com',
  'azure.com',
  'windows.net',
  'aka.ms',
]);

/** Places that are Microsoft's own. */
const MICROSOFTS: ReadonlySet<LinkPlace> = new Set([
  'partnerCenter',
  'microsoft',
  'otherMicrosoft',
]);

/** The known forms of customer invitations: in the query, in the fragment, by the older pages [invitation-links]. */
const CUSTOMER_INVITATION =
  /invtype=|type=(?:indirect)?resellerrelationship|partner-?s?[/-]invitation|partnersignup\.aspx|\/\/businessstore\.microsoft\.com(?:[:/?#]|$)/iu;
/** How often a link may be encoded within another. */
const DEEPEST_CODE = 4;
const SAFE_LINKS = /(?:^|\.)safelinks\.protection\.outlook\.com$/u;
const DEEPEST_WRAP = 3;
/** Parameters that only count readers or choose a language. */
const COMMON_PARAMETER = /^(?:utm_\w+|ocid|wt\.\w+|m?cid|mc_\w+|lang(?:uage)?|locale|culture)$/iu;
const TOKEN = /(?=[^/]*\d)[\w-]{16,}/u;
const ADDRESS =
  /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^\s/@]+@)?(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?:[:/?#]\S*)?$/iu;
/** Letters of other scripts that look like Latin ones; digits and pairs that do are folded after them. */
const ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ѕ: 's',
  ӏ: 'l',
  т: 't',
  м: 'm',
  г: 'r',
  ο: 'o',
  α: 'a',
  ι: 'i',
  ρ: 'p',
  τ: 't',
  ν: 'v',
  ı: 'i',
  ɩ: 'i',
  ᴏ: 'o',
  '0': 'o',
  '1': 'l',
  '5': 's',
  '3': 'e',
};
const BRANDS = /microsoft|mlcrosoft|partnercenter|office365/u;

/** Judges a link. In: what a mail or a message carried. Out: always something; what is no address is `unsafe`. */
export function judgeLink({ href, text }: Link): JudgedLink {
  const url = unwrapped(href);
  if (url === undefined || !/^https?:$/u.test(url.protocol)) return NO_LINK;
  const place = placeOf(url);
  const seen = domainSeen(text);
  const textDiffers = seen !== undefined && seen !== registrable(url.hostname);
  return {
    place,
    host: url.host,
    url: hasName(url) ? '' : url.href,
    customer: invitesCustomers(url.href),
    textDiffers,
    deceptive: textDiffers && !MICROSOFTS.has(place) && namesMicrosoft(seen),
    personal: isPersonal(url),
  };
}

/** The part of a host that somebody registered, in lower case. In: a host. Out: the host itself for an IP address. */
export function registrable(host: string): string {
  return getDomain(host) ?? host.toLowerCase();
}

/** Whether a host looks like Microsoft's. Not asked of hosts that are Microsoft's. */
export function imitates(host: string): boolean {
  const skeleton = domainToUnicode(host)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/./gsu, (letter) => ALIKE[letter] ?? letter)
    .replace(/\p{M}/gu, '')
    .replace(/rn/gu, 'm')
    .replace(/vv/gu, 'w')
    .replace(/[^a-z\d]/gu, '');
  return BRANDS.test(skeleton);
}

const NO_LINK: JudgedLink = {
  place: 'unsafe',
  host: '',
  url: '',
  customer: false,
  textDiffers: false,
  deceptive: false,
  personal: false,
};

/** Safe Links carries the true address in `url`; it is read there, nobody is asked. */
function unwrapped(href: string, depth = 0): URL | undefined {
  const url = URL.parse(href) ?? undefined;
  const inner = url && SAFE_LINKS.test(url.hostname) ? url.searchParams.get('url') : null;
  return inner === null || depth === DEEPEST_WRAP ? url : unwrapped(inner, depth + 1);
}

function placeOf(url: URL): LinkPlace {
  const { hostname, protocol, port } = url;
  // Whoever writes a name before an @ wants it to be taken for the host.
  if (hasName(url)) return 'lookAlike';
  if (!MICROSOFT_DOMAINS.has(registrable(hostname))) {
    return imitates(hostname) ? 'lookAlike' : 'elsewhere';
  }
  if (hostname.includes('xn--')) return 'lookAlike';
  return protocol === 'https:' && port === '' ? microsoftPlace(hostname) : 'unsafe';
}

function microsoftPlace(hostname: string): LinkPlace {
  if (PARTNER_CENTER.has(hostname)) return 'partnerCenter';
  return INVITATION_HOSTS.has(hostname) ? 'microsoft' : 'otherMicrosoft';
}

function hasName({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function namesMicrosoft(domain: string): boolean {
  return MICROSOFT_DOMAINS.has(domain) || imitates(domain);
}

/** The domain a reader believes to go to. Out: undefined when the text is no address. */
function domainSeen(text: string): string | undefined {
  const shown = text.trim();
  if (!ADDRESS.test(shown)) return undefined;
  const url = unwrapped(shown.includes('://') ? shown : `https://${shown}`);
  return url && registrable(url.hostname);
}

function isPersonal(url: URL): boolean {
  const [, query = ''] = url.hash.split('?');
  const names = [...url.searchParams.keys(), ...new URLSearchParams(query).keys()];
  return names.some((name) => !COMMON_PARAMETER.test(name)) || TOKEN.test(url.pathname + url.hash);
}

/** Whether a link asks to become somebody's customer, however often it is encoded in another's parameter. */
function invitesCustomers(href: string): boolean {
  let read = href;
  for (let depth = 0; depth < DEEPEST_CODE; depth += 1) {
    if (CUSTOMER_INVITATION.test(read)) return true;
    const next = decoded(read);
    if (next === read) return false;
    read = next;
  }
  return CUSTOMER_INVITATION.test(read);
}

/** Escapes that are none stay as they are; the others are read all the same. */
function decoded(url: string): string {
  return url.replace(/(?:%[\da-f]{2})+/giu, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
