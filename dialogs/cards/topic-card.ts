// An answer: the title always above it, so that a wrong match shows; source and date below; was it helpful?

import type { TopicSource } from '../../services/knowledge/content/knowledge-files.ts';
import type { Knowledge, Topic } from '../../services/knowledge/content/topic.ts';
import type { Language } from '../../services/texts/languages.ts';
import { dateIn } from '../../services/texts/texts.ts';
import {
  button,
  heading,
  listLine,
  note,
  openUrl,
  paragraph,
  subheading,
  type Button,
  type Card,
  type CardLanguage,
} from './card.ts';

export interface TopicCardOptions extends CardLanguage {
  readonly knowledge: Knowledge;
}

/** Six actions at most: two for feedback, one source, and these. */
const MOST_RELATED = 3;
/** What a button shows on a narrow screen, in characters. */
const LONGEST_TITLE = 46;

/** The answer of a topic. Its `feedback` buttons tell it from an offer [interface-cards]. */
export function topicCard(topic: Topic, options: TopicCardOptions): Card {
  const { knowledge, language, t } = options;
  const { title, answer, next } = topic.text[language];
  const sources = topic.sources.flatMap((id) => knowledge.sources.get(id) ?? []);
  const related = topic.related.flatMap((id) => knowledge.topics.get(id) ?? []);
  return {
    kind: 'answer',
    summary: `${title}: ${answer}`,
    body: [
      heading(title),
      paragraph(answer),
      subheading(t('topic.next')),
      paragraph(next),
      ...sources.map((source) => note(sourceLine(source, options))),
      note(t('topic.asOf', { date: dateIn(topic.asOf, language) })),
    ],
    actions: [
      button(t('topic.helpful'), 'feedback', { topic: topic.id, helpful: true }),
      button(t('topic.notHelpful'), 'feedback', { topic: topic.id, helpful: false }),
      ...sources.slice(0, 1).map(({ url }) => openUrl(t('topic.openSource'), url)),
      ...related.slice(0, MOST_RELATED).map((other) => topicButton(other, language)),
    ],
  };
}

/** Two to four topics to choose from; no feedback, since nothing was answered yet. */
export function offerCard(topics: readonly Topic[], { language, t }: CardLanguage): Card {
  const buttons: Button[] = topics.map((topic) => topicButton(topic, language));
  return {
    kind: 'offer',
    summary: `${t('offer.title')} ${topics.map(({ text }) => text[language].title).join(' / ')}`,
    body: [
      heading(t('offer.title')),
      paragraph(t('offer.text')),
      ...topics.map(({ text }) => listLine(`• ${text[language].title}`)),
    ],
    actions: [...buttons, button(t('offer.none'), 'human')],
  };
}

/** A button that sends a topic. */
export function topicButton({ id, text }: Topic, language: Language): Button {
  return button(shortened(text[language].title), 'topic', { topic: id });
}

/** Teams cuts a long title off in the middle of a word; the answer shows it whole. */
function shortened(title: string): string {
  if (title.length <= LONGEST_TITLE) return title;
  const cut = title.slice(0, LONGEST_TITLE);
  return `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}

function sourceLine({ title, url, date }: TopicSource, { language, t }: CardLanguage): string {
  const host = new URL(url).hostname;
  return t('topic.source', { title: title[language], host, date: dateIn(date, language) });
}
