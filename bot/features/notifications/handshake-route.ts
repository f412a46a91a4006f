// OPTIONS /api/events: the handshake of CloudEvents' web hooks [cloudevents-webhook], by which a sender such as Azure
// Event Grid asks whether it may send. Who has a key may. The callback address that a sender may name is never called:
// whoever can reach this address would choose where this machine sends a request.

import type { Request, Response } from 'restify';
import { sendProblem } from '../../http/answer.ts';
import { type KeyDeps, withKey } from '../../http/bearer.ts';

export interface HandshakeDeps extends KeyDeps {
  /** How many events a key may bring. */
  readonly eventsPerMinute: number;
}

const METHODS = 'POST, OPTIONS';
/** A DNS expression, as eventgrid.azure.net; with a port, or `*` for a part. It comes back in a header. */
const ORIGIN = /^[\w*](?:[\w.*:-]{0,251}[\w*])?$/u;

/** The handler: 200 with the permission for the origin that asks; without one only the methods; 400 for none; 401. */
export function createHandshakeRoute(deps: HandshakeDeps) {
  const rate = String(deps.eventsPerMinute);
  return withKey(deps, function handshake(request: Request, response: Response): void {
    const { 'webhook-request-origin': origin } = request.headers;
    response.setHeader('allow', METHODS);
    if (origin === undefined) {
      response.sendRaw(200, '', { 'content-length': '0' });
      return;
    }
    if (typeof origin !== 'string' || !ORIGIN.test(origin)) {
      const detail = 'WebHook-Request-Origin must be one host name, as eventgrid.azure.net.';
      sendProblem(response, { status: 400, detail });
      return;
    }
    response.sendRaw(200, '', {
      'content-length': '0',
      'webhook-allowed-origin': origin,
      'webhook-allowed-rate': rate,
    });
  });
}
