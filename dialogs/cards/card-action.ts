// Reads what a button sends, from message.value or an adaptiveCard/action invoke [interface-cards].

import { z } from 'zod';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { promptNumberOf } from '../../services/enrollment/form.ts';
import type { DoubtReply } from '../../services/enrollment/record-step.ts';

const word = z.coerce.string();
const visit = z.coerce.number().int().optional();

const plain = z.object({
  action: z.enum([
    'enroll',
    'status',
    'help',
    'pause',
    'cancel',
    'back',
    'human',
    'signIn',
    'signOut',
  ]),
  part: word.optional(),
});

/** What an answer's data hold beside the card's inputs. */
const NO_INPUTS: ReadonlySet<string> = new Set([
  'action',
  'step',
  'visit',
  'agreed',
  'replace',
  'with',
]);

const cardAction = z.discriminatedUnion('action', [
  plain,
  z.object({ action: z.literal('language'), language: z.enum(['de', 'en']).optional() }),
  z.looseObject({
    action: z.literal('answer'),
    step: word,
    visit,
    agreed: word.optional(),
    replace: word.optional(),
    // What is no value at all is no better one, and must not become the word "null".
    with: z.union([z.string(), z.number()]).optional().catch(''),
  }),
  z.object({ action: z.literal('edit'), step: word, visit }),
  z.object({ action: z.literal('confirm'), visit }),
  z.object({
    action: z.literal('milestone'),
    milestone: word,
    value: word.optional(),
    // What a card's ticks send, separated by commas; a client may leave it out when nothing is ticked.
    behind: z.string().optional().catch(undefined),
  }),
  z.object({ action: z.literal('correct'), field: word, value: word }),
  z.object({ action: z.literal('topic'), topic: word }),
  z.object({ action: z.literal('feedback'), topic: word, helpful: z.coerce.boolean() }),
  z.object({ action: z.literal('seen'), delivery: word, more: word.optional() }),
  z.object({
    action: z.literal('snooze'),
    kind: word.optional(),
    delivery: word.optional(),
    more: word.optional(),
    until: z.enum(['now', 'tomorrow', 'nextWeek']).catch('tomorrow').default('tomorrow'),
  }),
  z.object({
    action: z.enum(['mute', 'unmute']),
    kind: word.optional(),
    delivery: word.optional(),
  }),
]);

export type CardAction = z.infer<typeof cardAction>;
export type FormAction = Extract<CardAction, { action: 'answer' | 'edit' | 'confirm' }>;
export type Preference = Extract<
  CardAction,
  { action: 'language' | 'mute' | 'unmute' | 'snooze' | 'seen' }
>;
export type SubmittedAnswer = Extract<CardAction, { action: 'answer' }>;

/** Reads what a button sent. In: data of whatever shape. Out: the action; undefined when it is none of today's. */
export function readCardAction(data: unknown): CardAction | undefined {
  const parsed = cardAction.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

/** Whether a button belongs to the form or its review. */
export function isFormAction(action: CardAction): action is FormAction {
  return ['answer', 'edit', 'confirm'].includes(action.action);
}

/** Whether a button says what the person prefers. */
export function isPreference(action: CardAction): action is Preference {
  return ['language', 'mute', 'unmute', 'snooze', 'seen'].includes(action.action);
}

/** The prompt number as a form's button carries it. On cards it is named `visit`, as on those that people still have open. */
export function promptNumberData(enrollment: Enrollment): { readonly visit: number } {
  return { visit: promptNumberOf(enrollment) };
}

/** The prompt number of the card a button is on. Out: undefined when it carries none. */
export function promptNumberIn({ visit }: FormAction): number | undefined {
  return visit;
}

/** What a doubt's own button says. Out: undefined when an answer came from another button. */
export function doubtReplyIn({ agreed, ...better }: SubmittedAnswer): DoubtReply | undefined {
  if (agreed !== undefined) return { kind: 'agreed', field: agreed };
  if (better.replace === undefined) return undefined;
  return { kind: 'replaced', field: better.replace, value: String(better.with ?? '') };
}

/** The inputs that came with an answer, as text. */
export function inputsOf(action: SubmittedAnswer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(action)
      .filter(([id]) => !NO_INPUTS.has(id))
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([id, value]) => [id, String(value)]),
  );
}
