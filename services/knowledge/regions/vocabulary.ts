// The words region questions are made of: who sells, who buys, who provides, currencies; mistyped ones are mended.

import currencyWords from './data/currency-words.json' with { type: 'json' };
import { createMender } from './typo.ts';

/** "zloty" → PLN; a word for several („Kronen“) gives their codes with blanks between. */
export const CURRENCY_OF_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(currencyWords).flatMap(([code, words]) =>
    words.map((word) => [word, code] as const),
  ),
);

export const CUSTOMER =
  '(?:(?:end|neu|bestands|firmen|geschaefts|gross)?(?:kunden?|kundin|kundschaft)|abnehmern?|auftraggeber|(?:customer|client|kunden) (?:tenants?|mandant(?:en)?)|(?:end)?customers?|clients?|buyers?|end ?users?|schulen?|schools?|vereine?n?|interessent(?:en|in)?|leads?|firmen|companies|businesses|organi[sz]ations)';
export const PROVIDER =
  '(?:distributor(?:en|s|in)?|distris?|distis?|providern?|providers|anbieters?|anbietern|grosshaendlern?|grossist(?:en)?|(?:vor)?lieferant(?:en)?|wholesalers?|suppliers?)';
export const COMPANY =
  '(?:firma|unternehmen|gmbh|ag|kg|betrieb|systemhaus|it haus|dienstleisters?|msp|resellers?|resellern|partners?|partnern|vertriebspartners?|wiederverkaeufers?|haendlers?|company|firm|business|organi[sz]ation|subsidiary|tochter\\w*|niederlassung|standort|buero|office|branch|sitz|hauptsitz|firmensitz|zentrale|headquarters?|hq|account|konto|tenant|mandant|entity|team|dealers?|agentur|agency|startup|integrator|consultancy)';

const KNOWN =
  'verkaufen|verkaufe|verkauf|verkauft|liefern|liefere|beliefern|beliefert|waehrung|waehrungen|currency|currencies|region|regionen|regions|distributor|distributors|distributoren|provider|providers|anbieter|anbietern|kunden|customer|customers|reseller|resellers|gehoert|gehoeren|vertreiben|gleiche|gleichen|gleicher|supply|supplier|abgerechnet|erlaubt|allowed|company|available|verfuegbar';
/** Right as they are, though near to one of the above. */
const LEFT_ALONE =
  'anbieten|currently|distributed|distributions|resolvers|kunde|liefert|lieferant|lieferanten|verkaufs|verkaufte|verkaufen|provide|provided|provides|distribution|distribute|customerid|custom|customize|kaufen|gehoere|erlaubte|anbietet|verlaufen|vertrieben|kundin|kundig|resell|resold|geliefert|lieferung|selber|selben|gleich|verkaeufe|verkaeufer|verkaeufern|regional|revision|religion|geliefert|beliebt|couples|complain|vertreter|verfuegt|verfuegung|simple|supplies|supplied|supplying|companys|companies|aloud|erlaube|gehoerte|abrechnet|version|regionale|regionalen|gunsten|enkunden|runden|funden|stunden|sunden|wunden';
const mended = createMender(KNOWN.split('|'));
const FAMILIAR = new Set([...KNOWN.split('|'), ...LEFT_ALONE.split('|')]);

/** The word of ours that a word is or was meant to be („verkuafen“). Out: undefined for any other word. */
export function keywordOf(word: string): string | undefined {
  return FAMILIAR.has(word) ? word : mended(word);
}
