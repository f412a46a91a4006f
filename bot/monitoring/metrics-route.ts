// GET /metrics: what Prometheus reads. Numbers only, nobody's names, so nobody is asked for a key.

import type { Request, Response } from 'restify';
import type { Metrics } from './metrics.ts';

export interface MetricsRouteDeps {
  readonly metrics: Pick<Metrics, 'page'>;
}

/** The route's handler; a throw is answered by the server's error answer. */
export function createMetricsRoute({ metrics }: MetricsRouteDeps) {
  return async function scrape(_request: Request, response: Response): Promise<void> {
    const { contentType, text } = await metrics.page();
    const length = String(Buffer.byteLength(text));
    response.sendRaw(200, text, { 'content-type': contentType, 'content-length': length });
  };
}
