// Days until something runs out, and what an operator is told of them.

import { daysUntil, SOON_DAYS } from '../monitoring/expiries.ts';
import { fault, type CheckResult, ok, warning } from './finding.ts';

export interface ExpiryDate {
  readonly id: string;
  /** As "The secret of the app". */
  readonly thing: string;
  readonly end: Date;
  readonly mend: string;
  /** From how many days on it is a warning. */
  readonly soon?: number;
}

/** In order, nearly over, or over. */
export function expiryResult(ending: ExpiryDate, now: Date): CheckResult {
  const { id, thing, end, mend, soon = SOON_DAYS } = ending;
  const days = daysUntil(end, now);
  const date = end.toISOString().slice(0, 10);
  if (days <= 0) return fault(id, `${thing} ended on ${date}.`, mend);
  const what = `${thing} ends on ${date}, in ${days} days.`;
  return days <= soon ? warning(id, what, mend) : ok(id, what);
}
