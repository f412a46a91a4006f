// A phone number as it stands in a signature: „Tel.: 089/123-0 DW 12 (Zentrale)“. What is dialled is taken out of the words
// around it; whether there is such a number is for libphonenumber to say.

import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { plainText } from './plain-text.ts';

/** What a line says: one number, several, or one for faxes only. */
export type PhoneLine =
  | {
      readonly kind: 'number';
      /** The number itself, "+" before a country code. */
      readonly number: string;
      /** Digits dialled right after it, where a direct line was named. */
      readonly directDial: string;
    }
  | { readonly kind: 'several' }
  | { readonly kind: 'fax' };

const LABEL_WORD = String.raw`(?:tel(?:e(?:f|ph)on(?:o|e)?)?|durchwahl|natel|phone|fon|ph|ruf|mob(?:il(?:e|telefon)?)?|handy|cell(?:ulare|ulaire)?|gsm|festnetz|zentrale|b(?:ü|ue)ro|office|direkt|direct|gesch(?:ä|ae)ftlich|dienstlich|support|hotline|kontakt|call|t|m|p|d|o|☎|✆|📞|📱)`;
const FAX_WORD = '(?:tele)?fax';
const LABEL_END = String.raw`(?:[\s.-]*(?:nummer|nr|no)(?!\p{L}))?(?:\s*\([^)\d]*\))?\s*[.:]*\s*`;
/** „Tel.:“, „T “, „Telefon/Fax:“, „Tel. (Büro):“, one or more. */
const LABELS = new RegExp(
  String.raw`^(?:(?:tel|callto|sms|whatsapp):|${LABEL_WORD}(?=nummer|nr|[^\p{L}])${LABEL_END}(?:[/+&,]\s*(?:${LABEL_WORD}|${FAX_WORD})(?!\p{L})${LABEL_END})*)+`,
  'iu',
);
const FAX_LINE = new RegExp(
  String.raw`^(?:${FAX_WORD}|f)(?=nummer|nr|[^\p{L}])${LABEL_END}(?=[+(\d])`,
  'iu',
);
const FAX_AFTER = new RegExp(String.raw`[\s,;|·•/–-]+(?:${FAX_WORD}|f[:.])(?!\p{L}).*$`, 'iu');
/** „(Zentrale)“, „(Mo–Fr 9–17 Uhr)“; „(0)“ and „(089)“ are part of the number. */
const NOTE = /\s*[([][^()[\]]*\p{L}[^()[\]]*[)\]]\s*$/u;
/** „(DW 12)“ is part of the number too. */
const IN_BRACKETS = /\(\s*((?:dw|durchw|klappe|nst|nebenst|app)[^()]*\d)\)\s*$/iu;
const CHAT_LINK = /^(?:https?:\/\/)?(?:www\.)?wa\.me\/\+?/iu;
const NOTE_WORD = new RegExp(
  String.raw`(?:\s+[-–]?|\s*,)\s*(?:zentrale|vermittlung|empfang|sekretariat|mobil|mobile|handy|b(?:ü|ue)ro|office|main|direkt|direct|festnetz|dw|durchwahl)\.?$`,
  'iu',
);
/** Direct lines by their names in Germany and Austria; they are dialled right after the number of the house. */
const DIRECT_DIAL =
  /[\s,;/–-]*(?:dw|durchwahl|durchw|kl|klappe|nst|nebenst|nebenstelle|app|apparat)(?!\p{L})[.:]?\s*[-–]?\s*(\d{1,5})$/iu;
/** An extension of the house alone: whoever calls from outside is put through. */
const INTERNAL =
  /[\s,;/–-]*(?:\b(?:intern|int|extension|ext|poste|interno|anexo|dahili|wew)(?!\p{L})[.:]?|\bx(?=\s*\d)|#)\s*[-–]?\s*\d{1,6}$/iu;
const BETWEEN_NUMBERS =
  /\s(?:oder|or|bzw\.?|und|and|ou|sowie|&|\+)\s|[;|]|,\s*(?=[+0(])|\s\/\s*(?=\+|00|0\d{2})/iu;
/** „-11/-12“, „-11 / 12“. */
const TWO_DIRECT_LINES = /-\s*\d{1,4}\s*\/\s*-?\s*\d{1,4}$/u;
const SHORTEST = 5;
/** The zero of the switchboard gives way to the direct line's digits: „123-0“ and 12 is „12312“. */
const SWITCHBOARD = /\s*[-–]\s*0$/u;

/** Takes the number out of a typed or pasted line. */
export function readPhoneLine(text: string): PhoneLine {
  const line = plainText(text);
  if (FAX_LINE.test(line)) return { kind: 'fax' };
  const bare = withoutWords(line.replace(CHAT_LINK, '+').replace(LABELS, ''));
  if (isSeveral(bare) || TWO_DIRECT_LINES.test(bare)) return { kind: 'several' };
  const [direct, directDial = ''] = DIRECT_DIAL.exec(bare) ?? [];
  const withoutDirect = direct === undefined ? bare : bare.slice(0, -direct.length);
  const house = withoutDirect.replace(INTERNAL, '');
  const number = directDial === '' ? house : house.replace(SWITCHBOARD, '');
  return { kind: 'number', number: withPlus(number), directDial };
}

/** A number kept as E.164, as people read it: „+49 30 901820“. Anything else comes back as it is. */
export function phoneShown(kept: string): string {
  if (!/^\+\d{5,}$/u.test(kept)) return kept;
  return parsePhoneNumberFromString(kept)?.formatInternational() ?? kept;
}

function withoutWords(line: string): string {
  const alone = line.replace(FAX_AFTER, '').replace(/\p{Pd}/gu, '-');
  const once = alone.replace(IN_BRACKETS, '$1').replace(NOTE, '').replace(NOTE_WORD, '');
  return once === alone ? once.trim() : withoutWords(once);
}

function isSeveral(line: string): boolean {
  const numbers = line.split(BETWEEN_NUMBERS).filter((part) => digitsIn(part) >= SHORTEST);
  return numbers.length > 1;
}

function digitsIn(text: string): number {
  return text.replace(/\D/gu, '').length;
}

/** „(+49) 89“, „0049 (0) 89“, „+49-(0)89“, "+ 49": a plus before the country's code, and no zero in brackets behind it. */
function withPlus(number: string): string {
  const plain = number.replace(/^\(\s*((?:\+|00)\s*[1-9]\d{0,2})\s*\)/u, '$1 ');
  const dialled = plain.replace(/^(?:00|\+\s*\+?)\s*(?=[1-9])/u, '+');
  return dialled.startsWith('+') ? dialled.replace(/\(\s*0\s*\)/u, ' ') : dialled;
}
