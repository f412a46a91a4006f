// Something that is to happen at most once in a while for each of many, in bounded memory.

import { createBoundedMap } from '../../../services/http/bounded-map.ts';

const MOST = 10_000;

/** In: a key. Out: whether it is the first time for it within the period. */
export type Cooldown = (key: string) => boolean;

/** In: the period in ms, and the clock. Beyond 10,000 keys the oldest is forgotten, and may come again. */
export function createCooldown(periodMs: number, now: () => Date): Cooldown {
  const times = createBoundedMap<string, number>(MOST);
  return function first(key) {
    const at = now().getTime();
    const before = times.get(key);
    if (before !== undefined && Math.abs(at - before) < periodMs) return false;
    times.set(key, at);
    return true;
  };
}
