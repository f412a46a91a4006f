// What kind of question about regions a sentence asks: patterns on the sentence with its countries masked.

import { CUSTOMER, PROVIDER } from './vocabulary.ts';

const ANY = '[§¤]';
const VERBS_OF_SALE =
  '(?:weiter|mit|wieder)?verkauf\\w*|verkaeuf\\w*|vertreib\\w*|vertrieben|vertrieb|(?:be|aus|an)?lief(?:er|r)(?:e?n|e|t|s?t|ung|ungen)|anbieten|anbiete|anbietet|bedienen?|bedient|betreue?n?|betreut|handeln|versorgen?|vermarkten?|absetzen|sell(?:s|ing)?|sold|sales|resell(?:s|ing)?|serv(?:e|es|ing)|suppl(?:y|ies|ying|ied)|deliver(?:s|ing|y|ies)?|trade|trading|distribute|offer(?:s|ing)?|onboard(?:ing)?|do(?:ing)? business|geschaefte?|provide|ship|export(?:ieren)?|cover';
const CUSTOMERS_TAKEN = `${CUSTOMER} (?:\\S+ ){0,5}(?:haben|nehmen|gewinnen|uebernehmen|akquirieren|aufnehmen|annehmen|einladen|anlegen|machen)|${CUSTOMER} (?:\\S+ ){0,4}(?:sein|sitzen|be)|(?:have|take|take on|accept|win|add|invite|acquire|look after|manage|get|handle|haben|habe) (?:\\S+ ){0,4}${CUSTOMER}`;

const ASKS = {
  sell: RegExp(`\\b(?:${VERBS_OF_SALE}|${CUSTOMERS_TAKEN})\\b`, 'u'),
  buy: /\b(?:(?:ein|zu)?kaufen|(?:ein)?kaufe?|einkauf|bezieh(?:en|e|t)|buy(?:s|ing)?|bought|purchas\w*|order(?:s|ing)?|bestellen?|sourc\w*|procure|beschaffen)\b/u,
  provider: RegExp(`\\b${PROVIDER}\\b`, 'u'),
  dealing:
    /\b(?:be|liefer\w*|beliefer\w*|suppl(?:y|ies|ied)|take|nehmen|use|using|nutzen|verwenden|haben|have|has|hat|arbeiten|zusammenarbeit\w*|kooperier\w*|work(?:s|ing)?|team up|partner with|sein|sitzt|sitzen|sits|sit|is|are|ist|sind|choose|pick|waehlen|aussuchen|buy(?:ing)?|(?:ein)?kaufen|beziehen|bestellen|order|geht|ok|okay|moeglich|possible|erlaubt|allowed|fine|connect|verbinden|serve|bedienen|betreuen|versorgen)\b/u,
  leave:
    /\b(?:darf|darfst|duerfen|duerfte\w*|kann|kannst|koennen|koennte\w*|may|can|could|allowed|erlaubt|gestattet|zulaessig|moeglich|possible|permitted|permissible|okay|ok|legal|legit|geht|ginge|gehts|klappt|works?|funktioniert|berechtigt|entitled|able|eligible|verboten|forbidden|prohibited|in ordnung|all right|fine|erlaubnis)\b/u,
  currency:
    /\b(?:\w*waehrung(?:en)?|currency|currencies|geldeinheit|(?:what|which) money|welche[ms]? geld)\b/u,
  inWhat: /\b(?:in was|in what|womit|with what)\b/u,
  billed:
    /\b(?:abrechn\w*|abgerechnet|rechnet|rechne|rechnung\w*|berechn\w*|bezahl\w*|bezahlt|zahl\w*|gezahlt|fakturier\w*|billed|bill|billing|invoic\w*|pay|pays|paid|paying|charged?|charging|gilt|gelten|use|uses|used|priced|oder|or)\b/u,
  price:
    /\b(?:kost\w*|preis\w*|prices?|pricing|cost|costs|teuer|expensive|how much|wieviel|wie viel|fee|fees|gebuehr\w*)\b/u,
  regionWord:
    /\b(?:\w*region(?:s|en)?|markt|market|marktgebiet|vertriebsgebiet|territory|gebiet|zone)\b/u,
  which:
    /\b(?:welche[rnsm]?|which|what)\b(?: \w+){0,3} (?:\w*region(?:s|en)?|markt|market|marktgebiet|vertriebsgebiet|territory|gebiet|zone|gruppe|group)\b|\b(?:region|market|markt) (?:von|of|fuer|for|hat|has) [§¤]/u,
  same: /\b(?:selbe[nrms]?|derselbe[nr]?|dieselbe|demselben|dasselbe|gleiche[nrms]?|same|gemeinsame\w*|zusammen|together|share)\b/u,
  different: /\b(?:andere[nrms]?|different|verschiedene\w*|unterschiedliche\w*|other)\b/u,
  asUs: /\b(?:as|wie|like|mit|with) (?:us|wir|uns|ours|unsere|me|ich)\b(?! in)|\b(?:unsere[rmn]?|our|my|meine[rmn]?) (?:own |eigenen? |csp |verkaufs)?(?:region|markt|market|territory|gebiet)\b/u,
  ours: /\b(?:unsere[rnms]?|unser|meine[rnms]?|mein|our|my|uns|us|wir|ours)\b/u,
  belongs:
    /\b(?:ist|sind|gehoer\w*|liegt|liegen|zaehlt|zaehlen|zugeordnet|zugerechnet|faellt|fallen|gilt|gelten|is|are|belongs?|lies?|part|counts?|counted|falls?|fall|assigned|considered|included|teil|isn)\b/u,
  more: /\b(?:weitere\w*|zweite\w*|another|second|additional|extra|zusaetzlich\w*|mehrere\w*|several|wechsel\w*|switch\w*|change|aendern|erweiter\w*|extend|expand\w*|expansion|neue[nrs]?|new)\b/u,
  program: /\b(?:csp|programm?|\w*liste|list|marktliste|cloud solution)\b/u,
  offered:
    /\b(?:is there|gibt es|gibts|verfuegbar|erhaeltlich|available|availability|offered|angeboten|supported|support|unterstuetzt\w*|dabei|drin|gelistet|aufgelistet|aufgefuehrt|listed|list|\w*liste|enthalten|included|include|teilnehm\w*|teilnahme|participat\w*|exist\w*|abgedeckt|covered|vertreten|excluded|ausgeschlossen|gestrichen|removed)\b/u,
  isIn: RegExp(
    `\\b(?:is|are|ist|sind|steht|stehen|was|war|isn t) (?:the |die |der )?${ANY} (?:\\w+ ){0,4}(?:csp|programm?|\\w*liste|list|dabei|drin|included)\\b|\\b(?:geht|works?|does|ist|is) csp (?:\\w+ )?in ${ANY}`,
    'u',
  ),
  besideRegion:
    /# (?:und|and|oder|or) (?:the |die |der |den )?[§¤]|[§¤] (?:und|and|oder|or) (?:the |die |der |den )?#/u,
  become:
    /\b(?:werden|become|join|enrol\w*|einschreib\w*|mitmachen|teilnehm\w*|anmelden|participate|register|registrieren|be|sein)\b/u,
  where:
    /\b(?:wohin|wo|where|welche[nr]? (?:\w+ )?(?:laender\w*|maerkte\w*|staaten)|(?:which|what) (?:\w+ )?(?:countries|markets|states))\b/u,
  aside:
    /\b(?:umzieh\w*|ziehen|umzug|umgezogen|mov(?:e|es|ed|ing)|relocat\w*|verleg\w*|brauch\w*|benoetig\w*|need|needed|needs|require[ds]?|steuern?|\w+steuer|tax|taxes|vat|mwst|\w*nummer|number|\w*vertraege?|vertrag|agreement|mpa|wie lange|how long|dauert|marge|margin|rabatt|discount|dokumente?|unterlagen|documents?|sprache|language|support|telefon\w*|phone|passwor[dt]|ansprechpartner|kontakt|contact|muss|muessen|must|empfehl\w*|recommend\w*|find|finden|finde|kennst du|do you know|contract|nenn\w*|rueckverguet\w*|incentives?|provision|bonus)\b/u,
  openWord:
    /(?:^|\| )(?:(?:und|and|also|so|hallo|hi|hello|bitte|please) )?(?:was(?! [§¤])|wie|wann|wer|wieso|warum|weshalb|what|how|when|who|why)\b/u,
  openButAllowed:
    /\b(?:was (?:ist|waere) (?:mit|wenn|denn)|was gilt|was wenn|what (?:about|if)|how about|wie (?:ist|steht|sieht|waere) (?:es|das)|how is it)\b/u,
  andCurrency:
    /\b(?:und|and) (?:\w+ ){0,2}(?:welche\w*|which|what) (?:\w+ )?(?:waehrung|currency)\b/u,
} as const;

export type QuestionSign = keyof typeof ASKS;

/** The signs a masked sentence gives. */
export function signsOf(line: string): ReadonlySet<QuestionSign> {
  const all = Object.keys(ASKS) as QuestionSign[];
  return new Set(all.filter((sign) => ASKS[sign].test(line)));
}
