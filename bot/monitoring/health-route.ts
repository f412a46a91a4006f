// GET /healthz: the process lives. GET /readyz: whether it can work, and which parts are off or at fault.

import type { Next, Request, Response } from 'restify';
import { errorCode, type Log } from './log.ts';
import { sendJson } from '../http/answer.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

export interface PartState {
  readonly state: 'ok' | 'off' | 'fault';
  /** For a fault: what is wrong, without anybody's data in it. */
  readonly reason?: string;
  /** Until something it needs runs out. */
  readonly daysLeft?: number;
}

export interface ReadyDeps {
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
}

/** Answers 200 as long as there is a process to answer. */
export function health(_request: Request, response: Response, next: Next): void {
  sendJson(response, 200, { status: 'ok' });
  next();
}

/** Answers 200 or 503 with every part's state; a check that throws is a fault too. */
export function createReadyRoute({ readiness, log }: ReadyDeps) {
  return async function ready(_request: Request, response: Response): Promise<void> {
    try {
      const { ready, parts } = await readiness();
      sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'fault', parts });
    } catch (error) {
      log.error('readiness-failed', { code: errorCode(error) });
      const readinessPart = { state: 'fault', reason: errorCode(error) };
      sendJson(response, 503, { status: 'fault', parts: { readiness: readinessPart } });
    }
  };
}
