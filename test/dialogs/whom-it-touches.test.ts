import assert from 'node:assert/strict';
import { join, type Enrollment } from '../../services/enrollment/enrollment.ts';
import { cardOf, textsOf } from '../support/cards.ts';
import { createConversation } from '../support/dialog-conversation.ts';
import { act, answered, BEN } from '../support/enrollment-samples.ts';

const CARLA = { personId: 'carla', name: '**Carla** [x](https://evil.example)', joinedAt: '' };

describe('the question before something is deleted', () => {
  for (const [wish, stays] of [
    ['abbrechen', /verlieren alle Angaben.+Bei Microsoft ändert sich nichts/u],
    ['neu starten', /bleiben beteiligt, beginnen aber ebenfalls von vorn/u],
    ['meine daten löschen', /bleibt die Registrierung Ihres Unternehmens mit allen Angaben/u],
  ] as const) {
    it(`names the colleagues it touches, and what stays: ${wish}`, async () => {
      const words = await asked(wish, withColleagues(BEN));

      assert.match(words, /Beteiligt ist noch 1 weitere Person\./u);
      assert.match(words, /Beteiligt: \|Ben Beispiel/u);
      assert.match(words, stays);
    });
  }

  it('counts them, and shows names as they are', async () => {
    const words = await asked('cancel', withColleagues(BEN, CARLA), 'en');

    assert.match(words, /2 other people take part/u);
    assert.ok(words.includes(`Ben Beispiel, ${CARLA.name}`));
  });

  it('says to who is alone that the enrollment goes too', async () => {
    const words = await asked('meine daten löschen', answered('situation'));

    assert.match(words, /Sonst ist niemand beteiligt/u);
    assert.doesNotMatch(words, /weitere Person/u);
  });

  it('says nothing of an enrollment to who takes part in none', async () => {
    const others = { ...answered('situation'), participants: [BEN] };

    const words = await asked('meine daten löschen', others);

    assert.doesNotMatch(words, /Sonst ist niemand|Ben|weitere Person/u);
  });
});

function withColleagues(...colleagues: readonly (typeof BEN)[]): Enrollment {
  return colleagues.reduce((one, by) => join(one, { ...act(), by }), answered('situation'));
}

async function asked(wish: string, record: Enrollment, language: 'de' | 'en' = 'de') {
  const replies = await createConversation(language, record).say(wish);
  return textsOf(cardOf(replies[0])).join('|');
}
