// Streets with their numbers: „Am Alten Markt 12a“, „hafenstr 4“, "7 Bridge Street", "Unit 4, Harbour Business Park".

import { matches, type Spotter, type ValueContext, type ValueSpan } from './span.ts';
import { isCapitalized, isContent, isTelling, placedWords } from './word-list.ts';

const NUMBER = String.raw`\d{1,4} ?(?:[a-z](?![\p{L}]))?(?: ?[-–/+] ?\d{1,4}(?!\d|\. ?(?:og|stock|et)) ?(?:[a-z](?![\p{L}]))?)?(?: ?[/,] ?\d{1,2}\. ?(?:og|stock|etage))?`;
const TYPE = String.raw`(?:straße|strasse|strase|straß|strass|stroß|str|weg|platz|pl|allee|gasse|gass|gässle|ring|damm|ufer|chaussee|markt|hof|steig|pfad|berg|graben|kai|promenade|zeile|park|gewerbepark|wall|stieg|brücke|garten|tor|feld|anger|winkel|terrasse|kamp|redder|twiete|quai|gässli|rain|halde|siedlung|zentrum|center|industriegebiet|gewerbegebiet|straat|laan|gracht|weg|kade|plein)`;
/** Everyday words that are a street's name before its type: „Lange Gasse 8“. */
const STREET_ADJECTIVE =
  /^(?:Lange|Kurze|Alte|Neue|Hohe|Breite|Obere|Untere|Kleine|Große|Grosse|Innere|Äußere|Hintere|Vordere|Mittlere|Krumme|Enge|Schöne|Rote|Grüne|Weiße|Schwarze)[rn]?$/u;
const GERMAN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<value>(?<name>[\p{L}.'’-]*${TYPE}\.?) ?(?:nr\.? ?)?(?<number>${NUMBER}))(?![\p{L}\p{N}]|[.,]\d)`,
  'dgiu',
);
/** „Am Hafen 4“, „Unter den Linden 5“, „In der Lerchenau 7“, „Alter Markt 2“. */
const LED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<value>(?:am|an der|an den|im|in der|in den|auf der|auf dem|auf den|zum|zur|unter den|unter der|bei der|beim|hinter der|vor dem|alte[rs]?|neue[rs]?|obere[rs]?|untere[rs]?) (?<name>[\p{L}.'’-]{3,}(?: [\p{L}.'’-]{3,})?) (?<number>${NUMBER}))(?![\p{L}\p{N}]|[.,:]\d| ?(?:uhr|stock|etage|jahr|tag|woche|monat|minute|stunde|leute|mitarbeiter))`,
  'dgiu',
);
const ROMANCE =
  /(?<![\p{L}\p{N}])(?<value>(?:\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|impasse|allée|quai|route)(?: (?:de|du|des|la|le|les|l’|l'))*(?: ?\p{Lu}[\p{L}'’-]+){1,4}|(?:Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Paseo|Rua|Rue|Avenue|Route|Chemin)(?: \p{L}[\p{L}'’.-]+){1,4},? \d{1,4}))(?![\p{L}\p{N}])/dgu;
const ENGLISH =
  /(?<![\p{L}\p{N}#])(?<value>(?:(?:the )?(?:[\p{L}'’]+ ){1,2}(?:house|mill|barn|building|court|centre|works|lodge|hall|farm|studios?), )?(?:(?:unit|suite|flat|floor|level|apartment|office|block)\.? [\p{L}\p{N}]{1,4},? )?\d{1,5}[a-z]?(?:-\d{1,5})? (?:[\p{L}'’.-]+ ){1,4}?(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|way|close|court|ct|square|sq|place|pl|quay|terrace|row|hill|park|parade|walk|mews|gardens|crescent|grove|wharf|green|boulevard|blvd|parkway|pkwy|highway|hwy|yard|gate|bank|view|circle|plaza|embankment|strand)\.?(?:,? (?:suite|ste|unit|floor|flat|#)\.? ?[\p{L}\p{N}]{1,5})?)(?![\p{L}\p{N}])/dgiu;
/** „Unit 7 Canal Wharf“ */
const UNIT_PLACE =
  /(?<![\p{L}\p{N}])(?<value>(?:unit|suite|flat|block) [\p{L}\p{N}]{1,4} (?:[\p{L}'’]+ ){1,3}(?:park|estate|centre|center|house|court|building|works|mill|wharf|quay|yard|street|road|lane|avenue|drive|way))(?![\p{L}\p{N}])/dgiu;
const UNIT =
  /(?<![\p{L}\p{N}])(?<value>(?:unit|suite|flat|block) [\p{L}\p{N}]{1,4}, ?[^,\n¦|]*(?:park|estate|centre|center|house|court|building|works|mill)(?:, ?[^,\n¦|]*(?:street|road|lane|avenue|drive|way))?)(?![\p{L}\p{N}])/dgiu;

/** In capitals it is part of the name: „Am Seeufer 4“. */
const LEAD =
  /(?:^|[\n,;|¦ ])(?<lead>(?:An der|Am|Im|Auf der|Zur|Zum|In der|Unter der|Alte[rs]?|Neue[rs]?)(?: \p{Lu}[\p{L}'’.-]+){0,2}) $/du;

/** Streets that tell by their own words that they are one. */
export const spotStreets: Spotter = (text) => {
  if (!/\d/u.test(text)) return [];
  const german = matches(text, GERMAN).flatMap((match) => extended(text, match));
  const spansBy = (expressions: readonly RegExp[]) =>
    expressions.flatMap((expression) =>
      matches(text, expression).filter(isPlaceName).map(wholeSpan),
    );
  const typed = longestApart([...german, ...spansBy([UNIT, UNIT_PLACE, ENGLISH, ROMANCE])]);
  const led = spansBy([LED]).filter((span) => !typed.some((other) => overlaps(span, other)));
  return [...typed, ...led];
};

/** Whether a line on its own may be a street: words and a number, no sentence. */
export function isStreetLine(line: string, { field }: Pick<ValueContext, 'field'>): boolean {
  const words = placedWords(line);
  if (!/\d/u.test(line) || words.length > 8 || line.length > 80) return false;
  const isBlock =
    field === 'street' && /^\p{L} ?\d{1,2},? ?\d{1,3}[a-z]?(?:[-–/]\d+)?$/u.test(line);
  const hasName = words.some(({ text }) => /\p{L}{3}/u.test(text) && isContent(text));
  const isFirstOrLast = /^\d{1,5}[a-z]?[ ,]|\d{1,4} ?[a-z]?$/iu.test(line.trim());
  return isBlock || (hasName && isFirstOrLast && !words.some(({ text }) => isTelling(text)));
}

function wholeSpan(match: RegExpExecArray): ValueSpan {
  const [from, to] = match.indices?.groups?.['value'] ?? [0, 0];
  const value = (match.groups?.['value'] ?? '').trim();
  return { kind: 'street', value, from, to: Math.min(to, from + value.length), certainty: 'sure' };
}

/** „Am Freitag 9“ and „im Moment 3“ are no streets. */
function isPlaceName(match: RegExpExecArray): boolean {
  const name = match.groups?.['name'];
  const words = placedWords(name ?? match.groups?.['value'] ?? '');
  return !words.some(({ text }) => isTelling(text) && (name !== undefined || !isCapitalized(text)));
}

/** „Lange Straße 5“, „Dr.-Bonhoeffer-Weg 2“: the words before belong to it as long as they can. */
function extended(text: string, match: RegExpExecArray): readonly ValueSpan[] {
  const span = wholeSpan(match);
  const before = text.slice(0, span.from);
  const from = leadStart(before) ?? nameStart(before, match.groups?.['name'] ?? '');
  return from === undefined ? [] : [startingAt(text, span, from)];
}

function leadStart(before: string): number | undefined {
  return LEAD.exec(before)?.indices?.groups?.['lead']?.[0];
}

/** Out: undefined for „Straße 5“, which lacks its name. */
function nameStart(before: string, name: string): number | undefined {
  const isAlone = isTypeAlone(name);
  const [phrase = ''] = /[^\n,;|¦:]*$/u.exec(before) ?? [];
  const words = placedWords(phrase).slice(-3);
  const [first] = words.slice(words.findLastIndex((word) => !isStreetWord(word.text, name)) + 1);
  if (first === undefined) return isAlone ? undefined : before.length;
  const isPart = isAlone || isCapitalized(first.text);
  return isPart ? before.length - phrase.length + first.from : before.length;
}

function isStreetWord(word: string, name: string): boolean {
  if (STREET_ADJECTIVE.test(word)) return true;
  return /\p{L}/u.test(word) && isContent(word) && (isCapitalized(word) || !isCapitalized(name));
}

function isTypeAlone(name: string): boolean {
  return new RegExp(`^${TYPE}\\.?$`, 'iu').test(name);
}

function startingAt(text: string, span: ValueSpan, from: number): ValueSpan {
  return { ...span, from, value: text.slice(from, span.to) };
}

function longestApart(spans: readonly ValueSpan[]): readonly ValueSpan[] {
  const byLength = [...spans].sort((a, b) => b.to - b.from - (a.to - a.from));
  return byLength.filter(
    (span, at) => !byLength.slice(0, at).some((other) => overlaps(span, other)),
  );
}

function overlaps(one: ValueSpan, other: ValueSpan): boolean {
  return one.from < other.to && other.from < one.to;
}
