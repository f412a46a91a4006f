// The HTTP server: the whole table of routes, and what holds for every answer.

import { createServer, type Next, type Request, type Response, type Server } from 'restify';
import { errorCode, errorPlace, type Log } from '../monitoring/log.ts';
import { type ProblemDetails, SECURITY_HEADERS, sendProblem } from './answer.ts';
import {
  createDeliveriesRoute,
  createReplayRoute,
} from '../features/notifications/deliveries-route.ts';
import {
  createEventRoute,
  createEventsRoute,
  type EventsDeps,
} from '../features/notifications/events-route.ts';
import { createReadyRoute, health, type Readiness } from '../monitoring/health-route.ts';
import { type Admit, createMessagesRoute, type Receive } from '../features/turns/messages-route.ts';
import { createMetricsRoute } from '../monitoring/metrics-route.ts';
import { limitSockets, type Timeouts } from './sockets.ts';

export interface HttpServerDeps {
  readonly receive: Receive;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
  /** Without credentials: then this machine may call the event API without a key. */
  readonly anonymous: boolean;
  /** What an activity must pass before its turn. */
  readonly admit: Admit;
  /** The event API and /metrics; absent = nothing is at their addresses. */
  readonly events?: Omit<EventsDeps, 'log' | 'anonymous'> | undefined;
  /** Further doors, as webhooks: each adds its routes. */
  readonly groups?: readonly RouteGroup[];
  /** Differing from the usual, for tests in a hurry. */
  readonly timeouts?: Partial<Timeouts>;
}

/** Adds routes that prove their callers themselves. */
export type RouteGroup = (server: Server) => void;

/** Out: a restify server with every route, not yet listening. */
export function createHttpServer(deps: HttpServerDeps): Server {
  const server = createServer({ name: '' });
  server.pre(setSecurityHeaders, refuseBadAddress);
  server.post('/api/messages', createMessagesRoute(deps));
  server.get('/healthz', health);
  server.get('/readyz', createReadyRoute(deps));
  if (deps.events) addEventRoutes(server, { ...deps, ...deps.events });
  for (const add of deps.groups ?? []) add(server);
  server.on('restifyError', createErrorAnswer(deps.log));
  limitSockets(server.server, deps.timeouts);
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
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  next();
}

/** restify reads the address outside of any catch: one that is none would end the process. */
function refuseBadAddress(request: Request, _response: Response, next: Next): void {
  try {
    const isNameless = request.headers.host === undefined && request.httpVersion !== '1.0';
    if (isNameless) throw new Error('no host');
    request.getUrl();
    next();
  } catch {
    next(Object.assign(new Error('bad address'), { statusCode: 400 }));
  }
}

/** restify's own words (unknown routes, wrong methods, a handler's throw) are put into our form. */
function createErrorAnswer(log: Log) {
  return function answerError(...[, response, error, done]: ErrorEvent): void {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      log.error('request-failed', { code: errorCode(error), at: errorPlace(error) });
    }
    if (!response.headersSent) sendProblem(response, problem);
    done();
  };
}

type ErrorEvent = [request: Request, response: Response, error: unknown, done: () => void];

function problemOf(error: unknown): ProblemDetails {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 400) return { status, detail: 'The address or the Host header is not valid.' };
  if (status === 404) return { status, detail: 'There is nothing at this address.' };
  if (status === 405)
    return { status, detail: 'This address does not take this method; see Allow.' };
  return { status: 500, detail: 'The request failed; the log names the reason.' };
}
