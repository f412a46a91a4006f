// What the doctor finds: how one thing stands, in words, and what to do about it.

export const STATES = ['ok', 'off', 'warning', 'fault'] as const;
/** `off`: not configured, or not to be checked from here; `what` says which. */
export type CheckState = (typeof STATES)[number];

export interface CheckResult {
  /** As `app.token`: the group, then the thing. */
  readonly id: string;
  readonly state: CheckState;
  /** One sentence for an operator; no secret, no token, nothing personal. */
  readonly what: string;
  /** What to do next, with the menu path or the command. */
  readonly mend?: string;
}

/** Things that are looked at together, one after the other; groups are looked at side by side. */
export interface CheckGroup {
  readonly id: string;
  /** In: ends when the time is up. */
  look(signal: AbortSignal): Promise<readonly CheckResult[]>;
}

/** It is as it should be. */
export function ok(id: string, what: string): CheckResult {
  return { id, state: 'ok', what };
}

/** It is not configured, or cannot be known from here. */
export function off(id: string, what: string, mend?: string): CheckResult {
  return { id, state: 'off', what, ...(mend === undefined ? {} : { mend }) };
}

/** It works, but not for long, or not as well as it could. */
export function warning(id: string, what: string, mend: string): CheckResult {
  return { id, state: 'warning', what, mend };
}

/** It does not work. */
export function fault(id: string, what: string, mend: string): CheckResult {
  return { id, state: 'fault', what, mend };
}
