// What is sent around signing in, and what becomes of what the directory reported. The network calls were made before the turn.

import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { isParticipant, type Enrollment } from '../../services/enrollment/enrollment.ts';
import { position } from '../../services/enrollment/form.ts';
import {
  takeOver,
  type TakeOverOutcome,
  type DirectoryFacts,
} from '../../services/enrollment/take-over.ts';
import {
  signInAgain,
  signInMessage,
  signInOffer,
  directoryReadCard,
} from '../cards/sign-in-card.ts';
import { nameKey } from '../cards/milestone-name.ts';
import { titleKey } from '../cards/step-card.ts';
import { sendStatus } from '../enrollment/open-card.ts';
import { joinEnrollment } from '../enrollment/take-part.ts';
import { activateForm, reprompt } from '../form-focus.ts';
import { actOf, enrollmentOf, turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';
import type { SignInResult } from './sign-in-news.ts';

/** Offers to sign in, where a connection is configured and the directory was not read yet. */
export async function offerSignIn(
  context: TurnContext,
  { canSignIn }: DialogServices,
  enrollment: Enrollment,
): Promise<void> {
  if (canSignIn !== true || enrollment.directory !== null || position(enrollment) === undefined) {
    return;
  }
  await sendCard(context, signInOffer(turnInfoOf(context).t));
}

/** Says what came of signing in or out, and goes on. */
export async function handleSignIn(
  dc: DialogContext,
  services: DialogServices,
  news: SignInResult,
): Promise<void> {
  const { context } = dc;
  const { t } = turnInfoOf(context);
  switch (news.kind) {
    case 'toSignIn':
      await context.sendActivity(signInMessage(t, news.card));
      return;
    case 'read':
      return takeOverDirectory(dc, services, news);
    case 'failed':
      await sendCard(context, signInAgain(t, t(`signIn.${news.why}`)));
      return;
    case 'signedOut':
      await sendText(context, 'signIn.signedOut');
      return reprompt(dc, services);
  }
}

async function takeOverDirectory(
  dc: DialogContext,
  services: DialogServices,
  { told, exchangeId }: Extract<SignInResult, { kind: 'read' }>,
): Promise<void> {
  const { context } = dc;
  if (exchangeId !== undefined && (await services.lastExchange?.get(context)) === exchangeId)
    return;
  await services.lastExchange?.set(context, exchangeId);
  const outcome = await takeOverFor(context, services, told);
  if (outcome === undefined) return reprompt(dc, services);
  await sendCard(context, directoryReadCard(turnInfoOf(context).t, linesOf(context, outcome)));
  if (position(outcome.enrollment) === undefined) {
    return sendStatus(context, services, outcome.enrollment);
  }
  await activateForm(dc, services, 'show');
}

/** Whoever signs in takes part. Out: undefined when the enrollment was ended by somebody else meanwhile. */
async function takeOverFor(
  context: TurnContext,
  services: DialogServices,
  told: DirectoryFacts,
): Promise<TakeOverOutcome | undefined> {
  const turnInfo = turnInfoOf(context);
  const { tenantId, id } = turnInfo.person;
  const before = await enrollmentOf(context, services);
  if (before === undefined || !isParticipant(before, id)) await joinEnrollment(context, services);
  return services.enrollments.change(tenantId, (current) => {
    const outcome = current && takeOver(current, told, actOf(turnInfo));
    return { enrollment: outcome?.enrollment, outcome };
  });
}

function linesOf(context: TurnContext, { answered, moved }: TakeOverOutcome): readonly string[] {
  const { t } = turnInfoOf(context);
  const none = answered.length === 0 && moved.length === 0;
  return [
    ...answered.map((step) => t('signIn.step', { title: t(titleKey(step)) })),
    ...moved.map((id) => t('signIn.milestone', { title: t(nameKey(id)) })),
    ...(none ? [t('signIn.filledIn')] : []),
  ];
}
