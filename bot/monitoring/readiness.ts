// Small joints of the composition root: what a conversation remembers, and what /readyz tells.

import type { ConversationState } from '../teams/sdk/conversation-state.ts';
import type { SignInState } from '../features/sign-in/sign-in-health.ts';
import type { Config } from '../config/config.ts';
import { type Expiries, withExpiry } from './expiries.ts';
import type { PartState, Readiness } from './health-route.ts';
import { errorCode } from './log.ts';
import type { ConversationProperty } from '../../dialogs/turn-info.ts';

/** One thing remembered in the state of a conversation. */
export function conversationProperty(state: ConversationState, name: string): ConversationProperty {
  const value = state.property<string | undefined>(name);
  return {
    get: (context) => value.get(context),
    set: (context, given) => value.set(context, given),
  };
}

interface Checks {
  /** Throws when the database does not answer. */
  readonly database: () => Promise<void>;
  readonly mailbox: () => Promise<PartState>;
  readonly partnerCenter: PartState | undefined;
  /** What the last sign-in showed. */
  readonly graph: SignInState | undefined;
  readonly expiries: Pick<Expiries, 'daysLeft'>;
}

/** What works and what is off. In: the configuration, and what has to be asked. */
export async function readinessOf(config: Config, checks: Checks): Promise<Readiness> {
  const database = await checks.database().then(() => ({ state: 'ok' }) as const, faultOf);
  const { expiries } = checks;
  const credentials: PartState = { state: config.anonymous ? 'off' : 'ok' };
  const mailbox = await checks.mailbox().catch(faultOf);
  const partnerCenter = checks.partnerCenter ?? { state: 'off' };
  const given = (value: unknown): 'ok' | 'off' => (value === undefined ? 'off' : 'ok');
  return {
    ready: database.state === 'ok',
    parts: {
      database,
      credentials: withExpiry(credentials, expiries, 'appPassword'),
      events: { state: config.eventKeys.length > 0 || config.anonymous ? 'ok' : 'off' },
      expert: { state: given(config.expert.email ?? config.expert.url ?? config.expert.name) },
      graph: checks.graph ?? { state: 'off' },
      mailbox: withExpiry(mailbox, expiries, 'graphSecret'),
      partnerCenter: withExpiry(partnerCenter, expiries, 'partnerCenterSecret'),
    },
  };
}

function faultOf(error: unknown): PartState {
  return { state: 'fault', reason: errorCode(error) };
}
