// The company in a pasted text: behind its label, by its legal form, or by its place right above the street.

import { spotCompanies } from './company.ts';
import { fittingValue } from './fitting.ts';
import { labelsIn } from './labelled.ts';
import { NOT_OURS, type PasteLine } from './paste-lines.ts';
import type { ValueContext, ValueSpan } from './span.ts';

const LONGEST_LINE = 110;

/** The company that a label or its legal form names; the first of several. */
export function pastedCompany(
  text: string,
  lines: readonly PasteLine[],
  context: ValueContext,
): ValueSpan | undefined {
  const labelled = labelledCompany(text);
  if (labelled !== undefined) return labelled;
  const own = lines.filter((line) => line.text.length < LONGEST_LINE && !NOT_OURS.test(line.text));
  const found = own.flatMap((line) =>
    spotCompanies(line.text, { ...context, field: undefined }).map((span) =>
      movedBy(span, line.from),
    ),
  );
  return found.map((span) => ({ ...span, certainty: 'sure' }) as const)[0];
}

/** No legal form anywhere: the line right above the street. */
export function companyAbove(
  lines: readonly PasteLine[],
  below: ValueSpan | undefined,
  known: readonly ValueSpan[],
): ValueSpan | undefined {
  if (below === undefined) return undefined;
  const at = lines.findIndex(
    ({ from, text }) => below.from >= from && below.from < from + text.length,
  );
  const line = lines[at - 1];
  if (line === undefined || NOT_OURS.test(line.text)) return undefined;
  const to = line.from + line.text.length;
  const isTaken = known.some((span) => span.from < to && span.to > line.from);
  const fitting = isTaken ? undefined : fittingValue('legalName', line.text);
  if (fitting === undefined) return undefined;
  return { kind: 'legalName', value: fitting.value, from: line.from, to, certainty: 'likely' };
}

function labelledCompany(text: string): ValueSpan | undefined {
  const label = labelsIn(text).find(
    ({ name, from, to }) => name === 'legalName' && /[:=]/u.test(text.slice(from, to)),
  );
  if (label === undefined) return undefined;
  const [line = ''] = text.slice(label.to).split('\n', 1);
  const value = line.trim();
  if (fittingValue('legalName', value) === undefined) return undefined;
  return {
    kind: 'legalName',
    value,
    from: label.to,
    to: label.to + value.length,
    certainty: 'sure',
  };
}

function movedBy(span: ValueSpan, by: number): ValueSpan {
  return { ...span, from: span.from + by, to: span.to + by };
}
