// A part of the bot that can be off: what the server, the scheduler, /readyz and the stop ask of it.

import type { Server } from 'restify';
import type { Database } from '../../services/storage/database/database.ts';
import type { Config } from '../config/config.ts';
import type { ExpiringThing, ExpirySource } from '../monitoring/expiries.ts';
import type { PartState } from '../monitoring/health-route.ts';
import type { Metrics } from '../monitoring/metrics.ts';
import type { Runtime } from '../runtime.ts';
import type { Stores } from '../stores.ts';
import type { HostTrust } from '../teams/admission/service-hosts.ts';
import type { BackgroundClient, ConnectorClient } from '../teams/connector/connector-client.ts';
import type { Notifications } from './notifications/notifications.ts';
import type { SigningIn } from './sign-in/sign-in.ts';
import type { Answering } from './turns/answering.ts';

/** Adds addresses whose handlers prove their callers themselves. */
export type Routes = (server: Server) => void;

export type JobName = 'pump' | 'remind' | 'tend' | 'forget' | 'poll' | 'look-ahead';

/** What runs by the clock. */
export interface Job {
  readonly name: JobName;
  readonly everyMs: number;
  /** Does everything that is due and waits for it. Out: how much there was. */
  run(): Promise<number>;
  /** For the clock: begins what is due and does not wait for the slowest; `run` where it is absent. */
  begin?(): Promise<unknown>;
}

/** A secret or subscription whose end is watched. */
export interface ExpiringSecret {
  readonly what: ExpiringThing;
  readonly endsAt: ExpirySource;
  /** The part of /readyz that is at fault when it has ended; absent when that part tells it itself. */
  readonly part?: string;
}

/** A factory gives an empty list when its part is not configured. */
export interface Feature {
  /** As /readyz, the doctor and the log call it. */
  readonly name: string;
  readonly routes?: Routes;
  readonly jobs?: readonly Job[];
  readonly secrets?: readonly ExpiringSecret[];
  /** How its part stands; a throw is a fault. */
  readiness?(): PartState | Promise<PartState>;
  /** Begins nothing new and lets in-flight work end; once `patience` is aborted, work is broken off and recorded as such. */
  stop?(patience: AbortSignal): Promise<void>;
}

/** What features are made of; bot/app.ts makes each part once. */
export interface FeatureDeps {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly database: Database;
  readonly stores: Stores;
  readonly answering: Answering;
  readonly metrics: Metrics;
  readonly trust: HostTrust;
  readonly connector: ConnectorClient;
  /** The share of the connector's connections for what speaks first. */
  readonly background: BackgroundClient;
  readonly notifications: Notifications;
  /** Undefined when no connection is configured. */
  readonly signIn: SigningIn | undefined;
}
