// What is done about each meaning. Most is what a command or a button does; a report is offered with one tap.

import type { DialogContext } from 'botbuilder-dialogs';
import { isParticipant } from '../../services/enrollment/enrollment.ts';
import type { TextKey } from '../../services/texts/texts.ts';
import { answerQuestion } from '../answering/answer.ts';
import { nextWords } from '../cards/next-step-card.ts';
import { confirmJoinCard } from '../cards/question-card.ts';
import type { Command } from '../commands.ts';
import { handlerOf, languageHandler } from '../command-handlers.ts';
import { explain } from '../enrollment/explain.ts';
import { nextStepIn, sendNextStep, sendStatus } from '../enrollment/open-card.ts';
import { recordButton, reprompt } from '../form-focus.ts';
import { sendCard, sendText } from '../send.ts';
import { setTurnInfo, turnInfoOf, type DialogServices } from '../turn-info.ts';
import { askedIn, decide, type Decision } from './decision.ts';
import type { Message } from './understood.ts';
import { offerReport } from './reports.ts';

type IntentHandler = (
  dc: DialogContext,
  services: DialogServices,
  message: Message,
) => Promise<void>;

const ANGER =
  /!{2,}|schrott|schei|mist|nutzlos|blöd|dumm|idiot|katz|useless|rubbish|crap|stupid|joke|hopeless|waste/iu;

const HANDLERS: Readonly<Record<Decision, IntentHandler>> = {
  begin,
  nextStep: between(sendNextStepNow),
  status: between(sendStatusNow),
  report: offerReport,
  agree,
  disagree: inWords('disagree.nothing', 'disagree.review'),
  correct: inWords('disagree.nothing', 'disagree.review'),
  remark: inWords('remark.noted', 'review.howTo'),
  haveNone: inWords('remark.noted', 'review.howTo'),
  dontKnow: between(async (dc, services, message) => {
    await sendText(dc.context, 'remark.ask');
    if (message.step === undefined) await sendNextStepNow(dc, services, message);
  }),
  human: async (dc, services, { text }) => {
    if (ANGER.test(text)) await sendText(dc.context, 'human.sorry');
    await handlerOf('human')(dc, services);
  },
  'language.any': (dc, services) => languageHandler(undefined)(dc, services),
  'language.de': (dc, services) => languageHandler('de')(dc, services),
  'language.en': (dc, services) => languageHandler('en')(dc, services),
  myData: command('myData'),
  deleteData: command('deleteMyData'),
  pause: command('pause'),
  fewerNotes: command('notifications'),
  moreNotes: command('notifications'),
  back: command('back'),
  cancel: command('cancel'),
  startOver: command('startOver'),
  why: between((dc, services) => explain(dc.context, services)),
  help: command('help'),
  greeting: command('hello'),
  thanks: inWords('smallTalk.thanks'),
  bye: between((dc) => sendText(dc.context, 'smallTalk.goodbye')),
  whoAreYou: inWords('smallTalk.bot'),
  question: between((dc, services, message) =>
    answerQuestion(dc.context, services, askedIn(message)),
  ),
};

/** Does what a message means, once it is neither a value nor a correction. */
export async function handleIntent(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<void> {
  const about = await services.lastTopic.get(dc.context);
  const isPaused = (message.enrollment?.pausedAt ?? null) !== null && message.step === undefined;
  const decision = decide({ ...message, about, isPaused, search: services.search });
  await HANDLERS[decision](dc, services, message);
}

function command(name: Command): IntentHandler {
  return (dc, services) => handlerOf(name)(dc, services);
}

/** Says something in between; what is open follows. */
function between(handle: IntentHandler): IntentHandler {
  return async (dc, services, message) => {
    await handle(dc, services, message);
    await reprompt(dc, services);
  };
}

/** A human word, and what is next. In: the words, and those at the review where they differ. */
function inWords(key: TextKey, atReview = key): IntentHandler {
  return between(async (dc, services, message) => {
    await sendText(dc.context, message.isReviewOpen ? atReview : key);
    await sayNext(dc, services, message);
  });
}

/** Beginning is done at once; joining what a colleague began is asked. */
async function begin(dc: DialogContext, services: DialogServices, message: Message): Promise<void> {
  if (message.enrollment === undefined || isOurs(dc, message))
    return handlerOf('enroll')(dc, services);
  await sendCard(dc.context, confirmJoinCard(turnInfoOf(dc.context).t));
}

async function sendNextStepNow(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<void> {
  const { enrollment } = message;
  if (enrollment !== undefined && !isOurs(dc, message)) return sendText(dc.context, 'join.hint');
  await sendNextStep(dc.context, services, enrollment);
}

async function sendStatusNow(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<void> {
  const { enrollment } = message;
  if (enrollment === undefined || !isOurs(dc, message))
    return sendNextStepNow(dc, services, message);
  await sendStatus(dc.context, services, enrollment);
}

/** A yes confirms the review; where nothing waits for it, it is answered in words. */
async function agree(dc: DialogContext, services: DialogServices, message: Message): Promise<void> {
  if (!message.isReviewOpen) {
    const key = message.step === undefined ? 'agree.nothing' : 'agree.step';
    return inWords(key)(dc, services, message);
  }
  const action = { action: 'confirm', visit: message.shownPrompt } as const;
  setTurnInfo(dc.context, { ...turnInfoOf(dc.context), input: { kind: 'action', action } });
  await recordButton(dc, action);
}

/** One sentence on what is next, where no card follows that says so. */
async function sayNext(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<void> {
  const { enrollment, step, isReviewOpen } = message;
  if (step !== undefined || isReviewOpen) return;
  if (enrollment === undefined) return sendNextStep(dc.context, services, undefined);
  if (!isOurs(dc, message)) return;
  const next = nextWords(await nextStepIn(dc.context, services, enrollment));
  await sendText(dc.context, 'remark.next', { next });
}

/** Whether the person takes part in the company's enrollment. */
function isOurs(dc: DialogContext, { enrollment }: Message): boolean {
  return enrollment !== undefined && isParticipant(enrollment, turnInfoOf(dc.context).person.id);
}
