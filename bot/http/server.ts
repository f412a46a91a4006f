// The HTTP server: everybody's routes, and what holds for every answer.

import { createServer, type Next, type Request, type Response, type Server } from 'restify';
import { errorFields, type Log } from '../monitoring/log.ts';
import { type ProblemDetails, SECURITY_HEADERS, sendProblem } from './answer.ts';
import { limitSockets, type Timeouts } from './sockets.ts';

/** Adds addresses whose handlers prove their callers themselves. */
export type Routes = (server: Server) => void;

export interface HttpServerDeps {
  /** Of monitoring and of the features, each adds its own. */
  readonly routes: readonly Routes[];
  readonly log: Log;
  /** Differing from the usual, for tests in a hurry. */
  readonly timeouts?: Partial<Timeouts>;
}

/** Out: a restify server with every route, not yet listening. */
export function createHttpServer({ routes, log, timeouts }: HttpServerDeps): Server {
  const server = createServer({ name: '' });
  server.pre(setSecurityHeaders, takeHeadForGet, refuseBadAddress);
  for (const add of routes) add(server);
  server.on('restifyError', createErrorAnswer(log));
  limitSockets(server.server, timeouts);
  // restify listens for upgrades and leaves them hanging; without a listener node serves them as plain requests.
  server.server.removeAllListeners('upgrade');
  return server;
}

function setSecurityHeaders(_request: Request, response: Response, next: Next): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  next();
}

/** Every GET also answers HEAD [http-methods]: node has seen the method by now, and leaves the body out by itself. */
function takeHeadForGet(request: Request, _response: Response, next: Next): void {
  if (request.method === 'HEAD') request.method = 'GET';
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
      log.error('request-failed', errorFields(error));
    }
    if (problem.status === 405) allowHead(response);
    if (!response.headersSent) sendProblem(response, problem);
    done();
  };
}

function allowHead(response: Response): void {
  const allowed = String(response.getHeader('allow') ?? '');
  if (/\bGET\b/u.test(allowed)) response.setHeader('allow', `${allowed}, HEAD`);
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
