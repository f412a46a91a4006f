// What is known of Partner Center's willingness: calls it does not give this tenant, pauses it asked for, and its last word.

import type { Call, Silence } from './partner-center.ts';

export interface Availability {
  /** Why a call is not worth making now. Out: undefined when it is. */
  silenceOf(call: Call): Silence | undefined;
  /** Takes over how a call went. */
  learn(call: Call, outcome: Silence | 'answered'): void;
  /** What /readyz tells. */
  state(): PartState;
}

export interface PartState {
  readonly state: 'ok' | 'fault';
  readonly reason?: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** Makes an empty memory. It is not kept over a restart: one more refusal a start costs nothing. */
export function createAvailability(now: () => Date): Availability {
  const denied = new Map<Call, Silence>();
  const memory: { throttled?: Silence | undefined; last?: Silence | 'answered' } = {};

  function isOver({ retryAt = 0 }: Silence): boolean {
    return retryAt <= now().getTime();
  }

  return {
    silenceOf(call) {
      const silence = denied.get(call) ?? memory.throttled;
      return silence && !isOver(silence) ? silence : undefined;
    },
    learn(call, outcome) {
      memory.last = outcome;
      if (outcome === 'answered') denied.delete(call);
      else if (outcome.reason === 'unavailable') {
        denied.set(call, { ...outcome, retryAt: now().getTime() + DAY_MS });
      } else if (outcome.reason === 'throttled') memory.throttled = outcome;
    },
    state() {
      const { last } = memory;
      if (last === undefined) return { state: 'ok', reason: 'nothing was asked yet' };
      if (last !== 'answered' && last.reason !== 'unavailable') {
        return { state: 'fault', reason: `${last.reason}: ${last.code}` };
      }
      const missing = [...denied].filter(([, silence]) => !isOver(silence));
      if (missing.length === 0) return { state: 'ok' };
      const named = missing.map(([call, { code }]) => `${call} (${code})`).join(', ');
      return { state: 'fault', reason: `not available for this tenant: ${named}` };
    },
  };
}
