// Which file imports which, read from the source text: what the house tests walk through.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

export const ROOT = new URL('../../', import.meta.url);

export interface Source {
  /** From the root of the repository, such as "bot/main.ts". */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below the folders. In: folders of the repository, such as "bot". */
export function sourcesIn(folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true })
      .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts'))
      .map((path) => ({ path, text: readFileSync(new URL(path, ROOT), 'utf8') })),
  );
}

/** The files that a file imports, types included. In: one source. Out: paths from the root. */
export function importsOf({ path, text }: Source): readonly string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/gu);
  return [...found].map(([, target = '']) => posix.join(posix.dirname(path), target));
}

/** The first circle of imports. Out: the paths along it, the first one again at its end; undefined when there is none. */
export function importCircle(sources: readonly Source[]): readonly string[] | undefined {
  const imports = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of imports.get(path) ?? []) {
      const circle = walk(target, [...trail, path]);
      if (circle !== undefined) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const circle = walk(path, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
