// Names, companies and addresses in a line, told by how people write them; and those that are known of a person.

import { literalPattern } from './literal-pattern.ts';

/** A person's data whose words are to be taken out; whatever is not known is left empty. */
export interface KnownWords {
  readonly people: readonly string[];
  readonly companies: readonly string[];
  readonly addresses: readonly string[];
}

export const LEGAL_FORM = String.raw`GmbH(?:\s*&\s*Co\.?\s*(?:KGaA|KG|OHG))?|gGmbH|UG(?:\s*\(haftungsbeschränkt\))?|AG|SE|KGaA|KG|OHG|GbR|PartG(?:\s?mbB)?|mbH|e\.\s?K\.|e\.\s?V\.|e\.\s?U\.|Ltd\.?|Limited|LLC|LLP|PLC|Inc\.?|Corp\.?|B\.V\.|BV|N\.V\.|S\.A\.(?:R\.L\.)?|SAS|SARL|Sàrl|S\.r\.l\.|S\.p\.A\.|ApS|s\.r\.o\.|d\.o\.o\.|Kft\.?|Sp\.\sz\so\.o\.`;
const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’-]*`;
const PARTICLE = String.raw`(?:von|van|vom|zu|zur|de|der|den|del|della|di|da|la|le|el|al|bin|ten)`;
/** How a name is written: up to four words with capitals. */
export const NAME = String.raw`(?:(?:Dr|Prof|Dipl|Ing|Mag)\.[\s-]*)*${WORD}(?:\s+(?:${PARTICLE}\s+)*${WORD}){0,3}`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
/** Words that begin a sentence, or stand before a legal form that is nobody's. */
const NO_NAME_WORDS = String.raw`die|der|das|dem|den|des|eine?[rnms]?|als|kann|können|muss|müssen|darf|dürfen|soll|sollen|wird|wir|unsere?[rnms]?|ihre?[rnms]?|meine?[rnms]?|deine?[rnms]?|keine?[rnms]?|jede[rnms]?|brauchen?|braucht|haben?|hat|ist|sind|gilt|für|bei|mit|von|vom|und|oder|ob|wenn|auch|nur|noch|the|an?|our|your|my|is|are|can|does|do|must|may|should|we|for|as|with|of|and|or|if|wie|was|wer|wo|warum|wann|welche[rnms]?|how|what|which|why|when`;
const NO_NAME = without(NO_NAME_WORDS);
const COMPANY = new RegExp(
  String.raw`${START}${without(anyInitial(NO_NAME_WORDS))}[\p{Lu}\d][\p{L}\p{M}\d'’.-]*(?:\s+(?:&|\+|und|and|[\p{Lu}\d][\p{L}\p{M}\d'’.-]*)){0,6}\s+(?:${LEGAL_FORM})${END}`,
  'gu',
);
const SMALL_COMPANY = new RegExp(
  String.raw`${START}${NO_NAME}[\p{L}\d-]{3,}\s+(?:gmbh|ohg|gbr|llc|ltd)${END}`,
  'giu',
);
const TITLED = [
  new RegExp(
    String.raw`${START}(Frau|Herrn?|Fr\.|Hr\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.|Prof\.)\s+${NAME}`,
    'gu',
  ),
  new RegExp(String.raw`${START}(frau|herrn?|dr\.|prof\.)\s+${NO_NAME}\p{L}{3,}`, 'giu'),
];
const ROLE_WORDS = String.raw`partner|global|admin\w*|geschäftsführ\w*|inhaber\w*|reseller|distributor|kund\w*|mitarbeiter\w*|csp|mpn|microsoft|it|neu\w*|einzelunternehm\w*|freiberuf\w*|selbst\w*|indire[ck]t\w*|dire[ck]t\w*|gast|guest|user|nutzer|chef\w*|leiter\w*|owner|ceo|cto|not|new|now|noch|nicht|schon|jetzt|gerade|seit|in|im|auf|bereits|sicher|unsicher|registriert|angemeldet|hier|da|dabei|fertig`;
const ROLE = without(ROLE_WORDS);
const INTRODUCED = [
  new RegExp(
    String.raw`${START}([Ii]ch bin|[Hh]ier (?:ist|spricht|schreibt)|[Ii] am|[Ii]['’]m|[Tt]his is)\s+${without(anyInitial(ROLE_WORDS))}${without(anyInitial(NO_NAME_WORDS))}${NAME}`,
    'gu',
  ),
  new RegExp(
    String.raw`${START}(ich bin|hier ist|i am|i['’]m|this is)\s+${ROLE}${NO_NAME}(?:(?!(?:von|vom|from|bei)\s)\p{L}+\s+){1,3}(?=(?:von|vom|from)\s)`,
    'giu',
  ),
  new RegExp(
    String.raw`${START}(name(?:\s+ist|\s+is|:)|ich hei(?:ß|ss)e)\s+${NO_NAME}\p{L}[\p{L}'’-]*(?:\s+(?!(?:und|and|von|vom|from|bei|aus|ich|i)\s)\p{L}[\p{L}'’-]*){0,2}`,
    'giu',
  ),
  new RegExp(
    String.raw`${START}(Geschäftsführ(?:er(?:in)?|ung)|Inhaber(?:in)?|Vorstand|CEO|Managing Directors?)\s*:\s*${NAME}(?:\s*(?:,|und|and)\s*${NAME})*`,
    'gu',
  ),
];
const STREET_WORD =
  'straße|strasse|str\\.?|weg|platz|allee|gasse|ring|damm|ufer|chaussee|promenade|steig|graben|markt|hof|pfad|kai|stieg|twiete';
const HOUSE = String.raw`\s*\d{1,4}(?:\s?[a-z]${END})?(?:\s?[-–/]\s?\d{1,4})?(?!\d)`;
/** „Im Schritt 4“ is no street. */
const NO_STREET = without(
  String.raw`schritt|jahr\w*|punkt|kapitel|fall|teil|quartal|stufe|phase|partner\w*|microsoft|windows|office|card|step|tag|woche|monat|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|ersten|abschnitt|bild|feld|frage`,
);
const STREETS = [
  String.raw`${START}\p{L}[\p{L}.-]{0,40}(?:${STREET_WORD})${HOUSE}`,
  String.raw`${START}(?:\p{Lu}[\p{L}.-]{0,40}\s+){1,3}(?:${STREET_WORD})${HOUSE}`,
  String.raw`${START}(?:am|an de[rnm]|im|in de[rnm]|auf de[rm]|zum|zur|unter den|hinter de[rm]|vor dem|beim)\s+${NO_STREET}\p{L}[\p{L}-]+(?:\s+(?!\d)\p{L}[\p{L}-]+)?\s+\d{1,4}\s?[a-z]?${END}(?!\s*\.\s*\d)`,
  String.raw`${START}\d{1,5}\s+(?:[\p{L}.'-]+\s+){1,3}(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|boulevard|blvd\.?|court|square|crescent)${END}`,
  String.raw`${START}\d{1,4},?\s+(?:rue|avenue|boulevard|place|chemin)\s+(?:de\s+la\s+|des?\s+|du\s+|l['’])?[\p{L}-]+`,
  String.raw`${START}(?:postfach|p\.?\s?o\.?\s?box|case postale)\s*[\d\s]{1,9}`,
].map((pattern) => new RegExp(pattern, 'giu'));
const UNITS =
  'Euro|EUR|USD|CHF|Dollar|Franken|Lizenzen|Licenses|Nutzern?|Users?|Kunden|Customers|Seats|Partnern?|Mitarbeitern?|Stück|Tagen?|Stunden|Zeichen|Punkten?';
const CITY = String.raw`(?!(?:${UNITS})${END})${WORD}(?:(?:\s+(?:am|an\sder|im|in\sder|ob\sder|bei)\s+|[\s-])\p{Lu}[\p{L}.-]+){0,3}`;
const PLACES = [
  new RegExp(String.raw`${START}(?:(?:DE|AT|CH|D|A|L)[-\s])\d{4,5}\s+${CITY}`, 'gu'),
  new RegExp(String.raw`${START}\d{5}\s+${CITY}`, 'gu'),
  new RegExp(String.raw`(?<=\[Adresse\][,;|·\s]{0,4})\d{4,6}\s+${CITY}`, 'gu'),
  new RegExp(String.raw`${START}[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}${END}`, 'gu'),
];
const REGISTERED =
  /(?<![\p{L}\p{N}])(?:HR[AB](?:[\s-]*Nr\.?)?[:\s]*\d[\d\s]*|Amtsgericht\s+\p{Lu}\p{L}+(?:\s+\(?\p{Lu}\p{L}+\)?)?|(?:USt-?Id(?:-?Nr)?\.?|VAT(?: ID| No\.?)?|UID|Steuernummer|St\.-Nr\.)[:\s]*[A-Z]{0,3}[\d\s/-]{6,})/gu;
/** Words with capitals are no name when one of them is of the program. */
export const PROGRAM_WORD =
  /partner|microsoft|center|admin|agreement|vertrag|csp|reseller|tenant|billing|lizenz|license|support|azure|office|teams|status|entra/iu;
/** At least two words with capitals, before contact data. */
const BESIDE_MARK = new RegExp(
  String.raw`(?<=^|[.?!,;|\]]\s{0,3})(?=\S+\s+\p{Lu})${NAME}(?=[\s,;|·–-]{1,5}\[(?:Firma|Adresse|E-Mail|Telefon|Register|Link)\])`,
  'gu',
);
/** Names that are no name: what tests and forms are filled with. */
const GENERIC =
  /^(?:user|test|tester|person|admin|partner|bot|lotse|gast|guest|firma|company|gmbh|microsoft|teams|und|von|der|the|alex|it|csp|support|vertrieb|sales|team|systemhaus|consulting|cloud|services?|solutions?)$/iu;
const SHORTEST_WORD = 3;

/** Words of a pattern whose capitals count, with a small or a capital letter at their beginning. */
export function anyInitial(words: string): string {
  return words.replace(/(?<=^|\|)\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Takes out what is written like a name, a company or an address. */
export function withoutPersonalWords(line: string): string {
  const free = line.replace(REGISTERED, '[Register]');
  const placed = STREETS.reduce((rest, pattern) => rest.replace(pattern, '[Adresse]'), free);
  const homeless = PLACES.reduce((rest, pattern) => rest.replace(pattern, '[Adresse]'), placed);
  const freed = homeless.replace(COMPANY, '[Firma]');
  const titled = TITLED.reduce((rest, pattern) => rest.replace(pattern, '$1 [Name]'), freed);
  const named = INTRODUCED.reduce((rest, pattern) => rest.replace(pattern, '$1 [Name] '), titled);
  return named.replace(SMALL_COMPANY, '[Firma]');
}

/** Takes out names that stand beside contact data, as in a signature of one line. In: a line with marks in it. */
export function withoutNamesBesideMarks(line: string): string {
  return line.replace(BESIDE_MARK, (found) => (PROGRAM_WORD.test(found) ? found : '[Name]'));
}

/** Takes out what is known of a person and their company, however its capitals are. */
export function withoutKnownWords(line: string, known: KnownWords): string {
  const companies = known.companies.flatMap((name) => [name, withoutForm(name)]);
  const whole: readonly (readonly [readonly string[], string])[] = [
    [known.addresses, '[Adresse]'],
    [companies, '[Firma]'],
    [known.people, '[Name]'],
  ];
  const without = whole.reduce(
    (rest, [texts, mark]) =>
      texts.filter(isTelling).reduce((left, text) => left.replace(wholeOf(text), mark), rest),
    line,
  );
  const parts = known.people.flatMap((name) => name.split(/[\s,.()]+/u)).filter(isTelling);
  return parts.reduce((rest, part) => rest.replace(partOf(part), '[Name]'), without);
}

/** Whether a line has a street, a place or a post box in it. */
export function hasAddress(line: string): boolean {
  return [...STREETS, ...PLACES].some((pattern) => line.search(pattern) >= 0);
}

function isTelling(text: string): boolean {
  return text.trim().length >= SHORTEST_WORD && !GENERIC.test(text.trim());
}

function wholeOf(text: string): RegExp {
  const words = text
    .trim()
    .split(/\s+/u)
    .map(literalPattern)
    .join(String.raw`\s+`);
  return new RegExp(`${START}${words}s?${END}`, 'giu');
}

/** A part of a name only as a name is written: „Klein“, not „klein“. */
function partOf(part: string): RegExp {
  const written = part
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}])\p{L}/gu, (first) => first.toUpperCase());
  const forms = [part, written, part.toUpperCase()].filter((form) => form !== part.toLowerCase());
  return new RegExp(`${START}(?:${forms.map(literalPattern).join('|')})s?${END}`, 'gu');
}

function withoutForm(name: string): string {
  return name.replace(new RegExp(String.raw`\s+(?:${LEGAL_FORM}).*$`, 'iu'), '');
}

function without(words: string): string {
  return String.raw`(?!(?:${words})(?![\p{L}\p{N}]))`;
}
