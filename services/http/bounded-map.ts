// A map that holds a bounded number of entries: beyond it, the one set longest ago is dropped.

export interface BoundedMap<Key, Value> {
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  /** Sets an entry and makes it the newest. */
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  keys(): IterableIterator<Key>;
}

/** An empty map. In: the most entries it holds. */
export function createBoundedMap<Key, Value>(most: number): BoundedMap<Key, Value> {
  const entries = new Map<Key, Value>();
  return {
    get: (key) => entries.get(key),
    has: (key) => entries.has(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= most) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
    delete(key) {
      entries.delete(key);
    },
    keys: () => entries.keys(),
  };
}
