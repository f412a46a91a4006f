// What is offered for a word alone („MPA“, "distributor"): the family of topics it leads to, the plainest first.

import type { RankedTopic } from './ranking.ts';
import type { Knowledge } from '../content/topic.ts';

/** In: the ranking of the word. Out: two to four topics. */
export type MenuFor = (best: readonly RankedTopic[]) => string[];

const FEWEST = 2;
const MOST = 4;
/** Topics with this share of the belief head the menu, whatever their place in the family. */
const HEAD_FROM = 0.1;
const MOST_HEADS = 2;

export function createMenus({ topics }: Knowledge): MenuFor {
  const names = new Set([...topics.values()].map(({ family }) => family));
  const rootOf = new Map([...topics].map(([id, { family }]) => [id, root(family, names)]));

  return (best) => {
    const strongest = strongestRoot(best, rootOf);
    const members = [...topics.values()].filter(({ id }) => rootOf.get(id) === strongest);
    const family = members.sort((a, b) => a.family.length - b.family.length).map(({ id }) => id);
    const head = best.filter(({ share }) => share >= HEAD_FROM).map(({ topic }) => topic);
    const menu = [...new Set([...head.slice(0, MOST_HEADS), ...family])].slice(0, MOST);
    const more = best.map(({ topic }) => topic).filter((id) => !menu.includes(id));
    return [...menu, ...more.slice(0, Math.max(0, FEWEST - menu.length))];
  };
}

/** "mpa-terms" belongs to "mpa" where there is such a family. */
function root(family: string, names: ReadonlySet<string>): string {
  const [first = family] = family.split('-');
  return names.has(first) ? first : family;
}

function strongestRoot(
  best: readonly RankedTopic[],
  rootOf: ReadonlyMap<string, string>,
): string | undefined {
  const sums = new Map<string, number>();
  for (const { topic, share } of best) {
    const name = rootOf.get(topic) ?? '';
    sums.set(name, (sums.get(name) ?? 0) + share);
  }
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0];
}
