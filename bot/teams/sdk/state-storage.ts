// Bot Framework's Storage over our own documents, with ETags that mean something.

import type { Storage, StoreItem, StoreItems } from 'botbuilder';

/** What is needed of a store of documents; services/storage has one. */
export interface StateDocuments {
  read(keys: readonly string[]): Promise<ReadonlyMap<string, { etag: string; data: string }>>;
  write(
    writes: readonly { key: string; data: string; expected: string | undefined }[],
  ): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  setAside(key: string): Promise<void>;
}

const ANY = '*';

/**
 * A Storage. A write whose ETag is neither missing nor "*" fails when somebody wrote in between.
 * A document that cannot be read is kept aside and counts as missing: the position is in the enrollment, so nothing is lost.
 */
export function createStateStorage(documents: StateDocuments): Storage {
  return {
    async read(keys) {
      const found = await documents.read(keys);
      const items: StoreItems = {};
      for (const [key, { etag, data }] of found) {
        const item = itemIn(data);
        if (item === undefined) await documents.setAside(key);
        else items[key] = { ...item, eTag: etag };
      }
      return items;
    },
    write: (changes) =>
      documents.write(
        Object.entries(changes as Record<string, StoreItem>).map(([key, { eTag, ...item }]) => ({
          key,
          data: JSON.stringify(item),
          expected: eTag === undefined || eTag === ANY || eTag === '' ? undefined : eTag,
        })),
      ),
    delete: (keys) => documents.remove(keys),
  };
}

/** Reads a document. Out: its named parts; undefined when it cannot be read. */
export function itemIn(data: string): Record<string, unknown> | undefined {
  try {
    const item: unknown = JSON.parse(data);
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
    return isObject ? (item as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
