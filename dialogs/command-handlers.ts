// What each command does. After it, the open step is shown again.

import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { isParticipant } from '../services/enrollment/enrollment.ts';
import { position, stepBack } from '../services/enrollment/form.ts';
import { ALL_KINDS } from '../services/contacts/contacts.ts';
import { exampleTopics } from './answering/examples.ts';
import type { Language } from '../services/texts/languages.ts';
import { humanCard } from './cards/human-card.ts';
import { helpCard, myDataCard, pauseCard, welcomeCard } from './cards/plain-cards.ts';
import type { ConfirmationQuestion } from './cards/question-card.ts';
import type { Command } from './commands.ts';
import { CONFIRMATION, type ConfirmationOptions } from './confirmation-dialog.ts';
import { sendTopic } from './answering/answer.ts';
import { joinEnrollment } from './enrollment/take-part.ts';
import { sendGuide, sendNextStep, sendStatus } from './enrollment/open-card.ts';
import { activateForm, reprompt, isFormActive, requireParticipant } from './form-focus.ts';
import {
  changeLanguage,
  changeNotifications,
  sendNotificationSettings,
} from './notifications/preferences.ts';
import { enrollmentOf, turnInfoOf, type DialogServices } from './turn-info.ts';
import { offerSignIn } from './sign-in/sign-in.ts';
import { sendCard, sendText } from './send.ts';

export type CommandHandler = (
  dc: DialogContext,
  services: DialogServices,
  part?: string,
) => Promise<void>;

const HANDLERS: Readonly<Record<Command, CommandHandler>> = {
  enroll,
  status: forParticipants(status),
  back: forParticipants(back),
  pause,
  cancel: forParticipants((dc) => askFirst(dc, 'cancel')),
  startOver: forParticipants((dc) => askFirst(dc, 'startOver')),
  deleteMyData: (dc) => askFirst(dc, 'deleteData'),
  help: between((context, services) => help(context, services, false)),
  hello: between((context, services) => help(context, services, true)),
  human: between(human),
  language: languageHandler(undefined),
  german: languageHandler('de'),
  english: languageHandler('en'),
  notifications: between(sendNotificationSettings),
  notificationsOff: between((context, services) =>
    changeNotifications(context, services, { action: 'mute', kind: ALL_KINDS }),
  ),
  notificationsOn: between((context, services) =>
    changeNotifications(context, services, { action: 'unmute', kind: ALL_KINDS }),
  ),
  // With a connection the channel has handled these two before the turn; here there is none.
  signIn: between((context) => sendText(context, 'signIn.off')),
  signOut: between((context) => sendText(context, 'signIn.off')),
  myData: between(myData),
};

/** The handler of a command. Its third argument names the part of the answer a button asks for. */
export function handlerOf(command: Command): CommandHandler {
  return HANDLERS[command];
}

/** Switches the language. While no form is active, what was said last comes again in words the person can read. */
export function languageHandler(language: Language | undefined): CommandHandler {
  return async (dc, services) => {
    await changeLanguage(dc.context, services, language);
    if (language !== undefined && !isFormActive(dc)) await sayAgain(dc.context, services);
    await reprompt(dc, services);
  };
}

/** The last answer; else what is next; else the welcome. */
async function sayAgain(context: TurnContext, services: DialogServices): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const topic = await services.lastTopic.get(context);
  if (topic !== undefined && services.knowledge.topics.has(topic)) {
    return sendTopic(context, services, topic);
  }
  const enrollment = await enrollmentOf(context, services);
  if (enrollment !== undefined && isParticipant(enrollment, turnInfo.person.id)) {
    return sendNextStep(context, services, enrollment);
  }
  await sendCard(context, welcomeCard(turnInfo, services.expert));
}

/** Says something in between; what is open follows. */
function between(
  handle: (context: TurnContext, services: DialogServices) => Promise<void>,
): CommandHandler {
  return async (dc, services) => {
    await handle(dc.context, services);
    await reprompt(dc, services);
  };
}

/** What only somebody who takes part may do; others are told how to. */
function forParticipants(handle: CommandHandler): CommandHandler {
  return async (dc, services, part) => {
    if (await requireParticipant(dc, services)) await handle(dc, services, part);
  };
}

async function enroll(dc: DialogContext, services: DialogServices): Promise<void> {
  const { kind, enrollment } = await joinEnrollment(dc.context, services);
  if (kind === 'began' || kind === 'joined') await offerSignIn(dc.context, services, enrollment);
  if (position(enrollment) === undefined) return sendStatus(dc.context, services, enrollment);
  await activateForm(dc, services, 'show');
}

async function status(dc: DialogContext, services: DialogServices, part?: string): Promise<void> {
  const enrollment = await enrollmentOf(dc.context, services);
  if (enrollment === undefined) return sendText(dc.context, 'none.running');
  if (part === 'guide') await sendGuide(dc.context, services, enrollment);
  else await sendStatus(dc.context, services, enrollment);
  await reprompt(dc, services);
}

async function back(dc: DialogContext, services: DialogServices): Promise<void> {
  const { person, at } = turnInfoOf(dc.context);
  const outcome = await services.enrollments.change(person.tenantId, (current) => {
    const open = current !== undefined && position(current) !== undefined;
    if (!open) return { enrollment: undefined, outcome: current === undefined ? 'none' : 'done' };
    const before = stepBack(current, at);
    return { enrollment: before, outcome: before === undefined ? 'first' : 'back' };
  });
  if (outcome === 'none') return sendText(dc.context, 'none.running');
  if (outcome === 'done') return sendText(dc.context, 'none.backAfterForm');
  if (outcome === 'first') await sendText(dc.context, 'none.before');
  await activateForm(dc, services, 'show');
}

/** Pauses the form of whoever takes part; nobody else has anything open. */
async function pause(dc: DialogContext, services: DialogServices): Promise<void> {
  const { person, at, t } = turnInfoOf(dc.context);
  const words = await services.enrollments.change(person.tenantId, (current) => {
    const isOurs = current !== undefined && isParticipant(current, person.id);
    const open = isOurs && position(current) !== undefined;
    const outcome = open ? 'pause.done' : current === undefined ? 'none.running' : 'pause.nothing';
    return { enrollment: open ? { ...current, pausedAt: at } : undefined, outcome } as const;
  });
  await dc.cancelAllDialogs();
  await sendCard(dc.context, pauseCard(t, words));
}

async function askFirst(dc: DialogContext, question: ConfirmationQuestion): Promise<void> {
  const options: ConfirmationOptions = { question, isFormActive: isFormActive(dc) };
  await dc.cancelAllDialogs();
  await dc.beginDialog(CONFIRMATION, options);
}

async function help(
  context: TurnContext,
  services: DialogServices,
  greeting: boolean,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const enrollment = await enrollmentOf(context, services);
  const topics = exampleTopics(enrollment, services.knowledge);
  const examples = topics.map(({ text }) => text[turnInfo.language].title);
  const { canSignIn = false, expert } = services;
  await sendCard(context, helpCard(turnInfo, { greeting, canSignIn, examples, expert }));
}

async function human(context: TurnContext, { expert }: DialogServices): Promise<void> {
  await sendCard(context, humanCard(turnInfoOf(context).t, expert));
}

async function myData(context: TurnContext, services: DialogServices): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const { tenantId, id } = turnInfo.person;
  const enrollment = await enrollmentOf(context, services);
  const contact = await services.contacts.find(tenantId, id);
  await sendCard(context, myDataCard(turnInfo, enrollment, contact));
}
