// What was read from the company's directory comes into the record, as one pure change.

import type { Act, DirectoryKnowledge, Enrollment } from './enrollment.ts';
import { applyFact } from './facts.ts';
import { ask, firstOpen, position } from './form.ts';
import type { Fact, MilestoneId } from './milestones.ts';
import { fileKnown } from './prefill.ts';
import { STEP_IDS, type StepId } from './steps.ts';
import type { Values } from './rules/finding.ts';

/** What a directory tells of a company and of the person who signed in. */
export interface DirectoryFacts {
  /** By step and field, as the directory has them. */
  readonly values: Readonly<Partial<Record<StepId, Values>>>;
  /** Fields whose value is only likely. */
  readonly unsure: readonly string[];
  readonly domains: readonly string[];
  /** Milestones that it proves. */
  readonly reached: readonly MilestoneId[];
}

export interface TakeOverOutcome {
  readonly enrollment: Enrollment;
  /** Steps that are answered now and were not before. */
  readonly answered: readonly StepId[];
  /** Milestones that were moved. */
  readonly moved: readonly MilestoneId[];
}

/** Takes over what the directory tells. Cards shown before are stale then, since they show less; a draft stays. */
export function takeOver(enrollment: Enrollment, told: DirectoryFacts, act: Act): TakeOverOutcome {
  const directory = { ...merged(enrollment.directory, told), at: act.at, by: act.by.personId };
  const filled = fileKnown({ ...enrollment, directory });
  const answered = STEP_IDS.filter(
    (step) => enrollment.answers[step] === undefined && filled.answers[step] !== undefined,
  );
  const { informed, moved } = withFacts(filled, told, act);
  return { enrollment: askedAnew(informed, answered, act.at), answered, moved };
}

/** A colleague with fewer permissions does not take away what is known of the company; what was about the other person goes. */
function merged(
  known: DirectoryKnowledge | null,
  { values, unsure, domains }: DirectoryFacts,
): Pick<DirectoryKnowledge, 'values' | 'unsure' | 'domains'> {
  const { workAccount: _workAccount, ...tenant } = known?.values['account'] ?? {};
  const { contact: _contact, ...company } = known?.values ?? {};
  return {
    values: { ...company, ...values, account: { ...tenant, ...values.account } },
    unsure: [...unsure],
    domains: domains.length > 0 ? [...domains] : (known?.domains ?? []),
  };
}

/** A step that the directory has just answered is not asked any more. */
function askedAnew(enrollment: Enrollment, answered: readonly string[], at: string): Enrollment {
  const now = position(enrollment);
  if (now === undefined) return enrollment;
  if (answered.includes(now)) return ask(enrollment, firstOpen(enrollment), at);
  return ask(enrollment, now, at);
}

function withFacts(
  enrollment: Enrollment,
  { reached }: DirectoryFacts,
  { at }: Act,
): { readonly informed: Enrollment; readonly moved: readonly MilestoneId[] } {
  let informed = enrollment;
  const moved: MilestoneId[] = [];
  for (const milestone of reached) {
    const fact: Fact = { milestone, state: 'done', source: 'graph', at };
    const before = informed.standing[milestone]?.state;
    const outcome = applyFact(informed, fact);
    if (outcome.kind === 'refused') continue;
    informed = outcome.enrollment;
    if (before !== 'done') moved.push(milestone);
  }
  return { informed, moved };
}
