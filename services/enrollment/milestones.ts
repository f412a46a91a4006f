// After the form: milestones in order, who acts, which source prevails [interface-milestones].

import { z } from 'zod';

export const MILESTONE_IDS = [
  'prepared',
  'submitted',
  'emailConfirmed',
  'verified',
  'adminAgent',
  'mpaSigned',
  'providerInvited',
  'providerAuthorized',
  'customerInvited',
] as const;
export type MilestoneId = (typeof MILESTONE_IDS)[number];

/** Who said so; a later one in this list is believed over an earlier one. */
export const FACT_SOURCES = ['self', 'mailbox', 'graph', 'operator', 'partnerCenter'] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

export type Actor = 'company' | 'primaryContact' | 'microsoft' | 'globalAdmin' | 'provider';

const ACTORS: Readonly<Record<MilestoneId, Actor>> = {
  prepared: 'company',
  submitted: 'globalAdmin',
  emailConfirmed: 'primaryContact',
  verified: 'microsoft',
  adminAgent: 'globalAdmin',
  mpaSigned: 'globalAdmin',
  providerInvited: 'provider',
  providerAuthorized: 'globalAdmin',
  customerInvited: 'company',
};

/** A fact about a milestone: what is so, since when, who said it. */
export const factShape = z.object({
  milestone: z.enum(MILESTONE_IDS),
  state: z.enum(['open', 'waiting', 'done', 'failed']),
  source: z.enum(FACT_SOURCES),
  /** ISO 8601, when it became so. */
  at: z.string(),
  /** The newest time at which the same was said again; an older contradiction no longer counts. */
  confirmedAt: z.string().optional(),
  /** The person who reported it, for source `self`. */
  by: z.string().optional(),
});
export type Fact = Readonly<z.infer<typeof factShape>>;
export type MilestoneState = Fact['state'];

export type Standing = Readonly<Partial<Record<MilestoneId, Fact>>>;

export interface MilestoneRow {
  readonly id: MilestoneId;
  readonly state: MilestoneState;
  readonly actor: Actor;
  readonly fact: Fact | undefined;
}

export type FactRefusal =
  | { readonly reason: 'already' | 'weaker' | 'older'; readonly standing: Fact }
  | { readonly reason: 'outOfOrder'; readonly first: MilestoneId };

/** The state and the next actor of every milestone, in order. In: the facts. Out: nine rows. */
export function milestoneRows(standing: Standing): readonly MilestoneRow[] {
  const next = nextMilestone(standing);
  return MILESTONE_IDS.map((id) => {
    const fact = standing[id];
    const waits = id === next && isElsewhere(ACTORS[id]) ? 'waiting' : 'open';
    return { id, state: fact?.state ?? waits, actor: actorNow(id, fact), fact };
  });
}

/** The first milestone that is not done. Out: undefined when all are. */
export function nextMilestone(standing: Standing): MilestoneId | undefined {
  return MILESTONE_IDS.find((id) => standing[id]?.state !== 'done');
}

/** The last milestone a person may take back: done, and nothing after it done. */
export function lastDone(standing: Standing): MilestoneId | undefined {
  return MILESTONE_IDS.findLast((id) => standing[id]?.state === 'done');
}

/** Why a fact is not taken over, if so. A person's report must come in order; a stronger source may jump ahead, since it knows. */
export function refusalOf(standing: Standing, fact: Fact): FactRefusal | undefined {
  const present = standing[fact.milestone];
  if (present !== undefined) return conflict(present, fact);
  const next = nextMilestone(standing);
  const early = fact.source === 'self' && next !== undefined && next !== fact.milestone;
  return early ? { reason: 'outOfOrder', first: next } : undefined;
}

/** Whether one source is believed over another. */
export function isStronger(source: FactSource, than: FactSource): boolean {
  return FACT_SOURCES.indexOf(source) > FACT_SOURCES.indexOf(than);
}

function conflict(present: Fact, fact: Fact): FactRefusal | undefined {
  if (isAppeal(present, fact)) return undefined;
  if (isStronger(present.source, fact.source)) return { reason: 'weaker', standing: present };
  if (isStronger(fact.source, present.source)) return undefined;
  if (present.state === fact.state) return { reason: 'already', standing: present };
  return Date.parse(present.confirmedAt ?? present.at) > Date.parse(fact.at)
    ? { reason: 'older', standing: present }
    : undefined;
}

/** The company's own act after a refusal [account-verification]; it contradicts no source. */
function isAppeal(present: Fact, { milestone, state, source, at }: Fact): boolean {
  const follows = present.state === 'failed' && Date.parse(at) >= Date.parse(present.at);
  return follows && milestone === 'verified' && state === 'waiting' && source === 'self';
}

function isElsewhere(actor: Actor): boolean {
  return actor === 'microsoft' || actor === 'provider' || actor === 'primaryContact';
}

/** A refused verification is the company's to appeal [account-verification]. */
function actorNow(id: MilestoneId, fact: Fact | undefined): Actor {
  return fact?.state === 'failed' ? 'globalAdmin' : ACTORS[id];
}
