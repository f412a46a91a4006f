// Where a company sits, as said in a sentence: „wir sitzen in Konstanz“, "our tenant is in Ireland"; and countries alone.

import { cityAt } from './city.ts';
import { matches, type Spotter, type ValueSpan } from './span.ts';
import { countryNamed, isLinking, placedWords, type PlacedWord } from './word-list.ts';

const FRAME =
  /(?<!\p{L})(?:sitzen|sitz|sit|situated|sitting|sind|ist|liegt|liegen|befindet sich|firmensitz|hauptsitz|zuhause|kommen|komme|sitze|aus|standort|based|located|are|we're|we['’]re|is|office|büro|from|live|angelegt|registriert|registered)(?!\p{L})(?:[ ]+(?:hier|alle|tun wir|tun mir|wir|mir|ich|we|auch|halt|mitten|direkt|based|located|zuhause|daheim|übrigens|das|unser|büro|sitz|der|ist|aber|bei|uns|right|in the (?:city|town) of))*[ ]+(?:in der|in die|in the|in|aus der|aus|from the|from|at|near|bei)[ ]+(?=\p{L})/dgiu;
/** Words that may stand around a country's name when it is meant as a value. */
const AROUND =
  /^(?:ja|jo|yes|yep|also|so|wir|we|we're|we’re|ich|i|bin|i'm|bin's|das|dass|that|that's|that’s|would|be|me|ist|is|it's|it’s|sind|are|sitzen|sitz|liegt|liegen|kommen|unser|unsere|unserer|our|the|der|die|in|aus|from|of|für|mandant|mandanten|tenant|tenants|land|staat|country|konto|account|firma|company|firmensitz|hauptsitz|standort|microsoft|angelegt|registriert|registered|based|located|natürlich|klar|bitte|please|eben|halt|nur|alles|auch|und|and|sitzt|befindet|sich|wurde|was|created|set|up|steht|auf|on|admin|administrator|global|globaler|globale|partnerid|mpn|id|\d+|mein|meine|my|sure|sicher|doch|hier|here|wohl|office|büro|denke|think|glaub|glaube|as|als|region|location|eröffnet|opened|erstellt|eingerichtet|aufgesetzt|gegründet|stadt|ort|city|wo|sonst|where|else|deren|selbst|selber|aber|oder|or|deutsch|obviously|offensichtlich|course|weil|since|both|beide|momentan|derzeit|currently|mir|mer|dr|isch|san|sin|sitzet|hocket|hocken|sitzn|dahoam|ours|itself|ourselves|naturally|then|now|jetzt|actually|eigentlich|genau|exactly|right|though|übrigens|zwar|may|should|wäre|waer|müsste|sollte|that'd|it'd|that’d|ausgestellt|issued|gilt|for|to|belongs|it'll|lautet|nummer|number|unsre|unser's|komplett|tatsächlich|hosted|gehostet|läuft|but|beheimatet|daheim|zuhause|home|habe|hab|have|has|got|gibt|fällt|under|ireland's|in's|sitz's|globaladmin|adminrechte|rechte|nämlich)$/iu;
const MOST_AROUND = 2;

/** Cities and countries that somebody says they are in. */
export const spotSeats: Spotter = (text, { step }) =>
  matches(text, FRAME).flatMap((match): readonly ValueSpan[] => {
    const at = match.index + match[0].length;
    const city = cityAt(text, at);
    const frame = text.slice(Math.max(0, match.index - 25), at);
    if (city === undefined || /(?:kunde|customer|partner)/iu.test(frame)) return [];
    const country = countryNamed(city.value);
    if (country !== undefined || step === 'account' || step === 'partnerId') return [];
    return [{ kind: 'city', value: city.value, from: at, to: city.to, certainty: 'sure' }];
  });

/** A country in a clause that has nothing else but words that say it is the answer. */
export const spotCountries: Spotter = (text) => {
  const named = clausesOf(text).flatMap((clause) => countryOfClause(clause.text, clause.from));
  return new Set(named.map(({ value }) => value)).size === 1 ? named.slice(0, 1) : [];
};

/** Between commas, „und“ and „aber“. */
function clausesOf(text: string): readonly { readonly text: string; readonly from: number }[] {
  const ends = [...text.matchAll(/[,;¦()]| [–-] |(?<!\p{L})(?:und|and|aber|but)(?!\p{L})|$/giu)];
  return ends.map((end, at) => {
    const before = ends[at - 1];
    const from = before === undefined ? 0 : before.index + before[0].length;
    return { text: text.slice(from, end.index), from };
  });
}

function countryOfClause(text: string, offset: number): readonly ValueSpan[] {
  const words = placedWords(text);
  const named = namesIn(text, words);
  const [first] = named;
  if (first === undefined) return [];
  if (named.some(({ value }) => value !== first.value)) return named;
  const others = words.filter(
    ({ from, to, text: word }) => (to <= first.from || from >= first.to) && !isAround(word),
  );
  const isSentence =
    others.length > MOST_AROUND || others.some(({ text: word }) => !isLinking(word));
  return isSentence ? [] : [{ ...first, from: first.from + offset, to: first.to + offset }];
}

function isAround(word: string): boolean {
  return AROUND.test(word) || AROUND.test(word.replace(/(?:\.|['’]s)$/u, ''));
}

function namesIn(text: string, words: readonly PlacedWord[]): readonly ValueSpan[] {
  let end = 0;
  return words.flatMap((word, at) => {
    if (word.from < end) return [];
    const spans = [3, 2, 1]
      .map((length) => words[at + length - 1])
      .filter((end) => end !== undefined);
    const found = spans.find((end) => countryNamed(text.slice(word.from, end.to)) !== undefined);
    if (found === undefined) return [];
    end = found.to;
    const code = countryNamed(text.slice(word.from, found.to)) ?? '';
    return [
      { kind: 'country', value: code, from: word.from, to: found.to, certainty: 'sure' } as const,
    ];
  });
}
