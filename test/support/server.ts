// The HTTP server with the channel's and monitoring's addresses, and fakes behind them.

import type { Server } from 'restify';
import { messagesRoutes, type MessagesDeps } from '../../bot/features/turns/messages-route.ts';
import { createHttpServer } from '../../bot/http/server.ts';
import type { Timeouts } from '../../bot/http/sockets.ts';
import { createMetrics } from '../../bot/monitoring/metrics.ts';
import { monitoringRoutes } from '../../bot/monitoring/monitoring-routes.ts';
import type { Readiness } from '../../bot/monitoring/readiness.ts';

export interface ServerDeps extends MessagesDeps {
  /** Everything is ready unless told. */
  readonly readiness?: () => Promise<Readiness>;
  readonly timeouts?: Partial<Timeouts>;
}

/** Out: the server, not yet listening. */
export function serverWith({ receive, admit, log, readiness, timeouts = {} }: ServerDeps): Server {
  const monitoring = {
    readiness: readiness ?? (() => Promise.resolve({ ready: true, parts: {} })),
    metrics: createMetrics(),
    key: undefined,
    log,
  };
  const routes = [messagesRoutes({ receive, admit, log }), monitoringRoutes(monitoring)];
  return createHttpServer({ routes, log, timeouts });
}
