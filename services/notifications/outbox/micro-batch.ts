// Many small writes as few: what comes while one is being written goes into the next.

/** In: writes a list of items. Out: hands one in; resolves when it is written, rejects as the writing does. */
export function createMicroBatch<Item>(
  write: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let open: { readonly items: Item[]; readonly written: Promise<void> } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function opened(): { readonly items: Item[]; readonly written: Promise<void> } {
    const items: Item[] = [];
    const written = last.then(pause).then(() => {
      open = undefined;
      return write(items);
    });
    last = written.catch(() => undefined);
    return { items, written };
  }

  return (item) => {
    open ??= opened();
    open.items.push(item);
    return open.written;
  };
}

/** One round of the event loop: answers that arrived together are written together. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
