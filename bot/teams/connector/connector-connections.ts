// The connections to the connector: kept alive, at most 64 to each host, directly or through the environment's proxy.

import type { Agent } from 'node:http';
import { createBoundedMap } from '../../../services/http/bounded-map.ts';
import { inTime } from '../../../services/http/in-time.ts';
import { createPool } from '../../../services/http/outgoing.ts';
import {
  createSemaphore,
  type Semaphore,
} from '../../../services/notifications/outbox/semaphore.ts';
import type { ConnectorHost } from './connector-host.ts';
import { createKeepAliveLimit, type CloseExpired } from './punctual-agent.ts';

/** A request's way to its host. */
export interface ConnectorWay {
  readonly agent: Agent;
  readonly proxy: URL | undefined;
  /** Gives the place back; to be called when the request is over. */
  leave(): void;
}

export interface Connections {
  /** Out: the way, once there is a place. Throws what `late` is when that takes longer than `timeoutMs`. */
  wayTo(host: ConnectorHost, timeoutMs: number, late: Error): Promise<ConnectorWay>;
}

const SOCKETS = 64;
/** With no time of its own, node's agent does not heed the one that the other side names. */
const KEPT = { keepAlive: true, timeout: 60_000 };
const MOST_HOSTS = 1_000;

/** Connections to every host; idle ones hold no process up. */
export function createConnections(): Connections {
  const pool = createPool({ ...KEPT, maxSockets: SOCKETS, maxFreeSockets: SOCKETS });
  const limits = new Map<Agent, CloseExpired>();
  const places = createBoundedMap<string, Semaphore>(MOST_HOSTS);

  function closeExpired(agent: Agent): void {
    const close = limits.get(agent) ?? createKeepAliveLimit(agent);
    limits.set(agent, close);
    close();
  }

  function placesAt(origin: string): Semaphore {
    const known = places.get(origin) ?? createSemaphore(SOCKETS);
    places.set(origin, known);
    return known;
  }

  return {
    async wayTo({ url, isSecure }, timeoutMs, late) {
      const { agent, proxy } = pool.wayTo(url);
      // Through a tunnel node's agent keeps no limit, so this one does.
      const tunnels = isSecure && proxy !== undefined ? placesAt(url.origin) : undefined;
      if (tunnels) await takeInTime(tunnels, timeoutMs, late);
      closeExpired(agent);
      return { agent, proxy, leave: () => tunnels?.give(1) };
    },
  };
}

/** A place that comes too late is given back. */
async function takeInTime(places: Semaphore, timeoutMs: number, late: Error): Promise<void> {
  const taking = places.take();
  try {
    await inTime(taking, timeoutMs, late);
  } catch (error) {
    void taking.then(() => {
      places.give(1);
    });
    throw error;
  }
}
