// Connections that are kept for the next request, but not longer than the other side keeps them. Node ends them by a timer,
// which comes too late in a process that was busy: the next request is then sent into a connection that is being closed,
// and nobody can tell whether it arrived.

import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Ends connections whose time is up, by the clock; to be called before each request. */
export type CloseExpired = () => void;

/** In: an agent that keeps connections. */
export function createKeepAliveLimit(agent: Agent): CloseExpired {
  const freedAt = new WeakMap<object, number>();
  // Called when a connection has become free; the agent's own listener comes first and sets the time it may be kept.
  agent.on('free', (socket: Socket) => {
    freedAt.set(socket, performance.now());
  });

  function isLate(socket: Socket): boolean {
    const { timeout = 0 } = socket;
    return timeout > 0 && performance.now() - (freedAt.get(socket) ?? 0) >= timeout;
  }

  return () => {
    for (const free of Object.values(agent.freeSockets)) {
      // The last one is used next, and all before it have been free for longer.
      const last = free?.at(-1);
      if (free === undefined || last === undefined || !isLate(last)) continue;
      for (const socket of [...free]) socket.destroy();
    }
  };
}
