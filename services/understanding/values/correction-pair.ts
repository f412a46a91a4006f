// Corrections that name the old and the new: „78464 statt 78462“, „nicht Hafenstraße 4 sondern 14“, "6, not 4".

import { cleanTail } from './clause.ts';
import { valueFor } from './correction-value.ts';
import { labelsIn, type LabelName } from './labelled.ts';
import type { ValueContext } from './span.ts';

/** What is known of the field that is meant. */
export interface PairTarget {
  readonly label: LabelName | undefined;
  readonly field: string | undefined;
  readonly context: ValueContext;
}

const PAIRS: readonly RegExp[] = [
  /(?<!\p{L})(?:nicht|net|ned|not)\s+(?<old>[^,;]+?),?\s+(?:sondern|but)\s+(?<new>.+)$/iu,
  /^(?:nein,? |no,? |sorry,? )?(?:nicht|net|ned|not)\s+(?:in )?(?<old>[^,;]+?),\s+(?:in )?(?<new>[^,;]+)$/iu,
  /(?<new>[^,;:]+?),?\s+(?:statt|anstatt|anstelle von|instead of|rather than)\s+(?<old>[^,;]+)$/iu,
  /(?:statt|anstatt|instead of)\s+(?<old>[^,;]+?),?\s+(?:muss es |soll es |soll da |it should be |bitte |lieber |eher )?(?<new>[^,;]+)$/iu,
  /(?<new>[^,;:]+?),?\s+(?:und )?(?:nicht|net|ned|not|nich)\s+(?<old>[^,;]+)$/iu,
  /(?<!\p{L})(?:von|from)\s+(?<old>[^,;]+?)\s+(?:auf|zu|in|nach|to)\s+(?<new>[^,;]+)$/iu,
  /(?<!\p{L})aus\s+(?:der |dem )?(?<old>[^,;]+?)\s+(?:bitte |mal |eine? )?(?<new>[^,;\s]+)\s+machen/iu,
  /(?<!\p{L})(?:as|steht|stand|says|said)\s+(?:da |dort )?(?<old>[^,;]+?),?\s+(?:but|aber|obwohl)\s+(?:it['’]?s|it is|es ist|richtig ist|it should be|es heißt|wir sind in|eigentlich)\s+(?<new>[^,;]+)$/iu,
  /(?<old>\S+)\s*(?:->|→|=>)\s*(?<new>.+)$/u,
];
/** Before the new value, in the same breath. */
const LEAD =
  /^.*(?<!\p{L})(?:ist|is|heißt|heisst|heiße|bin|i'm|am|it's|lautet|muss|soll|sollte|should be|sind|schreibt sich|schreibe mich|die|der|das|the|bitte|:)\s+/iu;
const MOST_PART_WORDS = 3;
const ENDING =
  /\s+(?:heißen|sein|lauten|ändern|schreiben|stehen|geschrieben|sind wir|wir|ist es|it is|we are|please|bitte)[\s.!]*$/iu;

/** The field with the new in place of the old. Out: undefined when the text names no such pair, or the old is not known. */
export function replacedValue(
  line: string,
  target: PairTarget,
): { readonly field: string; readonly value: string } | undefined {
  for (const pattern of PAIRS) {
    const groups = pattern.exec(line.replace(/[.!]+$/u, ''))?.groups;
    if (groups === undefined) continue;
    const old = cleanTail((groups['old'] ?? '').replace(ENDING, ''));
    const given = cleanTail((groups['new'] ?? '').replace(ENDING, ''));
    const found = exchanged(old, given, target);
    if (found !== undefined) return found;
  }
  return undefined;
}

function exchanged(
  old: string,
  given: string,
  { field, label, context }: PairTarget,
): { readonly field: string; readonly value: string } | undefined {
  const meant = old === '' ? undefined : fieldOf(old, field, context);
  if (meant === undefined) return undefined;
  const known = context.values[meant] ?? '';
  const bare = withoutNumberWord(withoutLabel(given).replace(LEAD, ''), old);
  const whole = label === 'number' ? undefined : wholeValue(meant, [given, bare], context);
  const isPart = bare.split(' ').length <= MOST_PART_WORDS;
  const value = whole ?? (isPart ? known.replace(wordsPattern(old), bare) : known);
  return value.toLowerCase() === known.toLowerCase() ? undefined : { field: meant, value };
}

/** "number 6 not 4": the word is none of the value's. */
function withoutNumberWord(words: string, old: string): string {
  if (!/^\d+ ?[a-z]?$/iu.test(old)) return words;
  return /(?<!\S)\d+ ?[a-z]?$/iu.exec(words)?.[0] ?? words;
}

function withoutLabel(words: string): string {
  const [label] = labelsIn(words);
  return label?.from === 0 ? words.slice(label.to) : words;
}

/** The field named, or the one whose value has the old words. */
function fieldOf(
  old: string,
  field: string | undefined,
  { values }: ValueContext,
): string | undefined {
  const pattern = wordsPattern(old);
  if (field !== undefined && pattern.test(values[field] ?? '')) return field;
  const fitting = Object.entries(values).filter(([, value]) => pattern.test(value));
  return fitting.length === 1 || /\p{L}{3}|\d{3}/u.test(old) ? fitting[0]?.[0] : undefined;
}

/** „Seewind IT AG, nicht GmbH“ says the whole name; „AG statt GmbH“ a part of it. */
function wholeValue(
  field: string,
  candidates: readonly string[],
  context: ValueContext,
): string | undefined {
  const known = context.values[field] ?? '';
  const values = candidates
    .map((candidate) => valueFor(field, candidate, context))
    .filter((value) => value !== undefined);
  return values.find(
    (value) =>
      value.split(' ').length >= known.split(' ').length ||
      (!/[\p{L}]/u.test(value) && !known.includes(' ')),
  );
}

function wordsPattern(words: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\d])${escaped}(?![\p{L}\d])`, 'iu');
}
