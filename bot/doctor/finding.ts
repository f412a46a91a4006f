// What the doctor finds: how one thing stands, in words, and what to do about it; and what it looks through.

import type { DatabaseHealth } from '../../services/health/database-health.ts';
import type { OpenPartnerCenter } from '../../services/partner-center/partner-center-feed.ts';
import type { Config } from '../config/config.ts';

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

export interface DoctorCommand {
  readonly json: boolean;
  /** The bot's public address, to compare what is registered with. */
  readonly url: string | undefined;
  /** The only tenant to look at the bot's permissions in. */
  readonly tenant: string | undefined;
}

export interface DoctorDeps {
  readonly config: Config;
  readonly asked: DoctorCommand;
  readonly now: () => Date;
  readonly database: () => Promise<DatabaseHealth>;
  /** What is watched; nothing changes. */
  readonly watches: () => Promise<readonly WatchedMailbox[]>;
  /** Undefined when it is not configured. */
  readonly partnerCenter: () => Promise<OpenPartnerCenter | undefined>;
}

/** The checks of a part of the bot, in the order they are told. */
export type Checks = (deps: DoctorDeps) => readonly CheckGroup[];

/** What is remembered of a watched mailbox; its address is nobody's business here. */
export interface WatchedMailbox {
  readonly tenantId: string;
  readonly subscriptionId: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
  /** Code of what is wrong now. */
  readonly fault: string | null;
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
