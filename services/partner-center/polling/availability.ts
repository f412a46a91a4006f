// What is known of Partner Center's willingness: calls it does not give this tenant, pauses it asked for, how each call went.

import { isWaiting } from '../../clock/wait.ts';
import type { PartnerCenterCall, NoAnswer, NoAnswerReason } from '../partner-center.ts';

export interface Availability {
  /** Why a call is not worth making now. Out: undefined when it is. */
  silenceOf(call: PartnerCenterCall): NoAnswer | undefined;
  /** Takes over how a call went. */
  learn(call: PartnerCenterCall, outcome: NoAnswer | 'answered'): void;
  /** What /readyz tells. */
  state(): PartnerCenterState;
}

export interface PartnerCenterState {
  /** `unproved`: nothing was asked since the start. */
  readonly state: 'ok' | 'unproved' | 'fault';
  readonly reason?: string;
  /** When a call was last answered, ISO 8601. */
  readonly provedAt?: string;
}

/** Why nothing is asked, and since when. */
interface Silence {
  readonly answer: NoAnswer;
  readonly at: number;
}

interface CallRecord {
  readonly outcome: NoAnswer | 'answered';
  /** Epoch milliseconds. */
  readonly at: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Everything that is asked regularly is asked once a day; what is older says nothing of today. */
const OLD_MS = DAY_MS + 60 * 60_000;
/** What an operator must hear first. `refused` is about one question, not about the whole. */
const WORST_FIRST: readonly NoAnswerReason[] = [
  'signIn',
  'unavailable',
  'badAnswer',
  'outage',
  'throttled',
];

/** Makes an empty memory. It is not kept over a restart: one more refusal a start costs nothing. */
export function createAvailability(now: () => Date): Availability {
  const denied = new Map<PartnerCenterCall, Silence>();
  const learnt = new Map<PartnerCenterCall, CallRecord>();
  const pause: { asked?: Silence } = {};

  function isLasting({ answer: { retryAt = 0 }, at }: Silence): boolean {
    return isWaiting({ from: at, until: retryAt }, now().getTime());
  }

  return {
    silenceOf(call) {
      return [denied.get(call), pause.asked].find((one) => one && isLasting(one))?.answer;
    },
    learn(call, outcome) {
      const at = now().getTime();
      learnt.set(call, { outcome, at });
      if (outcome === 'answered') denied.delete(call);
      else if (outcome.reason === 'unavailable') {
        denied.set(call, { answer: { ...outcome, retryAt: at + DAY_MS }, at });
      } else if (outcome.reason === 'throttled') pause.asked = { answer: outcome, at };
    },
    state: () => stateOf(learnt, now().getTime()),
  };
}

function stateOf(
  learnt: ReadonlyMap<PartnerCenterCall, CallRecord>,
  now: number,
): PartnerCenterState {
  if (learnt.size === 0) return { state: 'unproved', reason: 'nothing was asked yet' };
  const silent = [...learnt].flatMap(([call, { outcome, at }]) =>
    outcome === 'answered' || Math.abs(now - at) > OLD_MS ? [] : { call, ...outcome },
  );
  const worst = WORST_FIRST.find((reason) => silent.some((one) => one.reason === reason));
  if (worst === undefined) return well(learnt);
  const such = silent.filter(({ reason }) => reason === worst);
  const named = such.map(({ call, code }) => `${call} (${code})`).join(', ');
  if (worst === 'unavailable') {
    return { state: 'fault', reason: `not available for this tenant: ${named}` };
  }
  const codes = [...new Set(such.map(({ code }) => code))].join(', ');
  return { state: 'fault', reason: `${worst}: ${worst === 'signIn' ? codes : named}` };
}

/** Old silences only, and no answer since: that proves nothing. */
function well(learnt: ReadonlyMap<PartnerCenterCall, CallRecord>): PartnerCenterState {
  const answered = [...learnt.values()].filter(({ outcome }) => outcome === 'answered');
  if (answered.length === 0) return { state: 'unproved', reason: 'nothing was answered yet' };
  const last = Math.max(...answered.map(({ at }) => at));
  return { state: 'ok', provedAt: new Date(last).toISOString() };
}
