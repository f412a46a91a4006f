// A connector that takes everything: in this process, or in one of its own, so that its work is nobody's figure.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BenchConnector {
  readonly url: string;
  close(): void;
}

/** Starts it in this process. The bench closes it. */
export async function createSink(): Promise<BenchConnector> {
  let id = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      id += 1;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(`{"id":"${id}"}`);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  };
}

/** Starts it in a process of its own. The bench closes it. */
export async function startBenchConnector(): Promise<BenchConnector> {
  const child: ChildProcess = fork(import.meta.filename);
  const [url] = (await once(child, 'message')) as [string];
  return { url, close: () => void child.kill() };
}

if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  // A bench that fails must not leave it behind.
  process.on('disconnect', () => process.exit());
  process.send((await createSink()).url);
}
