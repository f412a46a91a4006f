// Messages with values in words, as the fixtures keep them: one line each, or a block.

import { readFileSync } from 'node:fs';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { type StepId, isStepId } from '../../services/enrollment/steps.ts';
import type { ReadOutcome } from '../../services/understanding/values/values.ts';
import type { ValueContext } from '../../services/understanding/values/span.ts';

export interface ValueLine {
  readonly say: string;
  readonly context: ValueContext;
  readonly kind: 'none' | 'unknown' | 'empty' | 'values';
  readonly values: Readonly<Record<string, string>>;
  /** Fields that may have this value or none. */
  readonly allowed: Readonly<Record<string, string>>;
  readonly emptied: readonly string[];
}

const FOLDER = new URL('../fixtures/values/', import.meta.url);
const PHONES = new Set(['phone', 'supportPhone']);

/** The lines of a fixture. */
export function valueLines(file: string): readonly ValueLine[] {
  let language: 'de' | 'en' = 'de';
  let country = 'DE';
  return textOf(file)
    .split('\n')
    .flatMap((line) => {
      const head = /^\[(de|en) (..)\]$/u.exec(line);
      if (head !== null) [language, country] = [head[1] as 'de' | 'en', head[2] ?? ''];
      const parts = /^(\w+)(?:\/(\w+))?: (.*) => (.*)$/u.exec(line);
      if (parts === null) return [];
      const [, step = '', field, say = '', meant = ''] = parts;
      return [
        valueLine({
          say: say.replaceAll(String.raw`\n`, '\n'),
          meant,
          context: contextOf(step, field, { language, country }),
        }),
      ];
    });
}

/** The blocks of a fixture. */
export function valuePastes(file: string): readonly ValueLine[] {
  return textOf(file)
    .split(/^### /mu)
    .slice(1)
    .map((block) => {
      const [, step = '', language = 'de', country = '', say = '', meant = ''] =
        /^(\w+) (\w\w) (\w\w)\n([\s\S]*)\n=> (.*)\s*$/u.exec(block) ?? [];
      return valueLine({
        say,
        meant,
        context: contextOf(step, undefined, { language: language as 'de' | 'en', country }),
      });
    });
}

/** What is wrong with what was read: missing and other values, each with the one that came. */
export function valueFaults(
  { values, allowed, kind, emptied, context }: ValueLine,
  read: ReadOutcome,
): readonly string[] {
  const came = Object.fromEntries(read.values.map(({ field, value }) => [field, value]));
  const wrong = Object.entries(came).filter(
    ([field, value]) => !isSame(field, value, values[field] ?? allowed[field], context),
  );
  const missing = Object.entries(values).filter(([field]) => came[field] === undefined);
  const faults = [
    ...wrong.map(([field, value]) => `wrong ${field}=${value}`),
    ...missing.map(([field, value]) => `missing ${field}=${value}`),
  ];
  if (kind !== 'values' && read.kind !== kind) faults.push(`kind ${read.kind}, not ${kind}`);
  if (emptied.join(' ') !== read.emptied.join(' '))
    faults.push(`emptied ${read.emptied.join(' ')}`);
  return faults;
}

interface Reading {
  readonly language: 'de' | 'en';
  readonly country: string;
}

function contextOf(
  step: string,
  field: string | undefined,
  { language, country }: Reading,
): ValueContext {
  const open: StepId | undefined = isStepId(step) ? step : undefined;
  return { step: open, field, language, country, values: {} };
}

function valueLine({
  say,
  meant,
  context,
}: {
  say: string;
  meant: string;
  context: ValueContext;
}): ValueLine {
  const parts = meant.split(' ; ').map((part) => part.trim());
  const pairs = parts
    .filter((part) => part.includes('='))
    .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const);
  const emptied =
    parts
      .find((part) => part.startsWith('empt'))
      ?.split(' ')
      .slice(1) ?? [];
  const kind =
    pairs.length > 0 ? 'values' : ((parts[0]?.split(' ')[0] ?? 'none') as ValueLine['kind']);
  return {
    say,
    context,
    kind,
    emptied,
    values: Object.fromEntries(pairs.filter(([field]) => !field.startsWith('?'))),
    allowed: Object.fromEntries(
      pairs
        .filter(([field]) => field.startsWith('?'))
        .map(([field, value]) => [field.slice(1), value]),
    ),
  };
}

function isSame(
  field: string,
  came: string,
  meant: string | undefined,
  { country }: ValueContext,
): boolean {
  if (came === meant || meant === undefined) return came === meant;
  if (!PHONES.has(field)) return false;
  return dialled(came, country) === dialled(meant, country);
}

function dialled(value: string, country: string | undefined): string {
  return parsePhoneNumberFromString(value, country as CountryCode)?.number ?? value;
}

function textOf(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}
