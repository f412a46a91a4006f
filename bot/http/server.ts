// The HTTP server: the whole table of routes, and what holds for every answer.

import { createServer, type Next, type Request, type Response, type Server } from 'restify';
import { errorCode, errorPlace, type Log } from '../log.ts';
import { type Problem, sendProblem } from './answer.ts';
import { createDeliveriesRoute, createReplayRoute } from './deliveries-route.ts';
import { createEventRoute, createEventsRoute, type EventsDeps } from './events-route.ts';
import { createReadyRoute, health, type Readiness } from './health-route.ts';
import { createMessagesRoute, type Receive } from './messages-route.ts';
import { createMetricsRoute } from './metrics-route.ts';

export interface HttpServerDeps {
  readonly receive: Receive;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
  readonly anonymous: boolean;
  /** The event API and /metrics; absent = nothing is at their addresses. */
  readonly events?: Omit<EventsDeps, 'log' | 'anonymous'> | undefined;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Out: a restify server with every route, not yet listening. */
export function createHttpServer(deps: HttpServerDeps): Server {
  const server = createServer({ name: '' });
  server.pre(setSecurityHeaders, refuseBadAddress);
  server.post('/api/messages', createMessagesRoute(deps));
  server.get('/healthz', health);
  server.get('/readyz', createReadyRoute(deps));
  if (deps.events) addEventRoutes(server, { ...deps, ...deps.events });
  server.on('restifyError', createErrorAnswer(deps.log));
  server.server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.server.requestTimeout = REQUEST_TIMEOUT_MS;
  // restify listens for upgrades and leaves them hanging; without a listener node serves them as plain requests.
  server.server.removeAllListeners('upgrade');
  return server;
}

function addEventRoutes(server: Server, deps: EventsDeps): void {
  server.post('/api/events', createEventsRoute(deps));
  server.get('/api/events/*', createEventRoute(deps));
  server.get('/api/deliveries', createDeliveriesRoute(deps));
  server.post('/api/deliveries/:id/replay', createReplayRoute(deps));
  server.get('/metrics', createMetricsRoute(deps));
}

function setSecurityHeaders(_request: Request, response: Response, next: Next): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  next();
}

/** restify reads the address outside of any catch: one that is none would end the process. */
function refuseBadAddress(request: Request, _response: Response, next: Next): void {
  try {
    request.getUrl();
    next();
  } catch {
    next(Object.assign(new Error('bad address'), { statusCode: 400 }));
  }
}

/** restify's own words (unknown routes, wrong methods, a handler's throw) are put into our form. */
function createErrorAnswer(log: Log) {
  return function answerError(...[request, response, error, done]: ErrorEvent): void {
    const problem = problemOf(request, error);
    if (problem.status >= 500) {
      log.error('request-failed', { code: errorCode(error), at: errorPlace(error) });
    }
    if (!response.headersSent) sendProblem(response, problem);
    done();
  };
}

type ErrorEvent = [request: Request, response: Response, error: unknown, done: () => void];

function problemOf(request: Request, error: unknown): Problem {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 400) return { status, detail: 'The address or the Host header is not valid.' };
  if (status === 404) return { status, detail: 'There is nothing at this address.' };
  if (status === 405)
    return { status, detail: `This address does not take ${String(request.method)}.` };
  return { status: 500, detail: 'The request failed; the log names the reason.' };
}
