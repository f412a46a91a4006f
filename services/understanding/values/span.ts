// A value found in a text: what it is, where it stands, and how sure that is.

import type { StepId } from '../../enrollment/steps.ts';

/** What a value is, before it is known which field it fills. */
export type ValueKind =
  | 'legalName'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'state'
  | 'country'
  | 'registrationId'
  | 'vatId'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'supportEmail'
  | 'phone'
  | 'supportPhone'
  | 'fax'
  | 'website'
  | 'partnerId';

/** `likely` is shown and asked before it is kept. */
export type ValueCertainty = 'sure' | 'likely';

export interface ValueSpan {
  readonly kind: ValueKind;
  readonly value: string;
  readonly from: number;
  readonly to: number;
  readonly certainty: ValueCertainty;
}

/** What the text is read against. */
export interface ValueContext {
  /** The open step. */
  readonly step: StepId | undefined;
  /** All known answers and what is on the open card, by input id. */
  readonly values: Readonly<Record<string, string>>;
  /** The field in question on the open card. */
  readonly field: string | undefined;
  readonly language: 'de' | 'en';
  /** The company's or the tenant's country, as ISO code. */
  readonly country: string | undefined;
}

/** Finds values of some kinds. In: text with what was found before blotted out, and what it is read against. */
export type Spotter = (text: string, context: ValueContext) => readonly ValueSpan[];

/** Stands in place of what was found: no word, and the end of every phrase. */
export const BLOT = '¦';

/** The text with the spans blotted out, every other character in its place. */
export function blotted(text: string, spans: readonly ValueSpan[]): string {
  return spans.reduce(
    (rest, { from, to }) => rest.slice(0, from) + BLOT.repeat(to - from) + rest.slice(to),
    text,
  );
}

/** A span of the group `value` of a match, or of all of it. The expression needs the flag d. */
export function spanOf(
  match: RegExpExecArray,
  kind: ValueKind,
  certainty: ValueCertainty = 'sure',
): ValueSpan {
  const [from, to] = match.indices?.groups?.['value'] ?? match.indices?.[0] ?? [0, 0];
  return { kind, value: match[0].slice(from - match.index, to - match.index), from, to, certainty };
}

/** All matches of an expression with the flags d and g. */
export function matches(text: string, expression: RegExp): readonly RegExpExecArray[] {
  return [...text.matchAll(expression)];
}

/** For filtering: each kind once. */
export function isFirstOfKind({ kind }: ValueSpan, at: number, all: readonly ValueSpan[]): boolean {
  return all.findIndex((one) => one.kind === kind) === at;
}
