// One request to the Bot Connector, kept alive, bounded in time, and never repeated in secret.
// The SDK's client sends up to four POSTs by itself, without a time limit [sdk-connector-retries].

import type { ClientRequest } from 'node:http';
import type { Activity } from 'botbuilder';
import { createSemaphore } from '../../../services/notifications/outbox/semaphore.ts';
import { inTime } from '../../../services/http/in-time.ts';
import { errorCode } from '../../monitoring/log.ts';
import { createConnections, type Connections } from './connector-connections.ts';
import {
  coded,
  exchange,
  type ConnectorAnswer,
  type ConnectorCall,
  type Method,
} from './connector-exchange.ts';
import { hostsKnown, type ConnectorHost } from './connector-host.ts';
import type { AuthorizationHeader } from './app-credentials.ts';

/** Where an activity goes; `activityId` names the one to replace or to delete, `replyToId` the one to answer. */
export interface Destination {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly activityId?: string | undefined;
  readonly replyToId?: string | undefined;
  readonly isDeletion?: boolean;
}

export interface ConnectorClient {
  /** Posts, replaces or deletes an activity. In: where, and the activity or its JSON, as bytes of UTF-8. Never throws. */
  deliver(destination: Destination, activity: Partial<Activity> | Buffer): Promise<ConnectorAnswer>;
}

/** For what nobody waits for: it never takes the connections that are reserved for turns. */
export interface BackgroundClient extends ConnectorClient {
  /** Breaks off what is under way, and begins nothing new. */
  abort(): void;
}

export interface SharedConnectorClient extends ConnectorClient {
  /** In: how many of a host's 64 connections it may use at once; more requests wait for their place. */
  background(connections: number): BackgroundClient;
}

export interface ConnectorClientDeps {
  readonly authorize: AuthorizationHeader;
  readonly timeoutMs?: number | undefined;
}

const TIMEOUT_MS = 10_000;

/** The one client of a bot. Its connections are kept for the next request; idle ones hold no process up. */
export function createConnectorClient({
  authorize,
  timeoutMs = TIMEOUT_MS,
}: ConnectorClientDeps): SharedConnectorClient {
  const connection = {
    connections: createConnections(),
    authorize,
    timeoutMs,
    hostOf: hostsKnown(),
  };
  return {
    deliver: (destination, activity) => deliver(connection, destination, activity),
    background: (connections) => backgroundOver(connection, connections),
  };
}

interface Connection {
  readonly connections: Connections;
  readonly authorize: AuthorizationHeader;
  readonly timeoutMs: number;
  readonly hostOf: (serviceUrl: string) => ConnectorHost;
}

function backgroundOver(connection: Connection, connections: number): BackgroundClient {
  const places = createSemaphore(connections);
  const open = new Set<ClientRequest>();
  let isAborted = false;
  return {
    async deliver(destination, activity) {
      await places.take();
      try {
        if (isAborted) return { kind: 'unanswered', code: 'stopped', written: false };
        return await deliver(connection, destination, activity, {
          open,
          isAborted: () => isAborted,
        });
      } finally {
        places.give(1);
      }
    },
    abort() {
      isAborted = true;
      for (const request of open) request.destroy(coded('stopped'));
    },
  };
}

interface Abortable {
  /** The requests under way, to which each new one is added. */
  readonly open: Set<ClientRequest>;
  readonly isAborted: () => boolean;
}

async function deliver(
  connection: Connection,
  destination: Destination,
  activity: Partial<Activity> | Buffer,
  { open, isAborted }: Abortable = { open: new Set(), isAborted: () => false },
): Promise<ConnectorAnswer> {
  const { authorize, timeoutMs, hostOf } = connection;
  try {
    const host = hostOf(destination.serviceUrl);
    const path = `${host.path}${pathOf(destination)}`;
    const asking = authorize();
    const authorization = asking && (await inTime(asking, timeoutMs, coded('token-timeout')));
    if (authorization !== undefined && !host.isSafeForToken) {
      return { kind: 'unanswered', code: 'insecure-address', written: false };
    }
    const method = methodOf(destination);
    const body = Buffer.isBuffer(activity) ? activity : Buffer.from(JSON.stringify(activity));
    const call = { host, path, method, body, authorization, timeoutMs };
    return await exchangeOnWay(connection.connections, call, { open, isAborted });
  } catch (error) {
    return { kind: 'unanswered', code: errorCode(error), written: false };
  }
}

async function exchangeOnWay(
  connections: Connections,
  call: ConnectorCall,
  { open, isAborted }: Abortable,
): Promise<ConnectorAnswer> {
  const began = performance.now();
  const way = await connections.wayTo(call.host, call.timeoutMs, coded('timeout'));
  try {
    if (isAborted()) return { kind: 'unanswered', code: 'stopped', written: false };
    const timeoutMs = Math.max(1, call.timeoutMs - (performance.now() - began));
    return await exchange(way, open, { ...call, timeoutMs });
  } finally {
    way.leave();
  }
}

function methodOf({ activityId, isDeletion = false }: Destination): Method {
  if (isDeletion) return 'DELETE';
  return activityId === undefined ? 'POST' : 'PUT';
}

function pathOf({ conversationId, activityId, replyToId }: Destination): string {
  const other = activityId ?? replyToId;
  const last = other === undefined ? '' : `/${encodeURIComponent(other)}`;
  return `/v3/conversations/${encodeURIComponent(conversationId)}/activities${last}`;
}
