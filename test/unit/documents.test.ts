import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../support/imports.ts';

const FILE =
  /`((?:\.github|bench|bot|dialogs|docs|manifest|services|test|tools)\/[\w./-]+\.\w+)`/gu;
const LINK = /\]\((?!https?:|#)([^)#]+)/gu;

describe('the documents', () => {
  it('name files that exist', () => {
    const pages = documents().filter(({ path }) => !path.startsWith('docs/decisions/'));

    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(FILE)].map(([, file = '']) => ({ path, file })),
    );

    assert.ok(named.length > 50, String(named.length));
    assert.deepEqual(
      named.filter(({ file }) => !existsSync(new URL(file, ROOT))),
      [],
    );
  });

  it('link to files that exist', () => {
    const linked = documents().flatMap(({ path, text }) =>
      [...text.matchAll(LINK)].map(([, link = '']) => ({ path, link })),
    );

    const dead = linked.filter(({ path, link }) => !existsSync(new URL(link, new URL(path, ROOT))));

    assert.ok(linked.length > 50, String(linked.length));
    assert.deepEqual(dead, []);
  });
});

interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

function documents(): readonly Document[] {
  return ['', 'docs/', 'docs/decisions/'].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.md'))
      .map((name) => ({
        path: `${folder}${name}`,
        text: readFileSync(new URL(`${folder}${name}`, ROOT), 'utf8'),
      })),
  );
}
