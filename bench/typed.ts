// What a message in words costs beside a card: a value, a question and a report, typed by people whose form stands there; and what
// recognizing costs alone.

import { loadKnowledge } from '../services/knowledge/content/topic.ts';
import { readIntents } from '../services/understanding/intents-file.ts';
import { loadPhrasings, type Intent } from '../services/understanding/intents.ts';
import { createRecognizer } from '../services/understanding/recognizer.ts';
import { lessonsOfIntents } from '../services/understanding/train-intents.ts';
import type { BotProcess } from './bot-process.ts';
import { CARDS, type Driver, type Figure, type TalkPart } from './round.ts';

/** Milliseconds of the process that recognizes. */
export interface RecognizingCost {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

const knowledge = loadKnowledge();
const lessons = lessonsOfIntents(knowledge);
/** Everybody writes something else, so that nothing is known from before. */
const STRIDE = 37;

/** A talk, part by part; those with a name are measured. */
const TALK: readonly { readonly name?: string; readonly part: TalkPart }[] = [
  { part: () => [{ text: 'registrieren' }, ...CARDS.slice(0, 2)] },
  { name: 'typed value', part: (at) => [{ text: `unsere PartnerID ist ${4_100_000 + at}` }] },
  { part: () => CARDS.slice(2, 3) },
  { name: 'typed question', part: phrasingsOf('question') },
  { part: () => [...CARDS.slice(3), { value: { action: 'confirm' } }] },
  { name: 'typed report', part: phrasingsOf('report.submitted') },
];
const PASSES = 5;

/** One round of the talk. Out: the figures of its typed turns, by what was typed. */
export async function typedRound(
  driver: Driver,
  bot: BotProcess,
  people: number,
): Promise<ReadonlyMap<string, Figure>> {
  const figures = await driver.talk(
    bot,
    people,
    TALK.map(({ part }) => part),
  );
  return new Map(
    TALK.flatMap(({ name }, at) => {
      const figure = figures[at];
      return name === undefined || figure === undefined ? [] : [[name, figure] as const];
    }),
  );
}

/** Recognizes every phrasing several times; of each the middle counts, since the machine may have other work. */
export function measureRecognizing(): RecognizingCost {
  const recognizer = createRecognizer(readIntents(knowledge));
  const texts = loadPhrasings().map(({ text }) => text);
  const passes = Array.from({ length: PASSES }, () =>
    texts.map((text) => {
      const started = performance.now();
      recognizer.recognize(text, { open: 'none' });
      return performance.now() - started;
    }),
  );
  const times = texts.map((_, at) => middleOf(passes.map((pass) => pass[at] ?? 0))).sort(ascending);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { count: times.length, p50: at(0.5), p99: at(0.99) };
}

function phrasingsOf(wanted: Intent): TalkPart {
  const texts = lessons.filter(({ intent }) => intent === wanted).map(({ text }) => text);
  return (at) => [{ text: texts[(at * STRIDE) % texts.length] }];
}

function middleOf(times: readonly number[]): number {
  return times.toSorted(ascending)[Math.floor(times.length / 2)] ?? 0;
}

function ascending(one: number, other: number): number {
  return one - other;
}
