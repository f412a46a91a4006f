// A report in words: recorded by one tap, never by a guess. A question beside it is answered.

import type { DialogContext } from 'botbuilder-dialogs';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { ReportedMilestone } from '../../services/understanding/intents.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import { answerQuestion } from '../answering/answer.ts';
import { reportCard } from '../cards/report-card.ts';
import { reportMilestone } from '../enrollment/report-milestone.ts';
import { sendNextStep } from '../enrollment/open-card.ts';
import { reprompt, requireParticipant } from '../form-focus.ts';
import { sendCard, sendText } from '../send.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { deservesAnswer } from './decision.ts';
import type { Message } from './understood.ts';

const AGREED_FROM = 0.7;

/** Offers to record what is reported; what is noted already is followed by what is next. */
export async function offerReport(
  dc: DialogContext,
  services: DialogServices,
  message: Message,
): Promise<void> {
  const { recognition, enrollment } = message;
  if (recognition.report === undefined || !(await requireParticipant(dc, services))) return;
  if (enrollment?.standing.prepared === undefined) {
    // Nothing can be noted before the form is done; what is known about it helps all the same.
    const isKnown = services.search.ask(message.text).kind === 'answer';
    if (isKnown) await answerQuestion(dc.context, services, message.text);
    else await sendText(dc.context, 'status.notPrepared');
    return reprompt(dc, services);
  }
  if (isNoted(enrollment, recognition.report)) {
    await sendNextStep(dc.context, services, enrollment);
    return reprompt(dc, services);
  }
  const { language, t } = turnInfoOf(dc.context);
  await sendCard(dc.context, reportCard(recognition.report, { enrollment, language, t }));
  await services.pendingReport.set(dc.context, JSON.stringify(recognition.report));
  await answerBeside(dc, services, message);
  await reprompt(dc, services);
}

/** A yes or no to the report that was offered just before. Out: whether it was one. */
export async function answerReport(
  dc: DialogContext,
  services: DialogServices,
  { text, recognition: { intent, certainty } }: Message,
): Promise<boolean> {
  const pending = await services.pendingReport.get(dc.context);
  if (pending === undefined) return false;
  await services.pendingReport.set(dc.context, undefined);
  const isYes = yesNo(text) ?? (intent === 'agree' && certainty >= AGREED_FROM ? true : undefined);
  if (isYes === undefined) return false;
  if (isYes) {
    await reportMilestone(dc.context, services, JSON.parse(pending) as ReportedMilestone);
  } else await sendText(dc.context, 'reported.dropped');
  await reprompt(dc, services);
  return true;
}

function isNoted({ standing }: Enrollment, { milestone, value }: ReportedMilestone): boolean {
  return value === undefined && standing[milestone]?.state === 'done';
}

async function answerBeside(
  dc: DialogContext,
  services: DialogServices,
  { recognition: { question } }: Message,
): Promise<void> {
  if (question === undefined) return;
  const recognition = services.recognizer.recognize(question, { open: 'none' });
  if (!deservesAnswer(services.search, question, recognition)) return;
  await answerQuestion(dc.context, services, question);
}
