import assert from 'node:assert/strict';
import { sourcesIn } from '../support/imports.ts';

/** A process of its own, and the doctor, open what they need for themselves. */
const APART = /^bot\/(?:cli|doctor)\//u;
/** Tools, of which each who needs one makes their own. */
const TOOLS: readonly string[] = [
  'createWeb',
  'createHash',
  'createHmac',
  'createRateLimit',
  'createBoundedMap',
  'createSemaphore',
];

describe('the composition', () => {
  it('makes every part in one place', () => {
    const sources = sourcesIn(['bot']).filter(({ path }) => !APART.test(path));
    const makings = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/(?<!function )\b(create[A-Z]\w+)\(/gu)].map(([, name = '']) => ({
        path,
        name,
      })),
    );
    const parts = makings.filter(({ name }) => isExported(name) && !TOOLS.includes(name));

    const twice = parts.filter(({ name, path }) =>
      parts.some((other) => other.name === name && other.path !== path),
    );

    assert.ok(parts.length > 30, String(parts.length));
    assert.deepEqual(twice, []);
  });

  it('makes every store of turns once, and no store outside of it', () => {
    const makings = sourcesIn(['bot'])
      .filter(({ path }) => !APART.test(path))
      .flatMap(({ text }) => [...text.matchAll(/\b(create\w+In)\(/gu)].map(([, name]) => name))
      .filter((name) => name !== 'createSignIn' && name !== 'createSigningIn');

    assert.ok(makings.length > 10);
    assert.deepEqual(makings, [...new Set(makings)]);
  });

  it('is nowhere in services', () => {
    const stores = sourcesIn(['services']).filter(
      ({ path, text }) =>
        !path.startsWith('services/storage/stores/') && /(?<!function )\bcreate\w+In\(/u.test(text),
    );

    assert.deepEqual(
      stores.map(({ path }) => path),
      [],
    );
  });
});

const EXPORTED = new Set(
  sourcesIn(['bot', 'services', 'dialogs']).flatMap(({ text }) =>
    [...text.matchAll(/export (?:async )?function (create\w+)/gu)].map(([, name]) => name),
  ),
);

function isExported(name: string): boolean {
  return EXPORTED.has(name);
}
