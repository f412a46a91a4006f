// Partner Center over one database: its client, and what is polled and taken from webhooks. No timers: nothing is asked by itself.

import { randomUUID } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { EventIntake } from '../../../services/events/event-intake.ts';
import { createAvailability } from '../../../services/partner-center/polling/availability.ts';
import { trustOf } from '../../../services/partner-center/webhooks/certificate-chain.ts';
import type {
  OpenPartnerCenter,
  PartnerCenterClient,
  PartnerCenterFeed,
  PartnerCenterSettings,
  PartnerCenterDeps,
} from '../../../services/partner-center/partner-center-feed.ts';
import type {
  PartnerCenterCall,
  NoAnswer,
} from '../../../services/partner-center/partner-center.ts';
import { createPolling } from '../../../services/partner-center/polling/polling.ts';
import {
  createRestCaller,
  type RestCaller,
} from '../../../services/partner-center/client/rest-caller.ts';
import { createCertificates } from '../../../services/partner-center/webhooks/rest-certificates.ts';
import { createPartnerCenter } from '../../../services/partner-center/client/rest-partner-center.ts';
import { createRegistrations } from '../../../services/partner-center/client/rest-registrations.ts';
import { createTokens } from '../../../services/partner-center/client/rest-token.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import type { Enrollments } from '../../../services/enrollment/enrollments.ts';
import {
  createPollStoreIn,
  createRefreshTokensIn,
} from '../../../services/storage/stores/partner-center-store.ts';

const CALL_MS = 10_000;
const CERTIFICATE_MS = 5_000;

/** The client for a command line: no log, nothing counted, and the database closed with it. */
export function openPartnerCenterIn(
  database: Database,
  settings: PartnerCenterSettings,
): OpenPartnerCenter {
  const log = { warn: () => undefined };
  const world = { now: () => new Date(), random: Math.random, log };
  const client = createPartnerCenterClient(database, settings, world);
  return { client, close: () => database.destroy() };
}

function createPartnerCenterClient(
  database: Database,
  settings: PartnerCenterSettings,
  world: PartnerCenterDeps,
): PartnerCenterClient {
  const { now, random, wait, heard, log } = world;
  const availability = createAvailability(now);
  const refreshTokens = createRefreshTokensIn(database, settings, now);
  const call: RestCaller = createRestCaller({
    baseUrl: settings.baseUrl,
    tokens: createTokens({ ...settings, refreshTokens, now, timeoutMs: CALL_MS }),
    availability,
    now,
    random,
    newId: randomUUID,
    timeoutMs: CALL_MS,
    wait,
    heard: (asked, outcome) => {
      heard?.(asked, outcome === 'answered' ? outcome : outcome.reason);
      if (outcome !== 'answered') log.warn('partner-center-silent', fieldsOf(asked, outcome));
    },
  });
  const partnerCenter = createPartnerCenter(call, settings.tenantId);
  return { partnerCenter, registrations: createRegistrations(call), availability };
}

interface PartnerCenterFeedDeps extends PartnerCenterDeps {
  readonly intake: Pick<EventIntake, 'accept'>;
  readonly enrollments: Enrollments;
}

/** Polling and webhooks. In: the database, the settings, the way in for events, the enrollments, and the runtime. */
export function createPartnerCenterFeed(
  database: Database,
  settings: PartnerCenterSettings,
  { intake, enrollments, ...world }: PartnerCenterFeedDeps,
): PartnerCenterFeed {
  const { now } = world;
  const { tenantId: ownTenantId, providerName, authorities, certificateHosts: hosts } = settings;
  const { partnerCenter, availability } = createPartnerCenterClient(database, settings, world);
  const book = createPollStoreIn(database, ownTenantId);
  const trust = trustOf(authorities, rootCertificates);
  return {
    poll: createPolling({
      ...{ book, partnerCenter, enrollments, intake, ownTenantId, providerName },
      ...world,
    }),
    state: () => availability.state(),
    proof: {
      certificates: createCertificates({ hosts, trust, now, timeoutMs: CERTIFICATE_MS }),
      trust,
      now,
    },
    receive: (event) => book.receive(event, now().getTime()),
  };
}

function fieldsOf(
  call: PartnerCenterCall,
  { reason, code }: NoAnswer,
): Readonly<Record<string, string>> {
  return { call, reason, code };
}
