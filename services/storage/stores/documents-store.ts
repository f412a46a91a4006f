// Documents with an ETag, by key: what Bot Framework state is kept as.

import { StoreError } from '../../enrollment/enrollments.ts';
import type { Database } from '../database/database.ts';
import type { DocumentsTable } from '../database/schema.ts';
import { inTransaction } from '../database/engine.ts';
import { prepared, type Statement } from '../database/statement.ts';
import { cachedRows, type CachedRows } from '../transactions/cached-rows.ts';

export interface Document {
  readonly etag: string;
  /** JSON, as it was written. */
  readonly data: string;
}

export interface DocumentWrite {
  readonly key: string;
  readonly data: string;
  /** The ETag the writer read; undefined writes over whatever is there. */
  readonly expected: string | undefined;
}

export interface Documents {
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  /** All or nothing. Throws `StoreError` "state.conflict" when somebody wrote in between. */
  write(writes: readonly DocumentWrite[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  /** Keeps a document that cannot be read, bytes as they are, and frees its key. */
  setAside(key: string): Promise<void>;
}

/** The documents of a database. In: the database and the clock. Within a turn a document is read once. */
export function createDocumentsIn(database: Database, now: () => Date): Documents {
  const one = prepared(database, oneQuery);
  const rows = cachedRows<readonly DocumentRow[]>(database, 'documents');
  const parts = { rows, overwrite: prepared(database, overwriteQuery) };
  return {
    async read(keys) {
      const [key, another] = keys;
      if (key !== undefined && another === undefined) {
        return asMap(await rows.read(key, async () => (await one({ key })).rows));
      }
      const found = await database
        .selectFrom('documents')
        .select(['key', 'etag', 'data'])
        .where('key', 'in', [...keys])
        .execute();
      return asMap(found);
    },
    async write(writes) {
      const writing = { ...parts, database, at: now().getTime() };
      const [write, another] = writes;
      if (write === undefined) return;
      if (another === undefined) return writeOne(writing, write);
      await inTransaction(database, async (transaction) => {
        // In one order, so that two who write the same do not wait for each other in a circle.
        const inOrder = writes.toSorted((one, other) => (one.key < other.key ? -1 : 1));
        for (const each of inOrder) await writeOne({ ...writing, database: transaction }, each);
      });
    },
    async remove(keys) {
      if (keys.length === 0) return;
      await rows.writeAny(() =>
        database
          .deleteFrom('documents')
          .where('key', 'in', [...keys])
          .execute(),
      );
    },
    setAside: (key) => rows.write(key, () => setAside(database, key, now())),
  };
}

/** Removes the state of conversations in which nothing has changed since a time, epoch ms, so many at once. */
export async function removeDocumentsBefore(
  database: Database,
  time: number,
  most: number,
): Promise<void> {
  const old = database
    .selectFrom('documents')
    .select('key')
    .where('updated_at', '<', time)
    .where('key', 'like', '%/conversations/%')
    .limit(most);
  const remove = () => database.deleteFrom('documents').where('key', 'in', old).executeTakeFirst();
  let isDone = false;
  while (!isDone) {
    const { numDeletedRows } = await cachedRows(database, 'documents').writeAny(remove);
    isDone = Number(numDeletedRows) < most;
  }
}

type DocumentRow = Pick<DocumentsTable, 'key' | 'etag' | 'data'>;

function asMap(rows: readonly DocumentRow[]): ReadonlyMap<string, Document> {
  return new Map(rows.map(({ key, etag, data }) => [key, { etag: String(etag), data }]));
}

function oneQuery(database: Database, { key }: { readonly key: string }) {
  return database.selectFrom('documents').select(['key', 'etag', 'data']).where('key', '=', key);
}

type DocumentUpdate = Readonly<{ key: string; data: string; at: number; expected: number }>;

function overwriteQuery(database: Database, { key, data, at, expected }: DocumentUpdate) {
  return database
    .updateTable('documents')
    .set((table) => ({ data, updated_at: at, etag: table('etag', '+', 1) }))
    .where('key', '=', key)
    .where('etag', '=', expected);
}

interface WriteContext {
  readonly database: Database;
  readonly rows: CachedRows<readonly DocumentRow[]>;
  readonly overwrite: Statement<DocumentUpdate, unknown>;
  readonly at: number;
}

function writeOne(writing: WriteContext, { key, data, expected }: DocumentWrite): Promise<void> {
  const { database, rows, overwrite, at } = writing;
  return rows.write(key, async (wrote) => {
    if (expected === undefined) return put(database, { key, data, etag: 1, updated_at: at });
    const values = { key, data, at, expected: Number(expected) };
    const { numAffectedRows } = await overwrite(values, database);
    if (numAffectedRows === 0n) {
      throw new StoreError(
        'state.conflict',
        'The conversation was written to in between; try again.',
      );
    }
    wrote([{ key, data, etag: values.expected + 1 }]);
  });
}

/** Writes over whatever is there. */
async function put(database: Database, row: DocumentsTable): Promise<void> {
  const { data, updated_at } = row;
  await database
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((table) => ({
        data,
        updated_at,
        etag: table('documents.etag', '+', 1),
      })),
    )
    .execute();
}

async function setAside(database: Database, key: string, at: Date): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const row = await transaction
      .selectFrom('documents')
      .select('data')
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return;
    const number = `STATE-${at.getTime().toString(36)}-${key.slice(-8)}`.toUpperCase();
    const aside = { number, origin: 'documents', key, data: row.data, set_aside_at: at.getTime() };
    await transaction.insertInto('records_aside').values(aside).execute();
    await transaction.deleteFrom('documents').where('key', '=', key).execute();
  });
}
