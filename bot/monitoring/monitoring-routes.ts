// GET /healthz: the process lives. GET /readyz: whether it can work, and which parts are off, not proved or at fault. GET
// /metrics: what Prometheus reads, numbers only, nobody's names. With a key, parts and numbers are for who has it.

import type { Next, Request, Response } from 'restify';
import { sendJson, sendProblem } from '../http/answer.ts';
import { createSecretCheck } from '../http/bearer.ts';
import type { Routes } from '../http/server.ts';
import { errorCode, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

interface MonitoringDeps {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Pick<Metrics, 'page'>;
  /** Of METRICS_KEY; undefined = no key is needed. */
  readonly key: string | undefined;
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

/** Answers 200 or 503 with every part's state, without the key with the whole's alone; a check that throws is a fault too. */
function createReadyRoute({ readiness, key, log }: MonitoringDeps) {
  const mayRead = createSecretCheck(key);
  return async function ready(request: Request, response: Response): Promise<void> {
    const { ready: isReady, parts } = await readiness().catch((error: unknown): Readiness => {
      const code = errorCode(error);
      log.error('readiness-failed', { code });
      return { ready: false, parts: { readiness: { state: 'fault', reason: code } } };
    });
    const details = mayRead(request) ? { parts } : {};
    sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'fault', ...details });
  };
}

/** A throw is answered by the server's error answer. */
function createMetricsRoute({ metrics, key }: MonitoringDeps) {
  const mayRead = createSecretCheck(key);
  return async function scrape(request: Request, response: Response): Promise<void> {
    if (!mayRead(request)) {
      response.setHeader('www-authenticate', 'Bearer');
      const detail = 'The key of METRICS_KEY is needed, as Authorization: Bearer <key>.';
      sendProblem(response, { status: 401, detail });
      return;
    }
    const { contentType, text } = await metrics.page();
    const length = String(Buffer.byteLength(text));
    response.sendRaw(200, text, { 'content-type': contentType, 'content-length': length });
  };
}
