import assert from 'node:assert/strict';
import { mentionsIn, type Concept } from '../../../services/understanding/concepts.ts';

const SAID: readonly [text: string, concept: Concept, isMentioned: boolean][] = [
  ['wir würden gern', 'conditional', true],
  ['wir wuerden gern', 'conditional', true],
  ['wir wurden abgelehnt', 'conditional', false],
  ['das wäre schön', 'conditional', true],
  ['wir waren dort', 'conditional', false],
  ['hätten wir das gewusst', 'conditional', true],
  ['hatten wir schon', 'conditional', false],
  ['NOCH NICHT', 'notYet', true],
  ['not yet', 'notYet', true],
  ['ned', 'negation', true],
  ['Nedim', 'negation', false],
  ['unseren Kunden', 'customer', true],
  ['customers', 'customer', true],
];

describe('The concepts of a text', () => {
  for (const [text, concept, isMentioned] of SAID) {
    it(`${isMentioned ? 'have' : 'lack'} ${concept}: ${text}`, () => {
      const { concepts } = mentionsIn(text);

      assert.equal(concepts.includes(concept), isMentioned);
    });
  }

  it('have a question mark last, in whatever script', () => {
    const last = ['verifiziert?', '认证？', 'no'].map((text) => mentionsIn(text).concepts.at(-1));

    assert.deepEqual(last.slice(0, 2), ['questionMark', 'questionMark']);
    assert.notEqual(last[2], 'questionMark');
  });

  it('are looked for in sixty words', () => {
    const { words, concepts } = mentionsIn(`${'hm '.repeat(100)}nicht`);

    assert.equal(words.length, 60);
    assert.ok(!concepts.includes('negation'));
  });

  it('are none in nothing', () => {
    const found = ['', ' \n '].map((text) => mentionsIn(text).concepts);

    assert.deepEqual(found, [[], []]);
  });
});
