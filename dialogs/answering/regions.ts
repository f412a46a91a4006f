// Questions about regions and currencies are computed from the list, not searched.

import type { TurnContext } from 'botbuilder';
import { answerRegion } from '../../services/knowledge/regions/region-answer.ts';
import { readRegionQuestion } from '../../services/knowledge/regions/region-question.ts';
import { regionCard } from '../cards/region-card.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendCard } from '../send.ts';

/** Answers a region question. Out: whether it was one. */
export async function answerAboutRegions(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<boolean> {
  const question = readRegionQuestion(text);
  if (question === undefined) return false;
  const answer = answerRegion(question, await homeOf(context, services));
  await sendCard(context, regionCard(answer, turnInfoOf(context)));
  return true;
}

/** The company's own country, where the form has it. In front of others it stays unsaid. */
async function homeOf(context: TurnContext, services: DialogServices): Promise<string | undefined> {
  if (context.activity.conversation.conversationType !== 'personal') return undefined;
  const enrollment = await services.enrollments.find(turnInfoOf(context).person.tenantId);
  const answers = enrollment?.answers;
  return answers?.['company']?.values['country'] ?? answers?.['account']?.values['tenantCountry'];
}
