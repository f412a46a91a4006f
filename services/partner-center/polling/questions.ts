// Which question belongs to which watch, and what its answer means. What is the same for all is asked once a round.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { addressDoubts, addressIn, markOf } from './address-doubts.ts';
import {
  agreementUpdate,
  relationshipUpdate,
  vettingUpdate,
  type PartnerCenterUpdate,
} from './findings.ts';
import type { Hints } from './hints.ts';
import {
  answer,
  type AgreementStatus,
  type PartnerCenterAnswer,
  type PartnerCenter,
  type NoAnswer,
} from '../partner-center.ts';
import type { DuePoll, PollingDeps } from './poll-store.ts';
import type { PollTopic } from './topics.ts';

export type PolledQuestion =
  | { readonly kind: 'found'; readonly finding: PartnerCenterUpdate; readonly learnt: Hints }
  | { readonly kind: 'silent'; readonly retryAt: number | undefined };

export interface PollRound {
  ask(enrollment: Enrollment, poll: DuePoll): Promise<PolledQuestion>;
}

const NOTHING: PartnerCenterUpdate = { facts: [] };

/** Makes the questions of one round. */
export function asksOf(deps: PollingDeps): PollRound {
  const { partnerCenter, now } = deps;
  const resellers = once(() => partnerCenter.resellers());
  const profile = once(() => partnerCenter.legalProfile());
  const invitation = once(() => partnerCenter.customerInvitation());

  async function nameOfProvider(): Promise<PartnerCenterAnswer<string>> {
    if (deps.providerName !== undefined) return answer(deps.providerName);
    const found = await profile();
    return found.kind === 'silence' ? found : answer(found.value.companyName);
  }

  async function relationship(enrollment: Enrollment): Promise<PolledQuestion> {
    const list = await resellers();
    if (list.kind === 'silence') return silent(list);
    const name = await nameOfProvider();
    if (name.kind === 'silence') return silent(name);
    return found(relationshipUpdate(enrollment, list.value, name.value));
  }

  async function link({ tenantId }: Enrollment): Promise<PolledQuestion> {
    const given = await invitation();
    if (given.kind === 'silence') return silent(given);
    const name = await nameOfProvider();
    if (name.kind === 'silence') return silent(name);
    const isOwn = tenantId.toLowerCase() === deps.ownTenantId.toLowerCase();
    return found(NOTHING, { invitation: { url: given.value, provider: name.value, isOwn } });
  }

  async function verification(enrollment: Enrollment): Promise<PolledQuestion> {
    const own = await profile();
    return own.kind === 'silence' ? silent(own) : found(vettingUpdate(enrollment, own.value));
  }

  const asks: Readonly<Record<PollTopic, PollRound['ask']>> = {
    prepared: (enrollment, { learnt }) => address(partnerCenter, enrollment, learnt),
    verified: verification,
    mpaSigned: (enrollment) => agreement(partnerCenter, enrollment, now()),
    providerAuthorized: relationship,
    customerInvited: link,
  };
  return { ask: (enrollment, poll) => asks[poll.watch](enrollment, poll) };
}

/** By the tenant, which is proved; by the PartnerID, which somebody typed, only where the tenant is not known. */
async function agreement(
  partnerCenter: PartnerCenter,
  enrollment: Enrollment,
  now: Date,
): Promise<PolledQuestion> {
  const partnerId = enrollment.answers['partnerId']?.values['partnerId'];
  let status: PartnerCenterAnswer<AgreementStatus> = await partnerCenter.agreementStatus({
    tenantId: enrollment.tenantId,
  });
  if (status.kind === 'answer' && status.value === 'unknownTenant' && partnerId) {
    status = await partnerCenter.agreementStatus({ partnerId });
  }
  if (status.kind === 'silence') return silent(status);
  const { value } = status;
  const isPlain = value === 'signed' || value === 'notSigned';
  return found(agreementUpdate(enrollment, value, now), isPlain ? {} : { agreement: value });
}

/** An address that was looked at is not looked at again before it changes. */
async function address(
  partnerCenter: PartnerCenter,
  enrollment: Enrollment,
  learnt: Hints,
): Promise<PolledQuestion> {
  const given = addressIn(enrollment);
  if (given === undefined) return found(NOTHING);
  const addressOf = markOf(given);
  if (learnt.addressOf === addressOf) return found(NOTHING, learnt);
  const rules = await partnerCenter.countryRules(given.country);
  const verdict = await partnerCenter.checkAddress(given);
  if (rules.kind === 'silence' && verdict.kind === 'silence') return silent(verdict);
  const doubts = addressDoubts(given, valueOf(rules), valueOf(verdict));
  return found(NOTHING, { addressOf, address: [...doubts] });
}

function found(finding: PartnerCenterUpdate, learnt: Hints = {}): PolledQuestion {
  return { kind: 'found', finding, learnt };
}

function silent({ retryAt }: NoAnswer): PolledQuestion {
  return { kind: 'silent', retryAt };
}

function valueOf<T>(given: PartnerCenterAnswer<T>): T | undefined {
  return given.kind === 'answer' ? given.value : undefined;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}
