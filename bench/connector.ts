// A connector that takes everything, in a process of its own, so that its work is nobody's figure.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BenchConnector {
  readonly url: string;
  close(): void;
}

/** Starts it. The bench closes it. */
export async function startBenchConnector(): Promise<BenchConnector> {
  const child: ChildProcess = fork(import.meta.filename);
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}/`, close: () => void child.kill() };
}

if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  let id = 0;
  // A bench that fails must not leave it behind.
  process.on('disconnect', () => process.exit());
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      id += 1;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(`{"id":"${id}"}`);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.send((server.address() as AddressInfo).port);
}
