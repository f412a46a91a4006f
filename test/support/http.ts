// A server under test on a free port of 127.0.0.1, and the requests no well-behaved client makes.

import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Server } from 'restify';

export interface Listening {
  readonly url: string;
  /** Writes bytes to a new connection. Out: all that came back until it was closed. */
  raw(request: string): Promise<string>;
  /** Writes bytes and breaks the connection off. */
  breakOff(request: string): Promise<void>;
  close(): Promise<void>;
}

/** Lets a server listen. The test closes it. */
export async function listening(server: Server): Promise<Listening> {
  await once(server.server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}`,
    async raw(request) {
      const socket = connect(port, '127.0.0.1');
      socket.write(request);
      return await text(socket);
    },
    async breakOff(request) {
      const arrived = once(server.server, 'request');
      const socket = connect(port, '127.0.0.1');
      socket.write(request);
      await arrived;
      socket.destroy();
      await once(socket, 'close');
    },
    async close() {
      server.server.closeAllConnections();
      await new Promise<void>((closed) => {
        server.close(closed);
      });
    },
  };
}
