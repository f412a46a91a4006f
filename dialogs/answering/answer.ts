// A question: computed when it is about regions, searched else, and honestly not known when it is neither.

import type { TurnContext } from 'botbuilder';
import type { SearchResult } from '../../services/knowledge/search.ts';
import type { Topic } from '../../services/knowledge/content/topic.ts';
import { anonymousText } from '../../services/reading/anonymous-text.ts';
import type { TextKey } from '../../services/texts/texts.ts';
import { wayOutCard } from '../cards/plain-cards.ts';
import { offerCard, topicCard } from '../cards/topic-card.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';
import { answerAboutRegions } from './regions.ts';

/** Answers a question, offers what it may mean, or says that it does not know; keeps what it was not sure of. */
export async function answerQuestion(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  if (await answerAboutRegions(context, services, text)) return;
  const about = await services.lastTopic.get(context);
  const found = services.search.ask(text, about === undefined ? {} : { about });
  await tellFound(context, services, found);
  await keepDoubtful(context, services, { text, found });
}

/** Tells a topic by its id, from a button. Says so when a card names one that is gone. */
export async function showTopic(
  context: TurnContext,
  services: DialogServices,
  id: string,
): Promise<void> {
  const topic = services.knowledge.topics.get(id);
  if (topic === undefined) return sendText(context, 'stale.unknownButton');
  await services.lastTopic.set(context, id);
  await sendCard(
    context,
    topicCard(topic, { ...turnInfoOf(context), knowledge: services.knowledge }),
  );
}

/** Keeps what a person thought of an answer. */
export async function takeFeedback(
  context: TurnContext,
  { knowledge, questions }: DialogServices,
  { topic, helpful }: { readonly topic: string; readonly helpful: boolean },
): Promise<void> {
  if (!knowledge.topics.has(topic)) return sendText(context, 'stale.unknownButton');
  await questions.rate(topic, helpful);
  await sendText(context, helpful ? 'feedback.thanks' : 'feedback.sorry');
}

async function tellFound(
  context: TurnContext,
  services: DialogServices,
  found: SearchResult,
): Promise<void> {
  const { t } = turnInfoOf(context);
  switch (found.kind) {
    case 'answer':
      return showTopic(context, services, found.topic);
    case 'offer': {
      const topics = found.topics.flatMap((id): Topic[] => {
        const topic = services.knowledge.topics.get(id);
        return topic === undefined ? [] : [topic];
      });
      const telling = { ...turnInfoOf(context), knowledge: services.knowledge };
      await sendCard(context, offerCard(topics, telling));
      return;
    }
    case 'smallTalk':
      return sendText(context, `smallTalk.${found.which}`);
    case 'unknown':
      await sendCard(context, wayOutCard(t, unknownKey(found.why)));
  }
}

function unknownKey(why: Extract<SearchResult, { kind: 'unknown' }>['why']): TextKey {
  switch (why) {
    case 'notCovered':
      return 'question.unknown';
    case 'otherLanguage':
      return 'question.otherLanguage';
    case 'gibberish':
    case 'empty':
      return 'question.gibberish';
  }
}

async function keepDoubtful(
  context: TurnContext,
  { questions }: DialogServices,
  { text, found }: { readonly text: string; readonly found: SearchResult },
): Promise<void> {
  const { language, at } = turnInfoOf(context);
  const offered = found.kind === 'offer';
  if (!offered && !(found.kind === 'unknown' && found.why === 'notCovered')) return;
  await questions.note({
    text: anonymousText(text),
    language,
    outcome: offered ? 'offered' : 'unknown',
    topics: offered ? found.topics : [],
    at,
  });
}
