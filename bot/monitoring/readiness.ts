// What /readyz shows: every part with its state, the optional ones off unless a feature says otherwise.

import { proxiesInUse, type ProxyHealth } from '../../services/http/outgoing.ts';
import { type ExpiringSecret, type Expiries, type PartState, withExpiry } from './expiries.ts';
import { errorCode } from './log.ts';

/** In the order in which they are shown. */
const PARTS = [
  'database',
  'credentials',
  'events',
  'expert',
  'graph',
  'mailbox',
  'partnerCenter',
  'proxy',
] as const;

export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** What a part of the bot tells of itself. */
export interface ReadinessPart {
  /** As /readyz, the doctor and the log call it. */
  readonly name: string;
  /** How it stands; a throw is a fault. */
  readiness?(): PartState | Promise<PartState>;
  readonly secrets?: readonly ExpiringSecret[];
}

interface ReadinessDeps {
  /** Throws when the database takes no write. */
  readonly database: () => Promise<void>;
  /** Whether a person is named whom people can turn to. */
  readonly hasExpert: boolean;
  readonly features: readonly ReadinessPart[];
  readonly expiries: Pick<Expiries, 'daysLeft'>;
}

/** Asks every part. Ready is who can write to the database; an optional part at fault is shown, and no more. */
export async function readinessOf({
  database,
  hasExpert,
  features,
  expiries,
}: ReadinessDeps): Promise<Readiness> {
  const written = await database().then(() => ({ state: 'ok' }) as const, faultOf);
  const parts: Record<string, PartState> = Object.fromEntries(
    PARTS.map((part) => [part, { state: 'off' }]),
  );
  parts['database'] = written;
  parts['expert'] = { state: hasExpert ? 'ok' : 'off' };
  parts['proxy'] = proxyState(proxiesInUse());
  for (const feature of features) {
    if (feature.readiness) parts[feature.name] = await stateOf(feature);
  }
  for (const { what, part = '' } of features.flatMap(({ secrets = [] }) => secrets)) {
    const state = parts[part];
    if (state) parts[part] = withExpiry(state, expiries, what);
  }
  return { ready: written.state === 'ok', parts };
}

/** What the last requests showed; nobody is asked for it. The name is host and port, never user and password. */
function proxyState(proxies: readonly ProxyHealth[]): PartState {
  if (proxies.length === 0) return { state: 'off' };
  const faulty = proxies.filter(({ fault }) => fault !== undefined);
  const reason = (faulty.length > 0 ? faulty : proxies)
    .map(
      ({ name, fault, isTried }) =>
        `${name} ${fault ?? (isTried ? 'lets through' : 'not asked yet')}`,
    )
    .join(', ');
  return { state: faulty.length > 0 ? 'fault' : 'ok', reason };
}

async function stateOf(feature: ReadinessPart): Promise<PartState> {
  try {
    return (await feature.readiness?.()) ?? { state: 'off' };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): PartState {
  return { state: 'fault', reason: errorCode(error) };
}
