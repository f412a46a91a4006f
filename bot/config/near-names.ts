// Names that are nearly one of ours: a letter too many, one that is missing, capitals, underscores. Whoever wrote them meant
// ours, so they are refused by name instead of being left out.

import { editDistance } from '../../services/knowledge/language/edit-distance.ts';
import { VARIABLE_NAMES } from './variables.ts';

/** `file`: what stands in .env is for this bot. `process`: there, other programs' names stand beside ours. */
export type NameOrigin = 'file' | 'process';

/** Shorter names of ours are ordinary words, such as PORT, HOST, LOG_LEVEL, that others may use in a spelling of their own. */
const DISTINCTIVE = 9;
/** With so many letters two mistakes are still a mistake, and no other word. */
const LONG = 14;
/** HTTP_PROXY and its like are also read in lower case, as everybody does. */
const LOWER_CASE = ['http_proxy', 'https_proxy', 'no_proxy'] as const;

const KNOWN: ReadonlySet<string> = new Set([...VARIABLE_NAMES, ...LOWER_CASE]);
const LETTERS = VARIABLE_NAMES.map((name) => ({ name, letters: lettersOf(name) }));

/** In: a name. Out: itself when it is ours, the one of ours that is meant, or undefined when it is somebody else's. */
export function nearestName(name: string, origin: NameOrigin): string | undefined {
  if (KNOWN.has(name)) return name;
  const given = lettersOf(name);
  const same = LETTERS.find(({ letters }) => letters === given);
  const meant = same ?? LETTERS.find(({ letters }) => isNear(given, letters, origin));
  if (meant === undefined) return undefined;
  return origin === 'file' || meant.letters.length >= DISTINCTIVE ? meant.name : undefined;
}

/**
 * In: the names in the process's environment, and the platform. Out: a line for each that is nearly one of ours, as long as
 * ours is not there itself: then it is somebody else's.
 */
export function misspeltNames(
  names: readonly string[],
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const given = new Set(names);
  return names.flatMap((name) => {
    const meant = nearestName(name, 'process');
    if (meant === undefined || KNOWN.has(name) || given.has(meant)) return [];
    // Windows has names without case: it is read already.
    if (platform === 'win32' && name.toUpperCase() === meant.toUpperCase()) return [];
    return [misspelt(name, meant)];
  });
}

/** The line that refuses a name. */
export function misspelt(name: string, meant: string): string {
  return `${name}: is not read; ${meant} is meant, or else give it another name`;
}

/** Whether a name is read as it stands. */
export function isKnownName(name: string): boolean {
  return KNOWN.has(name);
}

function isNear(given: string, letters: string, origin: NameOrigin): boolean {
  const most = origin === 'file' && letters.length >= LONG ? 2 : 1;
  if (Math.abs(given.length - letters.length) > most) return false;
  return editDistance(given, letters, most) <= most;
}

function lettersOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z\d]/gu, '');
}
