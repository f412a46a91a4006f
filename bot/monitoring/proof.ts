// Whether something outside has been used with success yet: not proved, proved and when, or what went wrong last.

import type { PartState } from './expiries.ts';

export interface Proof {
  /** It worked just now. In: what is still missing of it, for an operator. */
  proved(reason?: string): void;
  /** It failed just now. In: a code, nobody's data. */
  failed(reason: string): void;
  /** As /readyz shows it. */
  state(): PartState;
}

/** Nothing is taken for well before it was tried (decision 51). In: the clock, and why it is not proved. */
export function beginProof(now: () => Date, why = 'not used since the start'): Proof {
  let shown: PartState = { state: 'unproved', reason: why };
  return {
    proved(reason) {
      const provedAt = now().toISOString();
      shown = { state: 'ok', provedAt, ...(reason === undefined ? {} : { reason }) };
    },
    failed(reason) {
      const { provedAt } = shown;
      shown = { state: 'fault', reason, ...(provedAt === undefined ? {} : { provedAt }) };
    },
    state: () => shown,
  };
}
