// Port: Microsoft Graph, one question at a time; every refusal is a value.

import type { z } from 'zod';
import type { Gap } from './directory.ts';

/** In whose name, and until when. */
export interface GraphCaller {
  readonly token: string;
  /** Ends a call before its own time is up. */
  readonly signal?: AbortSignal | undefined;
}

export interface GraphCall extends GraphCaller {
  /** Below the version, with its query. */
  readonly path: string;
  /** Without it: POST with a body, else GET. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | undefined;
  readonly body?: object | undefined;
  /** The header of that name. */
  readonly prefer?: string | undefined;
}

export type GraphAnswer<T> = { readonly ok: true; readonly value: T } | GraphRefusal;

export interface GraphRefusal {
  readonly ok: false;
  readonly why: Gap | 'refused';
  /** 0 when nothing was answered. */
  readonly status: number;
  /** Graph's own code, fit for a log; `unknown` when it told none. */
  readonly code: string;
  /** How long Graph asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

export interface Graph {
  /** Calls once, or again within bounds when it is told to wait a little. Never rejects. */
  call<T>(call: GraphCall, shape: z.ZodType<T>): Promise<GraphAnswer<T>>;
  /** The path of a link that Graph gave; undefined when it leads to another host. */
  pathOf(link: string): string | undefined;
}
