// Names before or behind the word for them: „Vogt mein Name, Vorname Maren“, "Ashby's the surname", „vorne Aylin“.

import { cleanTail } from './clause.ts';
import { fittingValue } from './fitting.ts';
import { inCapitals, personSpans, wholePersonName } from './person.ts';
import { matches, spanOf, type Spotter, type ValueContext, type ValueSpan } from './span.ts';
import { isFirstName } from './word-list.ts';

const NAME = String.raw`\p{L}[\p{L}'’-]*?`;
/** From the beginning of a clause to the word that says which name it is. */
const BEHIND = new RegExp(
  String.raw`(?<=^|[,;.¦] ?|(?<!\p{L})(?:und|and|also|so|ja|jo) )(?<value>${NAME}(?: ${NAME}){0,2}?)(?:['’]s| (?:wird|wäre|waer|ist|is|heißt|would be))?(?: (?:mit|der|die|the|mein|mei|my|our|unsere?|neue|neuer|new|jetzt|nun|now))* (?<label>nachnamen?|familienname|zuname|surname|last name|family name|vornamen?|rufname|first name|forename|name|(?:hauptansprech|ansprech)partner(?:in)?|kontakt(?:person)?|contact(?: person)?|hinten|vorne|vorn)(?![\p{L}])(?! ?[:=])(?! (?:is|ist|lautet|wäre|wird|war|heißt|des|der|of)(?!\p{L}))`,
  'dgiu',
);
const AHEAD = new RegExp(
  String.raw`(?<!\p{L})(?<label>vorne|vorn|hinten)(?: (?:ist|is|heißt|dann|kommt|steht|heiße ich))?:? (?<value>\p{L}[\p{L}'’-]+(?:-\p{L}+)?)(?!\p{L})`,
  'dgiu',
);
const NO_NAME =
  /^(?:first|last|family|given|full|sur|vor|nach|company|firmen|the|der|die|mein|my|our|unser\p{L}*)(?!\p{L})/iu;
const FIRST = /^(?:vor|ruf|first|fore)/iu;
const WHOLE = /^(?:name|\p{L}*ansprechpartner(?:in)?|kontakt(?:person)?|contact(?: person)?)$/iu;

/** Names at the contact's step that a word beside them tells. */
export const spotNamesBehind: Spotter = (text, context) => {
  if (context.step !== 'contact') return [];
  const spans = [...matches(text, BEHIND), ...matches(text, AHEAD)].flatMap((match) =>
    namedBy(match, context),
  );
  return spans.filter(({ kind }, at, all) => all.findIndex((one) => one.kind === kind) === at);
};

function namedBy(match: RegExpExecArray, context: ValueContext): readonly ValueSpan[] {
  const span = spanOf(match, 'lastName');
  const label = match.groups?.['label'] ?? '';
  if (WHOLE.test(label)) return wholeName(span, context);
  const kind = FIRST.test(label) ? 'firstName' : 'lastName';
  const fitting = fittingValue(kind, cleanTail(span.value));
  return fitting === undefined ? [] : [{ ...span, kind, ...fitting }];
}

/** „Vogt mein Name“: alone it is the last name, unless it is known as a first. */
function wholeName(span: ValueSpan, context: ValueContext): readonly ValueSpan[] {
  const name = NO_NAME.test(span.value) ? undefined : wholePersonName(span.value);
  if (name === undefined) return [];
  if (name.firstName !== '' && name.lastName !== '')
    return personSpans(name, span.from, context.field, 'sure');
  const kind = isFirstName(span.value) ? 'firstName' : 'lastName';
  return [{ ...span, kind, value: inCapitals(span.value) }];
}
