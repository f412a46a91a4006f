// Partner Center as the rest of the bot sees it, and what it needs from there.

import type { ClientIdentity } from '../http/client-credential.ts';
import type { DispatcherLog } from '../notifications/outbox/dispatcher.ts';
import type { Availability } from './polling/availability.ts';
import type { PartnerCenterCall, PartnerCenter } from './partner-center.ts';
import type { Registrations } from './webhooks/registration.ts';
import type { WebhookEvent } from './webhooks/webhook-event.ts';
import type { ProofDeps } from './webhooks/webhook-proof.ts';

export interface PartnerCenterSettings extends ClientIdentity {
  readonly refreshToken: string;
  /** Lower case. */
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly authority: string;
  readonly providerName: string | undefined;
  readonly certificateHosts: readonly string[];
  /** PEM of more authorities than node brings. */
  readonly authorities: string;
}

export interface PartnerCenterDeps {
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Pick<DispatcherLog, 'warn'>;
  /** Counts how calls went. */
  readonly heard?: ((call: PartnerCenterCall, outcome: string) => void) | undefined;
  /** Waits between repeats; node's timer unless told. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
}

export interface PartnerCenterClient {
  readonly partnerCenter: PartnerCenter;
  readonly registrations: Registrations;
  readonly availability: Availability;
}

export interface OpenPartnerCenter {
  readonly client: PartnerCenterClient;
  close(): Promise<void>;
}

export interface PartnerCenterFeed {
  /** Asks what is due. Out: questions worked on. Throws what the store throws. */
  poll(): Promise<number>;
  readonly state: Availability['state'];
  readonly proof: ProofDeps;
  /** Stores a proved webhook event durably. Out: whether it is new. */
  receive(event: WebhookEvent): Promise<boolean>;
}
