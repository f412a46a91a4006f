// Whether the database takes what is written: a disk that is full still reads, and a file that was deleted takes everything
// to its grave.

import { statSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isPostgresUrl } from './postgres.ts';

/** The file at the address is not the one that is open. */
export class FileGone extends Error {
  override readonly name = 'FileGone';
}

/** A row of no meaning, written over and over; larger than a page, so that a full disk is met. */
const KEY = 'pulse';
const BEAT = ' '.repeat(5_000);
/** A write that went well is believed for so long: whoever asks more often causes no more of them. */
const BELIEVED_MS = 5_000;

/** Out: resolves when the database reads and writes; throws what it throws, or `FileGone`. In: a database just opened, and its address. */
export function createWriteProbe(
  database: Database,
  address: string,
  now: () => Date,
): () => Promise<void> {
  const isFile = !isPostgresUrl(address) && address !== ':memory:';
  const opened = isFile ? fileAt(address) : undefined;
  let wroteAt = -Infinity;
  return async () => {
    if (isFile && fileAt(address) !== opened) throw new FileGone('The database file was replaced.');
    await sql`select 1`.execute(database);
    const at = now().getTime();
    if (Math.abs(at - wroteAt) < BELIEVED_MS) return;
    await beat(database, at);
    wroteAt = at;
  };
}

async function beat(database: Database, at: number): Promise<void> {
  const row = { key: KEY, etag: 1, data: JSON.stringify(BEAT), updated_at: at };
  await database
    .insertInto('documents')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ updated_at: at }))
    .execute();
}

function fileAt(path: string): string {
  const { dev, ino } = statSync(path, { throwIfNoEntry: false }) ?? { dev: 0, ino: 0 };
  return `${dev}/${ino}`;
}
