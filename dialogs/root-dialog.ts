// The bottom of the stack: handles every turn first — a command, a button, a question — else the active dialog goes on.

import {
  ComponentDialog,
  Dialog,
  type DialogContext,
  type DialogState,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import { isWhy } from '../services/reading/question.ts';
import type { TextKey } from '../services/texts/texts.ts';
import {
  isFormAction,
  isPreference,
  type CardAction,
  type FormAction,
  type Preference,
} from './cards/card-action.ts';
import { CONFIRMATION_QUESTIONS } from './cards/question-card.ts';
import { handlerOf, languageHandler } from './command-handlers.ts';
import {
  CONFIRMATION,
  createConfirmationDialog,
  replyTo,
  type ConfirmationOptions,
} from './confirmation-dialog.ts';
import { createEnrollmentDialogs } from './enrollment/enrollment-dialog.ts';
import { explain } from './enrollment/explain.ts';
import { reportMilestone } from './enrollment/report-milestone.ts';
import {
  activateForm,
  isOtherDialogActive,
  recordButton,
  replaceUnknownStack,
  reprompt,
  requireParticipant,
} from './form-focus.ts';
import { leanChild } from './sdk/dialog-context.ts';
import { warnOfSecret } from './secret.ts';
import { changeNotifications } from './notifications/preferences.ts';
import { turnInfoOf, type DialogServices } from './turn-info.ts';
import type { UserInput } from './user-input.ts';
import { sendText } from './send.ts';
import { handleSignIn } from './sign-in/sign-in.ts';
import { answerAboutLink, recordFeedback, sendTopic } from './answering/answer.ts';
import { correct } from './understanding/correction.ts';
import { handleMessage } from './understanding/message.ts';
import { writtenText } from './written-text.ts';

export const ROOT = 'root';

/**
 * Handles every turn; it never ends. Any dialog may be added, with prompts of the SDK: while it is active it gets what is no
 * command, no button of ours and no secret.
 */
export class RootDialog extends ComponentDialog {
  readonly #services: DialogServices;

  constructor(services: DialogServices) {
    super(ROOT);
    this.#services = services;
    for (const dialog of createEnrollmentDialogs(services)) this.addDialog(dialog);
    this.addDialog(createConfirmationDialog(services));
  }

  override createChildContext(outer: DialogContext): DialogContext {
    const state = outer.activeDialog?.state as { dialogs?: DialogState };
    state.dialogs ??= { dialogStack: [] };
    return leanChild(this.dialogs, outer, state.dialogs);
  }

  override async beginDialog(outer: DialogContext): Promise<DialogTurnResult> {
    await this.#handle(this.createChildContext(outer));
    return Dialog.EndOfTurn;
  }

  override async continueDialog(outer: DialogContext): Promise<DialogTurnResult> {
    await this.#handle(this.createChildContext(outer));
    return Dialog.EndOfTurn;
  }

  async #handle(dc: DialogContext): Promise<void> {
    await replaceUnknownStack(dc, this.#services);
    if (await answerConfirmation(dc, this.#services)) return;
    const { input } = turnInfoOf(dc.context);
    if (input.kind !== 'text') await this.#services.pendingReport.set(dc.context, undefined);
    await handleInput(dc, this.#services, input);
  }
}

function handleInput(dc: DialogContext, services: DialogServices, input: UserInput): Promise<void> {
  switch (input.kind) {
    case 'command':
      return handlerOf(input.command)(dc, services);
    case 'action':
      return handleAction(dc, services, input.action);
    case 'signIn':
      return handleSignIn(dc, services, input.news);
    case 'text':
      return handleText(dc, services, input.text);
    case 'unknownButton':
      return passOn(dc, services, 'stale.unknownButton');
    // Values are read out of a text; no activity brings them.
    case 'nothing':
    case 'values':
      return passOn(dc, services, 'sticker.received');
  }
}

/** A yes or no to the question on the table goes to it; anything else takes the question off the table. */
async function answerConfirmation(dc: DialogContext, services: DialogServices): Promise<boolean> {
  if (dc.activeDialog?.id !== CONFIRMATION) return false;
  const { question, isFormActive: form } = optionsOf(dc);
  if (replyTo(question, turnInfoOf(dc.context)) === undefined) {
    await dc.cancelAllDialogs();
    if (form) await activateForm(dc, services, 'quiet');
    return false;
  }
  const turn: { readonly result?: unknown } = await dc.continueDialog();
  if (turn.result === 'form') await activateForm(dc, services, 'show');
  return true;
}

function optionsOf(dc: DialogContext): ConfirmationOptions {
  return (dc.activeDialog?.state as { options: ConfirmationOptions }).options;
}

/** What the bot has no meaning for is another dialog's, an attachment say; the person is told when there is none. */
async function passOn(
  dc: DialogContext,
  services: DialogServices,
  otherwise: TextKey,
): Promise<void> {
  if (isOtherDialogActive(dc)) {
    await dc.continueDialog();
    return;
  }
  await sendText(dc.context, otherwise);
  await reprompt(dc, services);
}

async function handleText(
  dc: DialogContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  if (await warnOfSecret(dc, services, text)) return reprompt(dc, services);
  if (isOtherDialogActive(dc)) return continueOther(dc);
  if (await answerAtOnce(dc, services, text)) return reprompt(dc, services);
  await handleMessage(dc, services, text);
}

/** Prompts of the SDK read the activity itself: what Teams added to the text is no part of their answer. */
async function continueOther(dc: DialogContext): Promise<void> {
  const { activity } = dc.context;
  const given = activity.text;
  activity.text = writtenText(activity).text;
  try {
    await dc.continueDialog();
  } finally {
    activity.text = given;
  }
}

/** „Warum?“ and a pasted link are no answer to a step, whatever it asks. */
async function answerAtOnce(
  { context }: DialogContext,
  services: DialogServices,
  text: string,
): Promise<boolean> {
  if (!isWhy(text)) return answerAboutLink(context, text);
  await explain(context, services);
  return true;
}

async function handleAction(
  dc: DialogContext,
  services: DialogServices,
  action: CardAction,
): Promise<void> {
  if (isFormAction(action)) return handleFormAction(dc, services, action);
  if (isPreference(action)) return handlePreference(dc, services, action);
  if (action.action === 'topic') {
    await sendTopic(dc.context, services, action.topic);
    return reprompt(dc, services);
  }
  if (action.action === 'correct') return correctByButton(dc, services, action);
  if (action.action === 'feedback') return recordFeedback(dc.context, services, action);
  if (action.action !== 'milestone') return handlerOf(action.action)(dc, services, action.part);
  if (!(await requireParticipant(dc, services))) return;
  await reportMilestone(dc.context, services, action);
  await reprompt(dc, services);
}

/** A form's button counts whichever dialog is active: the position is the enrollment's, not the stack's. */
async function handleFormAction(
  dc: DialogContext,
  services: DialogServices,
  action: FormAction,
): Promise<void> {
  if (
    action.action === 'answer' &&
    CONFIRMATION_QUESTIONS.some((question) => question === action.step)
  ) {
    await sendText(dc.context, 'confirm.stale');
    return reprompt(dc, services);
  }
  if (!(await requireParticipant(dc, services))) return;
  await recordButton(dc, action);
}

/** The button that takes a correction back. */
async function correctByButton(
  dc: DialogContext,
  services: DialogServices,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<void> {
  if (await requireParticipant(dc, services)) await correct(dc, services, [{ field, value }]);
}

async function handlePreference(
  dc: DialogContext,
  services: DialogServices,
  action: Preference,
): Promise<void> {
  if (action.action === 'language') return languageHandler(action.language)(dc, services);
  await changeNotifications(dc.context, services, action);
  await reprompt(dc, services);
}
