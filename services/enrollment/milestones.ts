// After the form: milestones in order, who acts, which source prevails [interface-milestones].

import { z } from 'zod';

export const MILESTONE_IDS = [
  'prepared',
  'partnerId',
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

/** What a milestone cannot be without, directly [account-verification] [partner-id-before-mpa]. */
const NEEDS: Readonly<Partial<Record<MilestoneId, readonly MilestoneId[]>>> = {
  emailConfirmed: ['submitted'],
  verified: ['emailConfirmed'],
  adminAgent: ['submitted'],
  mpaSigned: ['verified', 'partnerId'],
  providerAuthorized: ['mpaSigned', 'providerInvited'],
  customerInvited: ['providerAuthorized'],
};

const ACTORS: Readonly<Record<MilestoneId, Actor>> = {
  prepared: 'company',
  partnerId: 'globalAdmin',
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
  /** The later milestone that says so, when nobody said so of this one itself. */
  impliedBy: z.enum(MILESTONE_IDS).optional(),
});
export type Fact = Readonly<z.infer<typeof factShape>>;
export type MilestoneState = Fact['state'];

export type Standing = Readonly<Partial<Record<MilestoneId, Fact>>>;

export type FactRefusal =
  | { readonly reason: 'already' | 'weaker' | 'older'; readonly standing: Fact }
  | { readonly reason: 'outOfOrder'; readonly first: MilestoneId };

/** Who acts on a milestone: after a refused verification it is the company's to appeal [account-verification]. */
export function actorOf(milestone: MilestoneId, fact: Fact | undefined): Actor {
  return fact?.state === 'failed' ? 'globalAdmin' : ACTORS[milestone];
}

/** Everything a milestone cannot be without, in order. */
export function neededFor(milestone: MilestoneId): readonly MilestoneId[] {
  const needed = new Set<MilestoneId>();
  const add = (one: MilestoneId): void => {
    for (const before of NEEDS[one] ?? []) {
      needed.add(before);
      add(before);
    }
  };
  add(milestone);
  return MILESTONE_IDS.filter((id) => needed.has(id));
}

/** The milestones that a fact says are done, besides its own. A verification that runs or failed was applied for. */
export function impliedBy({
  milestone,
  state,
}: Pick<Fact, 'milestone' | 'state'>): readonly MilestoneId[] {
  if (state === 'done') return neededFor(milestone);
  return milestone === 'verified' && state !== 'open' ? ['submitted'] : [];
}

/** Why a fact is not taken over, if so: it is known, or a stronger source denies it or what it cannot be without. */
export function refusalOf(standing: Standing, fact: Fact): FactRefusal | undefined {
  const present = standing[fact.milestone];
  const own = present === undefined ? undefined : conflict(present, fact);
  if (own !== undefined) return own;
  const denied = impliedBy(fact)
    .map((id) => standing[id])
    .find(
      (one) => one !== undefined && one.state !== 'done' && isStronger(one.source, fact.source),
    );
  return denied && { reason: 'weaker', standing: denied };
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
