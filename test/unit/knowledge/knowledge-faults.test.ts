// Every fault of the knowledge is named as file, topic, fault.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  knowledgeFaults,
  sentenceCount,
} from '../../../services/knowledge/content/knowledge-faults.ts';

const OURS = new URL('../../../services/knowledge/content/', import.meta.url);

type Row = Record<string, unknown>;

describe('the knowledge', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'lotse-knowledge-'));
    for (const part of ['topics', 'de', 'en', 'sources.json']) {
      cpSync(new URL(part, OURS), join(home, part), { recursive: true });
    }
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const faults = () =>
    knowledgeFaults(pathToFileURL(`${home}/`)).map(
      ({ file, topic, fault }) => `${file} · ${topic} · ${fault}`,
    );
  const edit = (file: string, change: (rows: Row[]) => void) => {
    const path = join(home, file);
    const rows = JSON.parse(readFileSync(path, 'utf8')) as Row[];
    change(rows);
    writeFileSync(path, JSON.stringify(rows));
  };
  const inTopic = (file: string, id: string, change: Row) => {
    edit(file, (rows) => {
      Object.assign(rows.find((row) => row['id'] === id) ?? {}, change);
    });
  };
  const phrasingsOf = (file: string, id: string): string[] => {
    const rows = JSON.parse(readFileSync(join(home, file), 'utf8')) as Row[];
    return rows.find((row) => row['id'] === id)?.['phrasings'] as string[];
  };

  it('is sound', () => {
    assert.deepEqual(faults(), []);
  });

  it('misses a translation', () => {
    edit('en/agreement.json', (rows) => void rows.shift());

    assert.deepEqual(faults(), ['en/agreement.json · mpa-what · is not told in en']);
  });

  it('names an unknown source', () => {
    inTopic('topics/agreement.json', 'mpa-language', { sources: ['nowhere-2020'] });

    assert.ok(
      faults().includes(
        'topics/agreement.json · mpa-language · source nowhere-2020 is not in sources.json',
      ),
    );
  });

  it('has an id twice', () => {
    edit('topics/agreement.json', (rows) => void rows.push(rows[0] ?? {}));

    assert.deepEqual(faults(), [
      'topics/agreement.json · mpa-what · id already stands in topics/agreement.json',
    ]);
  });

  it('has a phrasing in two topics, however it is written', () => {
    const [phrasing = ''] = phrasingsOf('de/agreement.json', 'mpa-what');
    const others = phrasingsOf('de/agreement.json', 'mpa-sign-how');
    const doubled = `${phrasing.toUpperCase()}?!`;
    inTopic('de/agreement.json', 'mpa-sign-how', { phrasings: [...others, doubled] });

    assert.deepEqual(faults(), [
      `de/agreement.json · mpa-sign-how · phrasing "${doubled}" already stands in mpa-what`,
    ]);
  });

  it('links a topic that does not exist', () => {
    inTopic('topics/agreement.json', 'mpa-what', { related: ['gone'] });

    assert.deepEqual(faults(), [
      'topics/agreement.json · mpa-what · related topic gone does not exist',
    ]);
  });

  it('has too few phrasings', () => {
    inTopic('de/agreement.json', 'mpa-what', { phrasings: ['was bedeutet mpa'] });

    assert.ok(
      faults().includes('de/agreement.json · mpa-what · phrasings has fewer than 12 phrasings'),
    );
  });

  it('answers too briefly', () => {
    inTopic('en/agreement.json', 'mpa-what', { answer: 'It is a contract.' });

    assert.deepEqual(faults(), [
      'en/agreement.json · mpa-what · answer has 1 sentences, not 2 to 6',
    ]);
  });

  it('leaves a statement of the seed untold', () => {
    edit('topics/agreement.json', (rows) => {
      for (const row of rows)
        row['statements'] = (row['statements'] as string[]).filter((one) => one !== 'S-28');
    });

    assert.ok(faults().every((fault) => fault === 'topics/ ·  · no topic carries S-28'));
  });

  it('is no JSON', () => {
    writeFileSync(join(home, 'sources.json'), '{');

    assert.ok(faults()[0]?.startsWith('sources.json · '));
  });
});

describe('the sentences of an answer', () => {
  const COUNTED = [
    ['Eins. Zwei.', 2],
    ['Das gilt z. B. seit dem 1. Dezember 2026. Mehr nicht.', 2],
    ['USD 1,000.50 at https://aka.ms/a.b?c=d. Done!', 2],
    ['Er sagt: „Ja.“ Dann geht er.', 2],
  ] as const;
  for (const [text, count] of COUNTED) {
    it(`are ${count} in "${text}"`, () => {
      assert.equal(sentenceCount(text), count);
    });
  }
});
