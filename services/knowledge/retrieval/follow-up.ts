// „Und wie lange dauert das?“: a question that only makes sense after the topic answered before.

import type { Analysis, Analyzer } from '../language/analyzer.ts';
import type { FollowUpBias } from './ranking.ts';
import type { Knowledge, Topic } from '../content/topic.ts';
import { wordsOf } from '../language/words.ts';

/** What a question means once the topic before is known. */
export interface Continuation {
  readonly analysis: Analysis;
  readonly leaning: FollowUpBias;
}

const MOST_WORDS = 9;
const OPENERS = words(
  'und and aber but oder or what about was ist mit wie sieht es aus how about also then dann',
);
const POINTERS = words(
  'das dies diese dieser dieses dafür damit davon daran dabei dazu da sie er es ihn ihm denen dort it that this these those they them there one so',
);
/** Concepts that ask without naming a thing; a question made of these alone points back. */
const ASKING = new Set(
  'duration cost who where why how when must may can what-is how-often find-where status consequence next-steps normal again change remove help yearly before-after steps done check-whether link-url start already enough small-amount boss employee accounting external-person problem help not-visible none-have multiple submit postpone small-company absent left-company language phone sign language create add informed up-to-date bot-info work-data'.split(
    ' ',
  ),
);
const PULL = { same: 0.5, family: 1.5, related: 2 };
const REMEMBERED = 0.5;

export interface FollowUps {
  /** In: a question and the topic answered before. Out: the question in its light; undefined when it stands alone. */
  continued(analysis: Analysis, about: string): Continuation | undefined;
}

export function createFollowUps(knowledge: Knowledge, analyzer: Analyzer): FollowUps {
  return {
    continued: (analysis, about) => {
      const topic = knowledge.topics.get(about);
      if (topic === undefined || !pointsBack(analysis)) return undefined;
      const title = analyzer.analyze(`${topic.text.de.title} ${topic.text.en.title}`);
      const features = new Map(analysis.features);
      for (const concept of title.concepts) {
        if (!ASKING.has(concept)) keepStronger(features, `k:${concept}`, REMEMBERED * 2);
      }
      return { analysis: { ...analysis, features }, leaning: leaningTo(topic, knowledge) };
    },
  };
}

function keepStronger(features: Map<string, number>, name: string, weight: number): void {
  features.set(name, Math.max(features.get(name) ?? 0, weight));
}

function pointsBack({ words: typed, concepts }: Analysis): boolean {
  if (typed.length > MOST_WORDS) return false;
  const things = [...concepts].filter((concept) => !ASKING.has(concept));
  const opens = OPENERS.has(typed[0] ?? '');
  const points = typed.some((word) => POINTERS.has(word));
  return things.length === 0
    ? opens || points || typed.length <= 4
    : opens && things.length < 2 && points;
}

function leaningTo(topic: Topic, knowledge: Knowledge): FollowUpBias {
  const family = [...knowledge.topics.values()].filter(({ family }) => family === topic.family);
  return new Map([
    ...family.map(({ id }) => [id, PULL.family] as const),
    ...topic.related.map((id) => [id, PULL.related] as const),
    [topic.id, PULL.same],
  ]);
}

function words(list: string): ReadonlySet<string> {
  return new Set(wordsOf(list));
}
