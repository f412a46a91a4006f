// A real forward proxy on this machine: passes on http by absolute addresses and https by CONNECT, and writes down what came.

import { once } from 'node:events';
import {
  createServer,
  request as requestHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface ForwardProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** `POST http://host:port/path` and `CONNECT host:port`, in order. */
  readonly seen: readonly string[];
  /** Most tunnels that stood at once. */
  readonly mostTunnels: number;
  /** What every request is refused with from now on; undefined = nothing, it passes on. */
  refusal: number | undefined;
  /** Asks for these before it passes anything on. */
  credentials: string | undefined;
  close(): Promise<void>;
}

interface ProxyState {
  readonly seen: string[];
  readonly sockets: Set<Duplex>;
  tunnels: number;
  mostTunnels: number;
  refusal: number | undefined;
  credentials: string | undefined;
}

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startProxy(): Promise<ForwardProxy> {
  const state: ProxyState = {
    ...{ seen: [], sockets: new Set(), tunnels: 0, mostTunnels: 0 },
    ...{ refusal: undefined, credentials: undefined },
  };
  const server = createServer((request, response) => {
    passOn(state, request, response);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnel(state, request, socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, { url, close: () => close(server, state) });
}

async function close(server: Server, { sockets }: ProxyState): Promise<void> {
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  await once(server.close(), 'close');
}

function passOn(state: ProxyState, request: IncomingMessage, response: ServerResponse): void {
  state.seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
  const status = statusFor(state, request);
  const target = URL.parse(request.url ?? '');
  if (status !== 200 || target === null) {
    response.writeHead(status === 200 ? 400 : status, { 'proxy-authenticate': 'Basic' });
    response.end('from the proxy');
    return;
  }
  const { method, headers } = request;
  const onward = requestHttp(target, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function tunnel(state: ProxyState, request: IncomingMessage, socket: Duplex): void {
  state.seen.push(`CONNECT ${request.url ?? ''}`);
  state.sockets.add(socket);
  socket.on('error', () => socket.destroy());
  const status = statusFor(state, request);
  if (status !== 200) {
    socket.end(`HTTP/1.1 ${status} Refused\r\nproxy-authenticate: Basic\r\n\r\n`);
    return;
  }
  state.tunnels += 1;
  state.mostTunnels = Math.max(state.mostTunnels, state.tunnels);
  const { hostname, port } = new URL(`http://${request.url ?? ''}`);
  const onward = connect(Number(port), hostname, () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  state.sockets.add(onward);
  onward.on('error', () => socket.destroy());
  socket.on('close', () => {
    state.tunnels -= 1;
    onward.destroy();
  });
}

function statusFor({ refusal, credentials }: ProxyState, { headers }: IncomingMessage): number {
  if (refusal !== undefined) return refusal;
  if (credentials === undefined) return 200;
  const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return headers['proxy-authorization'] === wanted ? 200 : 407;
}
