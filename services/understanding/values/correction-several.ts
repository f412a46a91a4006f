// Several values put right at once: „Vorname Karin, Nachname Holz“, a whole new address, another contact person.

import { isSharedMailbox } from './addresses-online.ts';
import { valueFor } from './correction-value.ts';
import { labelsIn, type LabelName } from './labelled.ts';
import type { ValueContext, ValueKind } from './span.ts';
import { spotted } from './values.ts';

/** A field and what it should be. */
export interface NewValue {
  readonly field: string;
  readonly value: string;
}

const ADDRESS =
  /(?<!\p{L})(?:\p{L}*adresse|anschrift|address|umgezogen|umzug|moved|relocated|sitzen|shifted|office|büro|straße|street)(?!\p{L})/iu;
const CONTACT =
  /(?<!\p{L})(?:\p{L}*ansprechpartner(?:in)?|ansprechperson|kontaktperson|kontakt|contact(?: person)?|in charge|zuständig)(?!\p{L})/iu;
const ADDRESS_KINDS: readonly ValueKind[] = ['street', 'postalCode', 'city'];
const PERSON_KINDS: readonly ValueKind[] = ['firstName', 'lastName', 'email', 'phone'];
/** Between a label and its new value. */
const LEAD =
  /^[\s,:=]*(?:(?:neu|jetzt|nun|now|new|muss|müsste|soll|sollte|should(?: now)? be|must be|needs to be|has to be|sein|is|ist|wäre|wird|lautet|heißt|auf|zu|in|to|into|:)(?!\p{L})[\s,:]*)+/iu;
const BETWEEN =
  /[\s,;.]*(?:(?:und|and|sowie|plus|die|der|das|the|mein\p{L}*|my|our|unser\p{L}*)[\s,;]*)*$/iu;
const ENDING = /\s+(?:sein|heißen|lauten|ändern|stehen|please|bitte)[\s.!]*$/iu;

/** New values of two fields or more. In: what field a label names. Out: none when fewer are told. */
export function severalValues(
  line: string,
  context: ValueContext,
  fieldOf: (label: LabelName) => string,
): readonly NewValue[] {
  const labelled = behindLabels(line, context, fieldOf);
  if (labelled.length > 1) return changed(labelled, context);
  const address = ADDRESS.test(line) ? spansOf(line, ADDRESS_KINDS, 'company', context) : [];
  if (address.length > 1 && address.some(({ field }) => field === 'street'))
    return changed(address, context);
  const person = CONTACT.test(line) ? spansOf(line, PERSON_KINDS, 'contact', context) : [];
  const isNamed = ['firstName', 'lastName'].every((one) =>
    person.some(({ field }) => field === one),
  );
  return isNamed ? changed(person, context) : [];
}

function behindLabels(
  line: string,
  context: ValueContext,
  fieldOf: (label: LabelName) => string,
): readonly NewValue[] {
  const labels = labelsIn(line);
  const found = labels.flatMap((label, at): readonly NewValue[] => {
    if (label.name === 'number') return [];
    const field = fieldOf(label.name);
    const piece = line.slice(label.to, labels[at + 1]?.from);
    const words = piece.replace(LEAD, '').replace(BETWEEN, '').replace(ENDING, '');
    const value = valueFor(field, words, context);
    return value === undefined ? [] : [{ field, value }];
  });
  return found.filter(({ field }, at) => found.findIndex((one) => one.field === field) === at);
}

function spansOf(
  line: string,
  kinds: readonly ValueKind[],
  step: 'company' | 'contact',
  context: ValueContext,
): readonly NewValue[] {
  const field = step === 'company' ? 'street' : 'firstName';
  const spans = spotted(line, { ...context, step, field });
  return kinds.flatMap((kind): readonly NewValue[] => {
    const own = spans.find((span) => span.kind === kind && !isShared(kind, span.value));
    return own === undefined ? [] : [{ field: kind, value: own.value }];
  });
}

function isShared(kind: ValueKind, value: string): boolean {
  return kind === 'email' && isSharedMailbox(value);
}

function changed(
  values: readonly NewValue[],
  { values: known }: ValueContext,
): readonly NewValue[] {
  return values.filter(({ field, value }) => known[field] !== value);
}
