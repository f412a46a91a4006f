import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sinon from 'sinon';
import {
  createNotificationSender,
  type NotificationSenderDeps,
} from '../../bot/teams/connector/notification-sender.ts';
import type { DeliveryOutcome } from '../../services/notifications/notification.ts';
import { depsFor, TO } from '../support/notification-sender.ts';
import { noteOf } from '../support/notes.ts';

describe('the messenger on a bad line', () => {
  let server: Server;
  let url: string;
  let serve: (request: IncomingMessage, response: ServerResponse) => void;
  let requests: number;

  beforeEach(async () => {
    requests = 0;
    server = createServer((request, response) => {
      requests += 1;
      request.resume().on('end', () => {
        serve(request, response);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => {
    sinon.restore();
    server.closeAllConnections();
    server.close();
  });

  function send(differing: Partial<NotificationSenderDeps> = {}): Promise<DeliveryOutcome> {
    return createNotificationSender(depsFor(url, differing)).send(TO, [noteOf('announcement')]);
  }

  it('takes a reset after the request for perhaps arrived', async () => {
    serve = (request) => request.socket.destroy();

    const outcome = await send();

    assert.equal(requests, 1);
    assert.equal(outcome.kind, 'later');
    assert.match(outcome.reason, /ECONNRESET/u);
  });

  it('takes a refused connection for not arrived', async () => {
    server.close();
    await once(server, 'close');

    const outcome = await send();

    assert.ok(outcome.kind === 'later' && !outcome.maybeArrived);
    assert.match(outcome.reason, /ECONNREFUSED/u);
  });

  it('waits ten seconds and no longer', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    serve = () => void clock.tick(10_000);

    const outcome = await send();

    assert.equal(outcome.kind, 'later');
    assert.match(outcome.reason, /timeout/u);
  });

  it('believes the status when the rest of the answer never comes', async () => {
    serve = (_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"id":', () => response.socket?.destroy());
    };

    const outcome = await send();

    assert.deepEqual(outcome, { kind: 'sent', activityId: undefined });
  });

  it('reads no endless answer', async () => {
    serve = (_request, response) => {
      response.writeHead(502);
      response.write('x'.repeat(200_000));
    };

    const outcome = await send();

    assert.equal(outcome.kind, 'later');
  });

  it('uses its connection again', async () => {
    const ports = new Set<number | undefined>();
    serve = (request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(201);
      response.end('{"id":"1"}');
    };
    const messenger = createNotificationSender(depsFor(url));

    for (let count = 0; count < 5; count += 1) await messenger.send(TO, [noteOf('announcement')]);

    assert.equal(ports.size, 1);
  });
});
