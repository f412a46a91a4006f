// A small HTTP server for tests: one function from a call to an answer, each call kept; it can stall and talk no JSON.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Called {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As it was sent; "" when there was none. */
  readonly body: string;
  readonly authorization: string | undefined;
}

export interface Answered {
  /** 200 unless given. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in place of a body. */
  readonly html?: string;
  /** Never answers. */
  readonly stall?: true;
}

export interface JsonServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly calls: readonly Called[];
  close(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startServer(answer: (called: Called) => Answered): Promise<JsonServer> {
  const calls: Called[] = [];
  const server = createServer((request, response) => {
    void serve(request, response);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const called = {
      method: request.method ?? '',
      path: decodeURIComponent(pathname),
      query: searchParams,
      body: await text(request),
      authorization: request.headers.authorization,
    };
    calls.push(called);
    send(response, answer(called));
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function send(response: ServerResponse, answered: Answered): void {
  const { status = 200, body, headers, html, stall } = answered;
  if (stall === true) return;
  const type = html === undefined ? 'application/json' : 'text/html';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(html ?? (body === undefined ? '' : JSON.stringify(body)));
}
