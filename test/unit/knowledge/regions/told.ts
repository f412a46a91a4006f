// An answer in one line, for tables of questions: kind, verdict, countries, currencies, remarks.

import {
  answerRegion,
  type RegionAnswer,
} from '../../../../services/knowledge/regions/region-answer.ts';
import { readRegionQuestion } from '../../../../services/knowledge/regions/region-question.ts';

/** In: a question, the company's country if it is known. Out: „sell yes AT>PL EUR“, or "-" if it is no region question. */
export function told(text: string, home?: string): string {
  const question = readRegionQuestion(text);
  if (question === undefined) return '-';
  const answer = answerRegion(question, home);
  const [to = answer.to ?? '', ...further] = question.to;
  const parties = [answer.from ?? [], [to, ...further].join('+')].flat().join('>');
  const outcome = [answer.kind, answer.verdict, parties, answer.currencies.join('/')];
  return [...outcome, ...remarks(answer)].filter(Boolean).join(' ');
}

function remarks(answer: RegionAnswer): (string | false)[] {
  const named: [string, string | undefined][] = [
    ['in', answer.namedRegion],
    ['in', answer.namedCurrency],
    ['missing', answer.missing],
    ['not listed', answer.notListed],
  ];
  const said = named.map(([word, value]) => value !== undefined && `${word} ${value}`);
  const flags = [answer.changedSince2020 && 'changed', answer.differ && 'differ'];
  return [...said, ...flags.map((flag) => flag ?? false), !answer.sure && 'unsure'];
}
