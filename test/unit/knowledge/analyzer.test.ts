// How a text becomes features: spelling, stems, compounds, concepts.

import assert from 'node:assert/strict';
import { createAnalyzer } from '../../../services/knowledge/language/analyzer.ts';
import { partsOf } from '../../../services/knowledge/language/compounds.ts';
import { editDistance } from '../../../services/knowledge/language/edit-distance.ts';
import { stemOf, wordsOf } from '../../../services/knowledge/language/words.ts';

const LEXICON = {
  verification: ['Überprüfung', 'verification', 'vetting'],
  admin: ['Administrator', 'admin'],
  'global-admin': ['globaler Administrator', 'global admin'],
  duration: ['wie lange', 'how long', 'Dauer'],
  account: ['Konto'],
  settle: ['abrechnen'],
};
const analyzer = createAnalyzer(
  LEXICON,
  ['Wie lange dauert die Überprüfung?', 'Konto und Konto'],
  ['abbrechen'],
);

describe('words', () => {
  for (const spelling of [
    'Überprüfung',
    'UEBERPRUEFUNG',
    'uberprufung',
    'U\u0308berpru\u0308fung',
  ]) {
    it(`are one word whoever types them: ${spelling}`, () => {
      assert.deepEqual(wordsOf(spelling), ['uberprufung']);
    });
  }

  it('share a stem over their endings', () => {
    assert.equal(stemOf('vertrage'), stemOf('vertrag'));
    assert.equal(stemOf('verified'), stemOf('verifying'));
  });
});

describe('a compound', () => {
  const known = new Set(['konto', 'uberprufung', 'geschaft', 'einstellung']);
  const isKnown = (part: string) => known.has(part);

  it('comes apart into known words', () => {
    assert.deepEqual(partsOf('geschaftskontouberprufung', isKnown), [
      'geschaft',
      'konto',
      'uberprufung',
    ]);
  });

  it('stays whole when a part is unknown', () => {
    assert.deepEqual(partsOf('kontobewegungen', isKnown), []);
  });
});

describe('typing mistakes', () => {
  it('count a swap of neighbors as one', () => {
    assert.equal(editDistance('parnter', 'partner', 2), 1);
    assert.equal(editDistance('konto', 'kantine', 1), 2);
  });

  it('are mended into known words', () => {
    assert.deepEqual(analyzer.analyze('überprüfng').words, ['uberprufung']);
    assert.ok(analyzer.analyze('adminstrator').concepts.has('admin'));
  });

  for (const word of ['abbrechen', 'kont', 'lang']) {
    it(`are not seen in "${word}"`, () => {
      assert.deepEqual(analyzer.analyze(word).words, [word]);
    });
  }
});

describe('concepts', () => {
  it('are found by their longest form', () => {
    const { concepts } = analyzer.analyze('unser globaler Administrator');

    assert.deepEqual([...concepts], ['global-admin']);
  });

  it('are found inside compounds and in both languages', () => {
    assert.deepEqual([...analyzer.analyze('Kontoüberprüfung').concepts].sort(), [
      'account',
      'verification',
    ]);
    assert.deepEqual([...analyzer.analyze('how long is the vetting').concepts].sort(), [
      'duration',
      'verification',
    ]);
  });

  it('leave strange words counted', () => {
    assert.equal(analyzer.analyze('Konto Wolkenkuckucksheim').unknown, 0.5);
    assert.equal(analyzer.analyze('').unknown, 1);
  });
});
