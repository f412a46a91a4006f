// A part of the bot that can be off: what the server, the scheduler, /readyz and the stop ask of it.

import type { Database } from '../../services/storage/database/database.ts';
import type { Config } from '../config/config.ts';
import type { Routes } from '../http/server.ts';
import type { Metrics } from '../monitoring/metrics.ts';
import type { Proof } from '../monitoring/proof.ts';
import type { ReadinessPart } from '../monitoring/readiness.ts';
import type { Runtime } from '../runtime.ts';
import type { Job } from '../scheduler.ts';
import type { Stores } from '../stores.ts';
import type { HostTrust } from '../teams/admission/service-hosts.ts';
import type { BackgroundClient, ConnectorClient } from '../teams/connector/connector-client.ts';
import type { Notifications } from './notifications/notifications.ts';
import type { SigningIn } from './sign-in/sign-in.ts';
import type { Answering } from './turns/answering.ts';

/** A factory gives an empty list when its part is not configured. */
export interface Feature extends ReadinessPart {
  readonly routes?: Routes;
  readonly jobs?: readonly Job[];
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
  /** Whether the bot's own app gets tokens. */
  readonly credentials: Proof;
  /** Undefined when no connection is configured. */
  readonly signIn: SigningIn | undefined;
}
