// The database file and its folder are for their owner alone: modes 600 and 700. Windows has no such modes; nothing is done there.

import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { isPostgresUrl } from './postgres.ts';

/** Whatever others than the owner may do. */
const OTHERS = 0o077;
const FILE = 0o600;
const FOLDER = 0o700;
/** A database of SQLite is up to four files. */
const ENDINGS = ['', '-wal', '-shm', '-journal'] as const;
/** What else lies in a folder of ours: bot/cli/playground.ts. */
const OURS: ReadonlySet<string> = new Set(['playground.log']);

/** Makes folder and file where they are missing, for the owner alone. Throws what making a folder throws. */
export function makeForOwner(path: string): void {
  makeFolder(dirname(resolve(path)));
  try {
    // SQLite gives its other files the mode of this one.
    if (!existsSync(path)) closeSync(openSync(path, 'a', FILE));
  } catch {
    // Opening says it again, in SQLite's words.
  }
}

/**
 * Which of a database's files others may read or write, and whether its folder. In: as `openDatabase` takes it. The folder
 * counts only when nothing but the database lies in it: the modes of one that is shared, such as /tmp, are not ours.
 */
export function openedToOthers(address: string): readonly string[] {
  const isFile = !isPostgresUrl(address) && address !== ':memory:';
  if (!isFile || process.platform === 'win32') return [];
  const path = resolve(address);
  const folder = dirname(path);
  const files = ENDINGS.map((ending) => `${path}${ending}`);
  return [...(isDedicated(folder, path) ? [folder] : []), ...files].filter(isOpen);
}

/** Takes from others what they may do. Somebody else's file stays as it is; `openedToOthers` still names it. */
export function closeToOthers(address: string): void {
  for (const path of openedToOthers(address)) {
    try {
      chmodSync(path, statSync(path).isDirectory() ? FOLDER : FILE);
    } catch {
      continue;
    }
  }
}

function isDedicated(folder: string, path: string): boolean {
  if (!existsSync(path)) return false;
  const stem = basename(path, extname(path));
  return readdirSync(folder).every((name) => name.startsWith(stem) || OURS.has(name));
}

function isOpen(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & OTHERS) !== 0;
}

/** Not mkdir's own recursion: that never ends below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: FOLDER });
}
