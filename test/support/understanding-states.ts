// The nineteen states in which messages are tried, and what came of a message: cards by kind, values, milestones.

import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { allDrafts } from '../../services/enrollment/drafts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { applyFact } from '../../services/enrollment/facts.ts';
import { confirm, position } from '../../services/enrollment/form.ts';
import { recordStep } from '../../services/enrollment/record-step.ts';
import type { Values } from '../../services/enrollment/rules/finding.ts';
import { STEP_IDS, type StepId } from '../../services/enrollment/steps.ts';
import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import type { Language } from '../../services/texts/languages.ts';
import { FORMS } from '../fixtures/understanding/forms.ts';
import { createConversation, type Conversation } from './dialog-conversation.ts';
import { act, begun } from './enrollment-samples.ts';

export interface TriedMessage {
  readonly id: string;
  readonly group: string;
  readonly lang: Language;
  readonly locale: string;
  readonly at: string;
  readonly say: string;
  readonly trap?: boolean;
  readonly expect: ExpectedOutcome;
}

export interface ExpectedOutcome {
  readonly kind: readonly string[];
  readonly notKind?: readonly string[];
  readonly values?: Values;
  readonly step?: string;
  readonly milestone?: string;
  readonly failed?: boolean;
  readonly moves?: string;
  readonly says?: string;
}

/** What is wrong with the outcome. `harm`: a wrong value, a milestone moved, something deleted. */
export interface TriedOutcome {
  readonly faults: readonly string[];
  readonly isHarm: boolean;
  readonly kinds: readonly string[];
}

const REACHED: Readonly<Record<string, readonly MilestoneId[]>> = {
  prepared: [],
  submitted: ['submitted'],
  emailConfirmed: ['submitted', 'emailConfirmed'],
  rejected: ['submitted', 'emailConfirmed'],
  verified: ['verified', 'partnerId'],
  adminAgent: ['verified', 'partnerId', 'adminAgent'],
  signed: ['adminAgent', 'mpaSigned'],
  invited: ['adminAgent', 'mpaSigned', 'providerInvited'],
  authorized: ['adminAgent', 'providerAuthorized'],
  done: ['adminAgent', 'customerInvited'],
};

/** Says one message in its state. */
export async function tryMessage(message: TriedMessage): Promise<TriedOutcome> {
  const language = message.locale.startsWith('de') ? 'de' : 'en';
  const before = recordAt(message.at, language);
  const conversation = createConversation(language, before);
  if (isForm(message.at)) await conversation.say('registrieren');
  if (message.at === 'paused') await conversation.say('pause');
  const asked = conversation.stored();
  const replies = await conversation.say(message.say);
  return judge(message, { replies, asked, conversation });
}

/** The record of a company that stands there; undefined before it began. */
export function recordAt(at: string, language: Language): Enrollment | undefined {
  if (at === 'fresh') return undefined;
  const until = at === 'paused' ? 'contact' : at;
  const steps = STEP_IDS.filter(
    (step) => !isStep(until) || STEP_IDS.indexOf(step) < STEP_IDS.indexOf(until),
  );
  const filled = steps.reduce((enrollment, step) => filledIn(enrollment, step, language), begun());
  if (at === 'paused' || isForm(at)) return filled;
  const confirmed = confirm(filled, act());
  assert.ok(confirmed);
  const told = (REACHED[at] ?? []).reduce<Enrollment>((enrollment, milestone) => {
    const fact = { milestone, state: 'done', source: 'self', at: act(5).at } as const;
    const outcome = applyFact(enrollment, fact);
    return outcome.kind === 'applied' ? outcome.enrollment : enrollment;
  }, confirmed);
  if (at !== 'rejected') return told;
  const refused = applyFact(told, {
    ...{ milestone: 'verified', state: 'failed', source: 'operator', at: act(6).at },
  } as const);
  assert.equal(refused.kind, 'applied');
  return refused.enrollment;
}

interface Tried {
  readonly replies: readonly Partial<Activity>[];
  readonly asked: Enrollment | undefined;
  readonly conversation: Conversation;
}

function judge(message: TriedMessage, tried: Tried): TriedOutcome {
  const kinds = tried.replies.map(kindOf);
  const isHarm = harms(message.expect, tried);
  const faults = [
    ...kindFaults(message.expect, kinds),
    ...valueFaults(message.expect, tried),
    ...reportFaults(message.expect, tried),
    ...(isHarm ? ['HARM'] : []),
  ];
  return { faults, isHarm, kinds };
}

function kindFaults({ kind, notKind = [] }: ExpectedOutcome, kinds: readonly string[]): string[] {
  const isRight = kinds.some((one) => kind.includes(one));
  const wrong = kinds.filter((one) => notKind.includes(one)).map((one) => `not ${one}`);
  return [...(isRight ? [] : [`kind ${kinds.join(',')}`]), ...wrong];
}

function valueFaults(expect: ExpectedOutcome, { conversation }: Tried): string[] {
  const after = conversation.stored();
  const open = after === undefined ? undefined : position(after);
  const isElsewhere = expect.step !== undefined && open !== expect.step;
  const wrong = wrongValues(expect, after).map(([field, value]) => `${field} is not "${value}"`);
  return [...wrong, ...(isElsewhere ? [`step ${open ?? 'none'}`] : [])];
}

function reportFaults(
  { milestone, failed = false, moves, says }: ExpectedOutcome,
  tried: Tried,
): string[] {
  const reported = reportedIn(tried.replies);
  const isRight = reported.milestone === milestone && failed === (reported.value === 'failed');
  return [
    ...faultIf(milestone !== undefined && !isRight, `milestone ${JSON.stringify(reported)}`),
    ...faultIf(moves !== undefined && !isPrepared(tried.conversation.stored()), 'not moved'),
    ...faultIf(says !== undefined && !saysIt(tried.replies, says), `does not say ${says ?? ''}`),
  ];
}

function faultIf(isFault: boolean, words: string): string[] {
  return isFault ? [words] : [];
}

function isPrepared(enrollment: Enrollment | undefined): boolean {
  return enrollment?.standing.prepared?.state === 'done';
}

/** A wrong value where another or none belongs, a milestone nobody tapped, an enrollment that is gone. */
function harms(expect: ExpectedOutcome, { asked, conversation }: Tried): boolean {
  const after = conversation.stored();
  const [before, values] = [valuesOf(asked), valuesOf(after)];
  const isWrong = wrongValues(expect, after).some(
    ([field, value]) =>
      (values[field] ?? '') !== '' && (value === '' || values[field] !== before[field]),
  );
  const isMoved = JSON.stringify(milestones(after)) !== JSON.stringify(milestones(asked));
  return (
    isWrong ||
    (isMoved && expect.moves === undefined) ||
    (asked !== undefined && after === undefined)
  );
}

function wrongValues(
  { values = {} }: ExpectedOutcome,
  after: Enrollment | undefined,
): [string, string][] {
  const found = valuesOf(after);
  return Object.entries(values).filter(([field, value]) => (found[field] ?? '') !== value);
}

function filledIn(enrollment: Enrollment, step: StepId, language: Language): Enrollment {
  const outcome = recordStep(enrollment, { step, values: FORMS[language][step] }, act());
  if (outcome.kind === 'recorded') return outcome.enrollment;
  const again = recordStep(outcome.enrollment, { step, values: FORMS[language][step] }, act());
  assert.equal(again.kind, 'recorded', `${step}: ${JSON.stringify(again)}`);
  return again.enrollment;
}

function isStep(at: string): at is StepId {
  return (STEP_IDS as readonly string[]).includes(at);
}

function isForm(at: string): boolean {
  return isStep(at) || at === 'review';
}

/** The id of a card's first element; plain words are a note. */
function kindOf(reply: Partial<Activity>): string {
  const content = reply.attachments?.[0]?.content as
    { readonly body?: readonly { readonly id?: string }[] } | undefined;
  return content?.body?.[0]?.id ?? 'note';
}

function reportedIn(replies: readonly Partial<Activity>[]): {
  readonly milestone?: string;
  readonly value?: string;
} {
  const card = replies.find((reply) => kindOf(reply) === 'report');
  const content = card?.attachments?.[0]?.content as
    { readonly actions?: readonly { readonly data?: Record<string, string> }[] } | undefined;
  return content?.actions?.[0]?.data ?? {};
}

function saysIt(replies: readonly Partial<Activity>[], pattern: string): boolean {
  const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/u.exec(pattern) ?? [];
  return new RegExp(source, flags).test(JSON.stringify(replies));
}

function valuesOf(enrollment: Enrollment | undefined): Values {
  if (enrollment === undefined) return {};
  const answered = Object.values(enrollment.answers).map(({ values }) => values);
  const waiting = Object.values(allDrafts(enrollment)).map(({ values }) => values);
  return Object.assign({}, ...answered, ...waiting) as Values;
}

function milestones(enrollment: Enrollment | undefined): unknown {
  return Object.entries(enrollment?.standing ?? {})
    .map(([id, fact]) => `${id} ${fact.state}`)
    .sort();
}
