// Showing where the enrollment stands: the open step, or the living status card.

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { REVIEW, type Position } from '../../services/enrollment/form.ts';
import { nextStep, openInvitation } from '../../services/enrollment/next-step.ts';
import { guideCard } from '../cards/guide-card.ts';
import { nextStepCard, nextStepOptions, type NextStepOptions } from '../cards/next-step-card.ts';
import { reviewCard } from '../cards/review-card.ts';
import { statusCard } from '../cards/status-card.ts';
import { stepCard, type StepCardOptions } from '../cards/step-card.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { updateCard, sendCard, sendUpdatableCard } from '../send.ts';

/** Where a conversation's state keeps the id of the living status card. */
export const LIVING_CARD = 'livingCard';

/** Shows the card that waits for an answer. */
export async function sendOpenCard(
  context: TurnContext,
  enrollment: Enrollment,
  at: Position,
): Promise<void> {
  const options = optionsIn(context, enrollment);
  await sendCard(context, at === REVIEW ? reviewCard(options) : stepCard(options, at));
}

/** Sends the status card anew; it is the living one from now on. */
export async function sendStatus(
  context: TurnContext,
  services: DialogServices,
  enrollment: Enrollment,
): Promise<void> {
  const card = statusCard(
    await statusOptionsIn(context, services, enrollment),
    turnInfoOf(context).at,
  );
  await sendUpdatableCard(context, LIVING_CARD, card);
}

/** Brings the living status card up to date in place; sends a new one where there is none. */
export async function updateStatus(
  context: TurnContext,
  services: DialogServices,
  enrollment: Enrollment,
): Promise<void> {
  const card = statusCard(
    await statusOptionsIn(context, services, enrollment),
    turnInfoOf(context).at,
  );
  const id = await services.livingCard.get(context);
  if (id === undefined) return sendUpdatableCard(context, LIVING_CARD, card);
  await updateCard(context, id, LIVING_CARD, card);
}

/** Shows how to apply, with the data to copy. */
export async function sendGuide(
  context: TurnContext,
  services: DialogServices,
  enrollment: Enrollment,
): Promise<void> {
  await sendCard(context, guideCard(await statusOptionsIn(context, services, enrollment)));
}

/** Shows the one thing to do now. In: undefined for who has no enrollment yet. */
export async function sendNextStep(
  context: TurnContext,
  services: DialogServices,
  enrollment: Enrollment | undefined,
): Promise<void> {
  await sendCard(context, nextStepCard(await nextStepIn(context, services, enrollment)));
}

/** The one thing to do now, as cards and sentences take it. In: as sendNextStep. */
export async function nextStepIn(
  context: TurnContext,
  services: DialogServices,
  enrollment: Enrollment | undefined,
): Promise<NextStepOptions> {
  const { language, t, at } = turnInfoOf(context);
  if (enrollment === undefined) {
    return { language, t, status: undefined, step: nextStep(undefined, new Date(at)) };
  }
  return nextStepOptions(await statusOptionsIn(context, services, enrollment), at);
}

async function statusOptionsIn(
  context: TurnContext,
  { hintsOf, invitationOf }: DialogServices,
  enrollment: Enrollment,
): Promise<StepCardOptions> {
  const hints = await hintsOf?.(enrollment.tenantId);
  const invitation = openInvitation(enrollment) && (await invitationOf?.(enrollment.tenantId));
  return { ...optionsIn(context, enrollment), hints, invitation };
}

function optionsIn(context: TurnContext, enrollment: Enrollment): StepCardOptions {
  const { language, t } = turnInfoOf(context);
  return { enrollment, language, t };
}
