// One question before something is lost: asked once, answered by button or by word.

import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { startOver } from '../services/enrollment/form.ts';
import { yesNo } from '../services/reading/yes-no.ts';
import { questionCard, type ConfirmationQuestion } from './cards/question-card.ts';
import { LeanWaterfallDialog } from './sdk/waterfall.ts';
import {
  enrollmentOf,
  markForgotten,
  turnInfoOf,
  type DialogServices,
  type TurnInfo,
} from './turn-info.ts';
import { sendCard, sendText } from './send.ts';
import { offerSignIn } from './sign-in/sign-in.ts';

export const CONFIRMATION = 'confirmation';

export interface ConfirmationOptions {
  readonly question: ConfirmationQuestion;
  /** Whether a step of the form was active and is asked again when the answer is no. */
  readonly isFormActive: boolean;
}

/** What is active afterwards. */
export type ConfirmationResult = 'form' | 'nothing';

type Step = WaterfallStepContext<ConfirmationOptions>;

/** The dialog that asks a question and does what was asked about on yes. Its result is what is active afterwards. */
export function createConfirmationDialog(services: DialogServices): Dialog {
  async function ask(step: Step): Promise<DialogTurnResult> {
    const { t } = turnInfoOf(step.context);
    const colleagues = await colleaguesOf(step.context, services);
    await sendCard(step.context, questionCard(t, step.options.question, colleagues));
    return Dialog.EndOfTurn;
  }

  async function act(step: Step): Promise<DialogTurnResult> {
    const { question, isFormActive } = step.options;
    if (replyTo(question, turnInfoOf(step.context)) === true) {
      return step.endDialog(await carryOut(step, services));
    }
    await sendText(step.context, 'confirm.kept');
    return step.endDialog(isFormActive ? 'form' : 'nothing');
  }

  return new LeanWaterfallDialog<ConfirmationOptions>(CONFIRMATION, [ask, act]);
}

/** What was answered to a question. In: the question and the turn. Out: undefined when something else was said. */
export function replyTo(question: ConfirmationQuestion, { input }: TurnInfo): boolean | undefined {
  if (input.kind === 'text') return yesNo(input.text);
  if (input.kind !== 'action' || input.action.action !== 'answer') return undefined;
  if (input.action.step !== question) return undefined;
  const reply = input.action['reply'];
  return reply === 'yes' || reply === 'no' ? reply === 'yes' : undefined;
}

/** The names of the others who take part, as Teams gave them. Out: undefined where the person does not. */
async function colleaguesOf(
  context: TurnContext,
  services: DialogServices,
): Promise<readonly string[] | undefined> {
  const { id } = turnInfoOf(context).person;
  const participants = (await enrollmentOf(context, services))?.participants ?? [];
  const others = participants.filter(({ personId }) => personId !== id);
  return others.length === participants.length ? undefined : others.map(({ name }) => name);
}

async function carryOut(
  { context, options }: Step,
  services: DialogServices,
): Promise<ConfirmationResult> {
  const { person, at } = turnInfoOf(context);
  switch (options.question) {
    case 'cancel':
      await services.enrollments.change(person.tenantId, () => ({
        enrollment: null,
        outcome: null,
      }));
      await sendText(context, 'cancel.done');
      return 'nothing';
    case 'startOver': {
      const fresh = await services.enrollments.change(person.tenantId, (current) => {
        const enrollment = current && startOver(current, at);
        return { enrollment, outcome: enrollment };
      });
      await sendText(context, 'startOver.done');
      if (fresh !== undefined) await offerSignIn(context, services, fresh);
      return 'form';
    }
    case 'deleteData': {
      const isShared = await services.forgetPerson(person);
      markForgotten(context);
      services.signOutAfter?.(context);
      await sendText(context, isShared ? 'data.deletedShared' : 'data.deleted');
      return 'nothing';
    }
  }
}
