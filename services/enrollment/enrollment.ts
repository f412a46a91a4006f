// The record of a company's enrollment, and the shape it is stored in.

import { z } from 'zod';
import { factShape, MILESTONE_IDS } from './milestones.ts';

/** Where a value is from: the company's directory at Microsoft, or a person. */
const ORIGINS = ['directory', 'typed'] as const;

/** Version of the stored shape; upgrade.ts lifts older ones. */
export const SCHEMA = 1;

const participant = z.object({
  personId: z.string(),
  name: z.string(),
  joinedAt: z.string(),
});

const values = z.record(z.string(), z.string());

const answer = z.object({
  values,
  /** Where each value is from, by field. */
  origins: z.record(z.string(), z.enum(ORIGINS)),
  at: z.string(),
  by: z.string(),
});

/** What the company's directory knows, as it was read for a person who signed in. */
const directory = z.object({
  at: z.string(),
  by: z.string(),
  /** By step; not yet checked by the rules. */
  values: z.record(z.string(), values),
  /** Fields whose value is only likely: shown beforehand, never filed unasked. */
  unsure: z.array(z.string()),
  /** The tenant's verified domains. */
  domains: z.array(z.string()),
});

const asked = z.object({
  /** A step's id or "review"; kept as a word, since a later release may not know the step any more. */
  step: z.string(),
  /** The prompt number (`promptNumberOf`): a card of an earlier one is stale. */
  visit: z.number(),
  since: z.string(),
});

/** Values sent but refused or doubtful: shown again, not yet answers. */
const draft = z.object({
  step: z.string(),
  values,
  /** Doubts the person has read, as `field:code:value`. */
  read: z.array(z.string()),
  /** Those they have agreed to by the doubt's own button. */
  agreed: z.array(z.string()).default([]),
  /** Fields that were sent a secret: the secret is gone, the complaint stays. */
  withheld: z.array(z.string()),
  /** Filled by typing, field by field: what is still empty is not missing yet. */
  typed: z.boolean(),
  /** Whoever had a part in it; the release before did not say. */
  by: z.array(z.string()).default([]),
});

export const enrollmentShape = z.object({
  schema: z.literal(SCHEMA),
  id: z.string(),
  tenantId: z.string(),
  startedAt: z.string(),
  /** Who takes part; the first one began it. */
  participants: z.array(participant).min(1),
  answers: z.record(z.string(), answer),
  asked: asked.nullable(),
  /** Of the step that is asked. */
  draft: draft.nullable(),
  /** Of other steps, by step. The release before leaves them out. */
  drafts: z.record(z.string(), draft).default({}),
  directory: directory.nullable(),
  /** The last prompt number. */
  visits: z.number(),
  pausedAt: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  standing: z.partialRecord(z.enum(MILESTONE_IDS), factShape),
  history: z.array(factShape),
});

export type Participant = Readonly<z.infer<typeof participant>>;
export type Draft = Readonly<z.infer<typeof draft>>;
export type StepAnswer = Readonly<z.infer<typeof answer>>;
export type Origin = (typeof ORIGINS)[number];
export type DirectoryKnowledge = Readonly<z.infer<typeof directory>>;
export type OpenQuestionPosition = Readonly<z.infer<typeof asked>>;
export type Enrollment = Readonly<z.infer<typeof enrollmentShape>>;

/** Who does something, and when. */
export interface Act {
  readonly by: Participant;
  /** ISO 8601. */
  readonly at: string;
}

/** A new enrollment, its first step asked. In: ids and who begins it. */
export function beginEnrollment(id: string, tenantId: string, { by, at }: Act): Enrollment {
  return {
    schema: SCHEMA,
    id,
    tenantId,
    startedAt: at,
    participants: [by],
    answers: {},
    asked: { step: 'situation', visit: 1, since: at },
    draft: null,
    drafts: {},
    directory: null,
    visits: 1,
    pausedAt: null,
    confirmedAt: null,
    standing: {},
    history: [],
  };
}

/** A colleague of the same tenant takes part from now on; who does already is left as is. */
export function join(enrollment: Enrollment, { by }: Act): Enrollment {
  if (isParticipant(enrollment, by.personId)) return enrollment;
  return { ...enrollment, participants: [...enrollment.participants, by] };
}

/**
 * A person leaves; what they answered and reported stays, but not that it was they. What they had a part in and what is no
 * answer yet goes with them. Out: undefined when nobody is left.
 */
export function leave(enrollment: Enrollment, personId: string): Enrollment | undefined {
  const participants = enrollment.participants.filter((one) => one.personId !== personId);
  if (participants.length === 0) return undefined;
  const anonymous = <T extends { readonly by?: string | undefined }>(entry: T): T =>
    entry.by === personId ? { ...entry, by: '' } : entry;
  const answers = Object.entries(enrollment.answers).map(([id, given]) => [id, anonymous(given)]);
  const standing = Object.entries(enrollment.standing).map(([id, fact]) => [id, anonymous(fact)]);
  return {
    ...enrollment,
    participants,
    ...withoutAuthor(enrollment, personId),
    directory: withoutReader(enrollment.directory, personId),
    answers: Object.fromEntries(answers) as Enrollment['answers'],
    standing: Object.fromEntries(standing) as Enrollment['standing'],
    history: enrollment.history.map(anonymous),
  };
}

/** A draft whose author nobody noted may be anybody's. */
function withoutAuthor(
  { draft, drafts }: Enrollment,
  personId: string,
): Pick<Enrollment, 'draft' | 'drafts'> {
  const isOthers = ({ by }: Draft): boolean => by.length > 0 && !by.includes(personId);
  return {
    draft: draft !== null && isOthers(draft) ? draft : null,
    drafts: Object.fromEntries(Object.entries(drafts).filter(([, one]) => isOthers(one))),
  };
}

/** What the directory says of the company stays; what it says of the one who signed in goes with them. */
function withoutReader(
  directory: DirectoryKnowledge | null,
  personId: string,
): DirectoryKnowledge | null {
  if (directory?.by !== personId) return directory;
  const {
    contact: _contact,
    account: { workAccount: _workAccount, ...tenant } = {},
    ...others
  } = directory.values;
  return { ...directory, by: '', values: { ...others, account: tenant } };
}

export function isParticipant(enrollment: Enrollment, personId: string): boolean {
  return enrollment.participants.some((one) => one.personId === personId);
}

/** The name of a participant, as Teams gave it; "" when they have left. */
export function nameOf(enrollment: Enrollment, personId: string): string {
  return enrollment.participants.find((one) => one.personId === personId)?.name ?? '';
}
