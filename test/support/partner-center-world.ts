// What the fake Partner Center knows, hears and answers.

import type { IncomingHttpHeaders } from 'node:http';

export interface Reseller {
  readonly id: string;
  readonly name: string;
  readonly state?: string;
  readonly mpnId?: string;
  readonly location?: string;
}

/** What this Partner Center knows; tests change it. */
export interface World {
  now: () => Date;
  /** By tenant id or PartnerID: signed, or the code of the refusal. */
  readonly agreements: Map<string, 'signed' | number>;
  resellers: Reseller[];
  profile: Record<string, unknown>;
  readonly customers: Map<string, { name: string; resellers: readonly string[] }>;
  readonly countries: Map<string, object>;
  addressStatus: string;
  invitationUrl: string;
  registration: { WebhookUrl: string; WebhookEvents: string[] } | undefined;
  testResult: object;
  /** Path beginnings that are refused, with status and code. */
  readonly denied: Map<string, readonly [status: number, code: number | string]>;
  pageSize: number;
  endlessPages: boolean;
  tokenSeconds: number;
  refreshTokens: Set<string>;
}

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** The older error shape [api-errors]. */
export function refusal(status: number, code: number | string): Answer {
  return { status, body: { code, description: 'refused', data: [], source: 'PartnerFD' } };
}
