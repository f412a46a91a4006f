// E-mail and web addresses in a text.

import { parse } from 'tldts';
import { matches, spanOf, type Spotter, type ValueSpan } from './span.ts';

const EMAIL =
  /(?<=^|[\s<>(:;,|"'=[\]*/]|mailto:)(?:mailto:)?(?<value>[\p{L}\p{N}][\p{L}\p{N}._%+'-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})/dgu;
const WEB_LINK = /(?<value>(?:https?:\/\/|www\.)[^\s<>|"'¦]*[^\s<>|"'.,;:!?)¦])/dgiu;
/** Without "www." only under the endings that companies have: „z.B.“ and „ok.dann“ are no addresses. */
const BARE_DOMAIN =
  /(?<![\p{L}\p{N}@./-])(?<value>(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(?:de|at|ch|li|lu|com|net|org|eu|info|biz|io|uk|ie|it|fr|nl|be|es|pl|cz|dk|se|us|ca|au|in|online|shop|cloud|tech|digital|gmbh|consulting|solutions|systems|services|software|group|berlin|koeln|hamburg|bayern|wien|swiss|dev|app|ai|tirol|example)(?:\/[^\s<>|"'¦,;]*)?)(?![\p{L}\p{N}@-]|\.\p{L})/dgiu;
/** Not the company's own website. */
const OTHERS =
  /(?:^|[/.])(?:linkedin|xing|facebook|fb|instagram|twitter|x|youtube|tiktok|calendly|teams\.microsoft|office|microsoft|google|europa|whatsapp|wa|github|kununu|trustpilot|bookings|outlook)\.(?:com|de|eu|me|be|co)(?:\/|$)|europa\.eu/iu;
const SIDE_PAGE = /datenschutz|privacy|impressum|imprint|agb|terms|disclaimer|newsletter/iu;

/** E-mail addresses first, then the web addresses that are not part of one. */
export const spotOnlineAddresses: Spotter = (text) => {
  if (!/[.@]\p{L}/u.test(text)) return [];
  const mails = matches(text, EMAIL)
    .map((match) => spanOf(match, 'email'))
    .filter(({ value }) => isKnownDomain(value.slice(value.indexOf('@') + 1)));
  const links = [...matches(text, WEB_LINK), ...matches(text, BARE_DOMAIN)]
    .map((match) => spanOf(match, 'website'))
    .filter(({ from }, at, all) => !isInside(from, [...mails, ...all.slice(0, at)]));
  return [...mails, ...ownPages(links)];
};

/** The part before the @ names a task, not a person („info“, "support"). */
export function isSharedMailbox(address: string): boolean {
  const [local = ''] = address.toLowerCase().split('@');
  return /^(?:info|infos|support|service|services|help|helpdesk|hilfe|hello|hallo|kontakt|contact|office|mail|email|post|team|kanzlei|buero|büro|sales|vertrieb|admin|it|it-support|servicedesk|service-desk|kundenservice|kundendienst|kunden|customerservice|enquiries|inquiries|zentrale|empfang|anfrage|willkommen|welcome|technik|hotline|ticket|tickets|care)(?:[._+-].*|\d*)$/u.test(
    local,
  );
}

function isKnownDomain(domain: string): boolean {
  const { isIcann, publicSuffix, domain: registrable } = parse(domain);
  return registrable !== null && (isIcann === true || publicSuffix === 'example');
}

/** Side pages count only when nothing else is there. */
function ownPages(links: readonly ValueSpan[]): readonly ValueSpan[] {
  const own = links.filter(({ value }) => !OTHERS.test(value));
  const main = own.filter(({ value }) => !SIDE_PAGE.test(value));
  return main.length > 0 ? main : own.filter(({ value }) => !SIDE_PAGE.test(value));
}

function isInside(at: number, spans: readonly ValueSpan[]): boolean {
  return spans.some(({ from, to }) => at >= from && at < to);
}
