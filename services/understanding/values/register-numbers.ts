// A company's number in a register, tax numbers that must not be taken for one, and the PartnerID.

import { countryNamed } from './word-list.ts';
import { matches, spanOf, type Spotter, type ValueSpan } from './span.ts';

const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
/** Numbers that tell by themselves which register they are from. */
const REGISTER = [
  String.raw`${START}(?:HR ?[AB]|GnR|PR|VR|GsR)(?:[ -]?(?:Nr|Nummer|No)\.?)?[ :.]*\d(?:[ ]?\d){1,6}${END}(?: [A-Z]{1,3}${END})?`,
  String.raw`${START}FN[ :.]*\d{4,6} ?[a-z]${END}`,
  String.raw`${START}CHE[ -]?\d{3}[. ]?\d{3}[. ]?\d{3}${END}`,
  String.raw`${START}FL-?\d{4}\.\d{3}\.\d{3}-\d${END}`,
  String.raw`${START}(?:SC|NI|OC|SO|NC)\d{6}${END}`,
].map((pattern, at) => new RegExp(`(?<value>${pattern})`, at === 0 ? 'dgu' : 'dgiu'));
const GERMAN_LOWER = new RegExp(
  String.raw`(?<value>${START}(?:hr ?[ab]|gnr|vr)(?: ?nr\.?)?[ :.]*\d{2,6})${END}`,
  'dgiu',
);
/** Numbers that need the words before them. */
const LABELLED =
  /(?:companies house (?:no|number|nr)?[^\d\n¦]{0,14}|registered[^\d\n¦]{0,50}?(?:no|number|nr)[^\d\n¦]{0,4}|company (?:registration )?(?:no|number|reg(?:istration)?|nr)[^\d\n¦]{0,15}|crn[^\d\n¦]{0,4}|reg(?:istration)?\.? (?:no|number|id)[^\d\n¦]{0,6}|registered in [^\d\n¦]{0,40}|kvk[^\d\n¦]{0,10}|rcs [\p{L} -]{2,20}[ab]? ?|siren[^\d\n¦]{0,4}|siret[^\d\n¦]{0,4}|registernummer[^\d\n¦]{0,16}|handelsregister(?:nummer|nr)?[^\d\n¦]{0,20}|firmenbuch(?:nummer|nr)?[^\d\n¦]{0,16}|uid[^\d\n¦]{0,4})(?<value>(?:[A-Z]{2})?\d(?:[ .]?\d){4,13}[a-z]?)(?![\p{L}\p{N}])/dgiu;
const TAX = [
  /(?<!\p{L})(?<value>(?:ust|umsatzsteuer|mwst|vat|uid|steuer|st\.?)[\p{L}.-]*(?:[ -]?(?:id|ident\w*|nr|nummer|no|number|reg))*[^\d\n¦]{0,60}?(?:[A-Z]{2}U?)?[ ]?\d(?:[ /.]?\d){7,13})(?![\p{L}\p{N}])/dgiu,
  /(?<![\p{L}\p{N}])(?<value>(?:DE ?\d{3} ?\d{3} ?\d{3}|ATU ?\d{8}|GB ?\d{3} ?\d{4} ?\d{2}|IE\d{7}[A-Z]{1,2}))(?![\p{L}\p{N}])/dgu,
  /(?<value>(?:iban|bic|kto|konto(?:nummer|nr)?|blz)[.: ]*[A-Z]{0,2}\d[\d ]{5,30})/dgiu,
];
const PARTNER_ID =
  /(?:mpn|partner)[ -]?(?:id|nummer|number|nr)?(?:[- ]id)?[^\d\n¦]{0,14}(?<value>\d(?:[ .]?\d){3,9})(?!\d)/dgiu;

const BARE = /(?<![\p{L}\p{N}+/.-]|\d )(?<value>\d{4,10})(?![\p{L}\p{N}/.-]| \d)/dgu;
const SHORTEST_ID = 5;
const OTHER_NUMBER =
  /(?:regist|handels|firmenbuch|companies house|company (?:no|number|reg)|crn|vat|steuer|ust|hrb|hra|uid|kunden?-?(?:nr|nummer)|customer (?:no|number)|tel|fon|phone|handy|mobil|fax|plz|postleit|postcode|zip|iban|konto|ruf|anruf|call|ring|erreich|seit|since|gegründet|founded|established|anno|jahr|year|invoice|rechnung|ticket|bestell|order|rund|etwa|circa|ca\.|about|around|roughly|über|over|mehr als|more than)[^\d]{0,24}$/iu;
/** „123456 ist unsere Handelsregisternummer“. */
const OTHER_BEHIND =
  /^[^\d,;]{0,24}(?:regist|handels|firmenbuch|companies house|company n|steuer|vat|telefon|phone|postleit|plz|postcode|kundennummer)/iu;
const FOLLOWING =
  /^(?:gilt|gehört|applies|belongs|stammt|kommt|location|standort|und|and|in|aus|from|for|für|ist|is|isch|wäre|sein|would|lautet|heißt|das|that|it|des|bitte|please|danke|thanks|also|so|glaub|glaube|denk|denke|i|ich|hab|habe|haben|wir|we|die|der|the|land|country|ausgestellt|issued|registriert|registered|sollte|should|müsste|müsst|stimmt|oder|or|aber|but|mpn|partnerid|id|unsere|our|mein|meine|my|ja|yes|genau|laut|steht|according|halt|eben|though|mate|lg|vg|mfg|als|as|falls|if|wenn|on|auf|im|via|per|wie|like)$/iu;

/** Register numbers; where the country has none of its own form, those that are named so. */
export const spotRegisterNumbers: Spotter = (text) => {
  if (!/\d/u.test(text)) return [];
  const plain = [...REGISTER, GERMAN_LOWER].flatMap((expression) =>
    matches(text, expression).map((match) => spanOf(match, 'registrationId')),
  );
  const taxes = spotTaxNumbers(text);
  const named = matches(text, LABELLED)
    .map((match) => spanOf(match, 'registrationId'))
    .filter((span) => !taxes.some((tax) => overlaps(tax, span)));
  const alone = [...plain, ...named].filter(
    (span, at, all) => !all.slice(0, at).some((other) => overlaps(other, span)),
  );
  const others = taxes.filter((tax) => !alone.some((span) => overlaps(tax, span)));
  return [...alone, ...others];
};

/** A PartnerID that is named so; at its own step bare digits are one too. */
export const spotPartnerId: Spotter = (text, { step }) => {
  if (!/\d/u.test(text)) return [];
  const named = matches(text, PARTNER_ID)
    .filter(
      (match) =>
        !/(?:since|seit|in|from|von|ab|anno|jahr)[^\d]{0,6}(?:19|20)\d\d$/iu.test(match[0]),
    )
    .map((match) => digitsOnly(spanOf(match, 'partnerId')));
  if (named.length > 0 || step !== 'partnerId') return named;
  const bare = matches(text, BARE).filter((match) => isNumberAlone(text, match));
  return bare.length === 1 ? bare.map((match) => spanOf(match, 'partnerId')) : [];
};

/** Neither a year nor a figure („1500 seats“), nor another number that is named so. */
function isNumberAlone(text: string, match: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, match.index - 40), match.index);
  const after = text.slice(match.index + match[0].length);
  if (OTHER_NUMBER.test(before) || OTHER_BEHIND.test(after)) return false;
  const isYear = /^(?:1[89]|20)\d\d$/u.test(match[0]);
  const isAlone = !/\p{L}/u.test(text.replace(match[0], ''));
  if (isYear || match[0].length < SHORTEST_ID) return isAlone;
  return !isCounted(after);
}

/** „2400 kunden“: a noun follows in the same breath. */
function isCounted(after: string): boolean {
  const [, word = ''] = /^ (\p{L}+)/u.exec(after) ?? [];
  return word !== '' && !FOLLOWING.test(word) && countryNamed(word) === undefined;
}

function digitsOnly(span: ValueSpan): ValueSpan {
  return { ...span, value: span.value.replace(/\D/gu, '') };
}

function spotTaxNumbers(text: string): readonly ValueSpan[] {
  const all = TAX.flatMap((expression) =>
    matches(text, expression).map((match) => spanOf(match, 'vatId')),
  );
  return all.filter((span, at) => !all.slice(0, at).some((other) => overlaps(other, span)));
}

function overlaps(one: ValueSpan, other: ValueSpan): boolean {
  return one.from < other.to && other.from < one.to;
}
