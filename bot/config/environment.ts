// Where variables come from: the environment of the process, which wins, and .env. Nothing that stands there is dropped in
// silence: it is read, or refused by name (docs/decisions/0047-settings-are-read-or-refused.md).

import { readFileSync } from 'node:fs';
import type { Environment } from './credentials.ts';
import { readEnvText, type EnvEntry } from './env-text.ts';
import { isKnownName, misspelt, misspeltNames, nearestName } from './near-names.ts';

export interface GivenEnvironment {
  readonly variables: Environment;
  /** One line each. */
  readonly faults: readonly string[];
}

/** Where it was started: which files node was told to read, and the place of .env. */
export interface StartPlace {
  /** In: the environment of the process, to which what .env has is added, for all in it that read the environment. */
  readonly env: NodeJS.ProcessEnv;
  /** node's own options. */
  readonly execArgv: readonly string[];
}

const FILE = '.env';
const FLAG = /^--env-file(?:-if-exists)?(?:=(.*))?$/su;
const BYTE_ORDER_MARK = '\uFEFF';
/** node reads these before any of our code runs. */
const TOO_LATE: ReadonlySet<string> = new Set([
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]);

/**
 * Reads .env of the working folder, or the files that node was started with (--env-file), and adds what the environment does
 * not have. Out: everything, and what could not be read; whoever calls it must not go on with a fault.
 */
export function readEnvironment(place: StartPlace = process): GivenEnvironment {
  const { env } = place;
  const own = Object.keys(env);
  const files = filesOf(place.execArgv).map((path) => ({ path, ...readFile(path) }));
  const entries = files.flatMap((file) => file.entries);
  const faults = [
    ...files.flatMap((file) => file.faults),
    ...files.flatMap((file) => doubledNames(file.entries)),
    ...entries.flatMap((entry) => nameFaults(entry, env)),
  ];
  // Of several files the last one wins, as in node.
  for (const { name, value } of entries.toReversed()) env[name] ??= value;
  readMarkedNames(env);
  const named = new Set(entries.map(({ name }) => name));
  const others = own.map(unmarked).filter((name) => !named.has(name));
  return { variables: env, faults: [...new Set([...faults, ...misspeltNames(others)])] };
}

/** In: node's options. Out: the files they name, else .env. */
function filesOf(options: readonly string[]): readonly string[] {
  const named = options.flatMap((option, index) => {
    const flag = FLAG.exec(option);
    return flag === null ? [] : [flag[1] ?? options[index + 1] ?? FILE];
  });
  return named.length > 0 ? named : [FILE];
}

function readFile(path: string): ReturnType<typeof readEnvText> {
  try {
    return readEnvText(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Whether a file must be there, node has seen to.
    if (code === 'ENOENT') return { entries: [], faults: [] };
    return { entries: [], faults: [`.env: cannot be read (${String(code)})`] };
  }
}

/** Which of two values is meant nobody can tell; the same one twice does no harm. */
function doubledNames(entries: readonly EnvEntry[]): readonly string[] {
  return entries.flatMap(({ name, value, line }, index) => {
    const earlier = entries.slice(0, index).find((one) => one.name === name && one.value !== value);
    if (earlier === undefined) return [];
    return [
      `${name}: stands in .env twice with different values, lines ${earlier.line} and ${line}`,
    ];
  });
}

function nameFaults({ name, value }: EnvEntry, env: NodeJS.ProcessEnv): readonly string[] {
  if (TOO_LATE.has(name) && env[name] !== value) {
    return [`${name}: node reads it before .env; set it in the environment of the process`];
  }
  const meant = nearestName(name, 'file');
  return meant === undefined || isKnownName(name) ? [] : [misspelt(name, meant)];
}

/** node, and some that fill the environment from a file, take a byte-order mark for a part of the first name. */
function readMarkedNames(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env).filter((one) => one.startsWith(BYTE_ORDER_MARK))) {
    env[unmarked(name)] ??= env[name];
  }
}

function unmarked(name: string): string {
  return name.startsWith(BYTE_ORDER_MARK) ? name.slice(BYTE_ORDER_MARK.length) : name;
}
