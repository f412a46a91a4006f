// Schemas that are made once for all who need the same: making one costs more than using it.

/** Keeps what was made for a key. In: makes it; keys must be few, as countries are. */
export function madeOnce<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new Map<Key, Made>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
