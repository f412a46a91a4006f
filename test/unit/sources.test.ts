import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ROOT, sourcesIn } from '../support/imports.ts';

const CODE = ['bot', 'dialogs', 'services'];
const COMMENT = /^\s*(?:\/\/|\/?\*)|\s\/\/\s/u;
const CITED = /\[([a-z][a-z0-9]+(?:-[a-z0-9]+)+)\]/gu;
const KEY = /^(?:\| |- )`([a-z][a-z0-9]+(?:-[a-z0-9]+)+)`/gmu;
const OUTSIDE_DOCUMENT =
  /\bcontract \d|\b(?:contract|domain|platform|house|storage|performance|retrieval)\.md\b/u;
const NUMBERED_RULE = /\b[A-G]\.\d(?:\.\d+)?\b|\bS-\d{2}\b/u;

describe('docs/sources.md', () => {
  it('has every key that a comment cites', () => {
    const page = readFileSync(new URL('docs/sources.md', ROOT), 'utf8');
    const keys = new Set([...page.matchAll(KEY)].map(([, key]) => key));

    const unknown = linesOf([...CODE, 'bench', 'test'])
      .filter(({ text }) => COMMENT.test(text))
      .flatMap(({ at, text }) => [...text.matchAll(CITED)].map(([, key]) => ({ at, key })))
      .filter(({ key }) => !keys.has(key));

    assert.ok(keys.size > 0);
    assert.deepEqual(unknown, []);
  });

  it('has each key once', () => {
    const page = readFileSync(new URL('docs/sources.md', ROOT), 'utf8');
    const keys = [...page.matchAll(KEY)].map(([, key]) => key);

    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it('is what the code cites, instead of documents outside of the repository', () => {
    const citing = linesOf(CODE).filter(
      ({ text }) => OUTSIDE_DOCUMENT.test(text) || (COMMENT.test(text) && NUMBERED_RULE.test(text)),
    );

    assert.deepEqual(citing, []);
  });
});

interface Line {
  readonly at: string;
  readonly text: string;
}

function linesOf(folders: readonly string[]): readonly Line[] {
  return sourcesIn(folders).flatMap(({ path, text }) =>
    text.split('\n').map((line, index) => ({ at: `${path}:${index + 1}`, text: line })),
  );
}
