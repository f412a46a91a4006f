// A question: judged when it is about a link, computed when about regions, searched else, and honestly not known when it is none.

import type { TurnContext } from 'botbuilder';
import type { SearchResult } from '../../services/knowledge/search.ts';
import { answerRegion } from '../../services/knowledge/regions/region-answer.ts';
import { readRegionQuestion } from '../../services/knowledge/regions/region-question.ts';
import { linksAskedAbout } from '../../services/mailbox/pasted.ts';
import type { TextKey } from '../../services/texts/texts.ts';
import { linkCard } from '../cards/link-card.ts';
import { wayOutCard } from '../cards/plain-cards.ts';
import { regionCard } from '../cards/region-card.ts';
import { offerCard, topicCard } from '../cards/topic-card.ts';
import { enrollmentOf, turnInfoOf, type DialogServices } from '../turn-info.ts';
import { noteDoubtful } from './note-question.ts';
import { sendCard, sendText } from '../send.ts';
import { writtenHtml } from '../written-text.ts';

const UNKNOWN: Readonly<Record<Extract<SearchResult, { kind: 'unknown' }>['why'], TextKey>> = {
  notCovered: 'question.unknown',
  otherLanguage: 'question.otherLanguage',
  gibberish: 'question.gibberish',
  empty: 'question.gibberish',
};

/** Answers a question, offers what it may mean, or says that it does not know; keeps what it was not sure of. */
export async function answerQuestion(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  if (await answerAboutRegions(context, services, text)) return;
  const about = await services.lastTopic.get(context);
  const found = services.search.ask(text, about === undefined ? {} : { about });
  await sendSearchResult(context, services, found);
  await noteDoubtful(context, services, text, found);
}

/** Answers when a pasted link, or a mail with one, is asked about; nothing is kept of it. Out: whether it was. */
export async function answerAboutLink(context: TurnContext, text: string): Promise<boolean> {
  const links = linksAskedAbout({ text, html: writtenHtml(context.activity) });
  if (links === undefined) return false;
  await sendCard(context, linkCard(links, turnInfoOf(context).t));
  return true;
}

/** Sends a topic's card. In: its id, from a button. Says so when it names one that is gone. */
export async function sendTopic(
  context: TurnContext,
  services: DialogServices,
  id: string,
): Promise<void> {
  const topic = services.knowledge.topics.get(id);
  if (topic === undefined) return sendText(context, 'stale.unknownButton');
  await services.lastTopic.set(context, id);
  const { knowledge } = services;
  await sendCard(context, topicCard(topic, { ...turnInfoOf(context), knowledge }));
}

/** Records what a person thought of an answer. */
export async function recordFeedback(
  context: TurnContext,
  { knowledge, questions }: DialogServices,
  { topic, helpful }: { readonly topic: string; readonly helpful: boolean },
): Promise<void> {
  if (!knowledge.topics.has(topic)) return sendText(context, 'stale.unknownButton');
  await questions.rate(topic, helpful);
  await sendText(context, helpful ? 'feedback.thanks' : 'feedback.sorry');
}

/** Answers a region question. Out: whether it was one. */
async function answerAboutRegions(
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
  const enrollment = await enrollmentOf(context, services);
  const answers = enrollment?.answers;
  return answers?.['company']?.values['country'] ?? answers?.['account']?.values['tenantCountry'];
}

async function sendSearchResult(
  context: TurnContext,
  services: DialogServices,
  found: SearchResult,
): Promise<void> {
  const { t } = turnInfoOf(context);
  switch (found.kind) {
    case 'answer':
      return sendTopic(context, services, found.topic);
    case 'offer': {
      const topics = found.topics.flatMap((id) => services.knowledge.topics.get(id) ?? []);
      await sendCard(context, offerCard(topics, turnInfoOf(context)));
      return;
    }
    case 'smallTalk':
      return sendText(context, `smallTalk.${found.which}`);
    case 'unknown':
      await sendCard(context, wayOutCard(t, UNKNOWN[found.why]));
  }
}
