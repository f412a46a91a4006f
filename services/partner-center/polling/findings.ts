// What an answer of Partner Center means for an enrollment: news to tell, a quiet confirmation, or nothing.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { Fact, MilestoneId, MilestoneState } from '../../enrollment/milestones.ts';
import type { AgreementStatus, LegalProfile, Relationship, Vetting } from '../partner-center.ts';

/** `facts` are taken over without a word: what is known already, or follows from the news. */
export interface PartnerCenterUpdate {
  readonly facts: readonly Pick<Fact, 'milestone' | 'state'>[];
  readonly news?: PartnerCenterNews | undefined;
}

export interface PartnerCenterNews {
  readonly type: string;
  readonly data: object;
  /** Tells this change from an earlier one of the same kind: what it departs from. */
  readonly mark: string;
}

const NOTHING: PartnerCenterUpdate = { facts: [] };
/** A person who has just signed is right although Partner Center does not show it yet. */
const BENEFIT_MS = 24 * 60 * 60_000;
const STATES: Readonly<Record<Exclude<Vetting, 'none'>, MilestoneState>> = {
  pending: 'waiting',
  authorized: 'done',
  rejected: 'failed',
};

/** The agreement. Codes that say neither yes nor no move nothing. */
export function agreementUpdate(
  enrollment: Enrollment,
  status: AgreementStatus,
  now: Date,
): PartnerCenterUpdate {
  const present = enrollment.standing.mpaSigned;
  const turn = { enrollment, milestone: 'mpaSigned', type: 'csp.mpa.changed' } as const;
  if (status === 'signed') return found({ ...turn, state: 'done', data: { signed: true } });
  if (status !== 'notSigned' || present?.state !== 'done') return NOTHING;
  const isFresh = now.getTime() - Date.parse(present.confirmedAt ?? present.at) < BENEFIT_MS;
  if (isFresh && present.source !== 'partnerCenter') return NOTHING;
  return found({ ...turn, state: 'open', data: { signed: false } });
}

/** The relationship with our provider. Not being among its resellers takes back only what we said: there may be another provider. */
export function relationshipUpdate(
  enrollment: Enrollment,
  resellers: readonly Relationship[],
  providerName: string,
): PartnerCenterUpdate {
  const mine = resellers.find((one) => isOf(one, enrollment));
  if (mine?.isActive) return linked(enrollment, providerName);
  const present = enrollment.standing.providerAuthorized;
  const isOurs = present?.state === 'done' && present.source === 'partnerCenter';
  if (mine !== undefined || !isOurs) return NOTHING;
  return found({
    enrollment,
    milestone: 'providerAuthorized',
    state: 'open',
    type: 'csp.provider.removed',
    data: { providerName },
  });
}

/** Who is linked has been invited; nobody else can tell us that. */
function linked(enrollment: Enrollment, providerName: string): PartnerCenterUpdate {
  const finding = found({
    enrollment,
    milestone: 'providerAuthorized',
    state: 'done',
    type: 'csp.provider.authorized',
    data: { providerName },
  });
  if (enrollment.standing.providerInvited?.state === 'done') return finding;
  const invited = { milestone: 'providerInvited', state: 'done' } as const;
  return { ...finding, facts: [...finding.facts, invited] };
}

/** Microsoft's verification, of the tenant whose credentials we have. */
export function vettingUpdate(
  enrollment: Enrollment,
  { vetting, check }: Pick<LegalProfile, 'vetting' | 'check'>,
): PartnerCenterUpdate {
  if (vetting === undefined || vetting === 'none') return NOTHING;
  return found({
    enrollment,
    milestone: 'verified',
    state: STATES[vetting],
    type: 'csp.verification.changed',
    data: { status: vetting, ...(check !== undefined && { check }) },
  });
}

interface UpdateTurn {
  readonly enrollment: Enrollment;
  readonly milestone: MilestoneId;
  readonly state: MilestoneState;
  readonly type: string;
  readonly data: object;
}

/** What somebody has reported already is not told them again; that it is so is now known for sure. */
function found({ enrollment, milestone, state, type, data }: UpdateTurn): PartnerCenterUpdate {
  const present = enrollment.standing[milestone];
  if (present?.state === state) {
    return present.source === 'partnerCenter' ? NOTHING : { facts: [{ milestone, state }] };
  }
  const before = present ? `${present.state}@${present.source}@${present.at}` : 'nothing';
  return { facts: [], news: { type, data, mark: `${milestone}/${state}/${before}` } };
}

/** By tenant id; else by the PartnerID the company gave, which must then be of the same country. */
function isOf({ tenantId, partnerId, country }: Relationship, enrollment: Enrollment): boolean {
  if (tenantId === enrollment.tenantId.toLowerCase()) return true;
  const given = enrollment.answers['partnerId']?.values ?? {};
  const theirs = given['partnerIdCountry']?.toUpperCase();
  return Boolean(partnerId) && partnerId === given['partnerId'] && country === theirs;
}
