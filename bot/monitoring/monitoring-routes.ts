// GET /healthz: the process lives. GET /readyz: whether it can work, and which parts are off or at fault. GET /metrics:
// what Prometheus reads, numbers only, nobody's names.

import type { Next, Request, Response } from 'restify';
import { sendJson } from '../http/answer.ts';
import type { Routes } from '../http/server.ts';
import { errorCode, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

interface MonitoringDeps {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Pick<Metrics, 'page'>;
  readonly log: Log;
}

/** The addresses that whoever runs the bot asks. */
export function monitoringRoutes(deps: MonitoringDeps): Routes {
  return (server) => {
    server.get('/healthz', health);
    server.get('/readyz', createReadyRoute(deps));
    server.get('/metrics', createMetricsRoute(deps));
  };
}

function health(_request: Request, response: Response, next: Next): void {
  sendJson(response, 200, { status: 'ok' });
  next();
}

/** Answers 200 or 503 with every part's state; a check that throws is a fault too. */
function createReadyRoute({ readiness, log }: MonitoringDeps) {
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

/** A throw is answered by the server's error answer. */
function createMetricsRoute({ metrics }: MonitoringDeps) {
  return async function scrape(_request: Request, response: Response): Promise<void> {
    const { contentType, text } = await metrics.page();
    const length = String(Buffer.byteLength(text));
    response.sendRaw(200, text, { 'content-type': contentType, 'content-length': length });
  };
}
