// How long a connection may take for what, and what the ones hear that do not speak HTTP.

import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from './answer.ts';

/** In ms. */
export interface Timeouts {
  /** Until the headers are complete: who sends them drop by drop is cut off. */
  readonly headers: number;
  /** Until the whole request is there. */
  readonly request: number;
  /** How often the two above are looked at. */
  readonly check: number;
  /** Between two requests on a connection. */
  readonly keepAlive: number;
  /** Without a byte in either direction: a turn that hangs, or a client that does not read its answer. */
  readonly silence: number;
}

const TIMEOUTS: Timeouts = {
  headers: 10_000,
  request: 30_000,
  check: 2_000,
  keepAlive: 65_000,
  silence: 90_000,
};
/** Above it new connections are closed at once; each may cost some ten KB and a body. */
const MOST_CONNECTIONS = 10_000;
const REQUESTS_PER_CONNECTION = 10_000;

/** Puts the limits on a server that does not listen yet. In: timeouts that differ, for tests. */
export function limitSockets(server: Server, differing: Partial<Timeouts> = {}): void {
  const timeouts = { ...TIMEOUTS, ...differing };
  server.headersTimeout = timeouts.headers;
  server.requestTimeout = timeouts.request;
  server.keepAliveTimeout = timeouts.keepAlive;
  server.timeout = timeouts.silence;
  // node reads this one when it begins to listen; its types know it as an option of createServer only.
  Object.assign(server, { connectionsCheckingInterval: timeouts.check });
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  // Refused in our own form by the server's routes.
  Object.assign(server, { requireHostHeader: false });
  server.on('clientError', answerNonsense);
  server.on('checkExpectation', refuseExpectation);
}

/** node's own answer to what it cannot read, with our headers and form. */
function answerNonsense(error: NodeJS.ErrnoException, socket: Socket): void {
  const inAnswer = (socket as { _httpMessage?: ServerResponse })._httpMessage?.headersSent;
  if (error.code === 'ECONNRESET' || !socket.writable || inAnswer) {
    socket.destroy();
    return;
  }
  const status = statusOf(error.code);
  const title = STATUS_CODES[status] ?? '';
  const detail = `The request cannot be read: ${title.toLowerCase()}.`;
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n'));
  // Who does not read it would else keep the connection half open.
  setTimeout(() => socket.destroy(), 1_000).unref();
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(417, { ...SECURITY_HEADERS, 'content-length': '0', connection: 'close' });
  response.end();
}
