// The three outcomes, menus, follow-ups, and what must not bring the search to its knees.

import assert from 'node:assert/strict';
import { createSearch } from '../../../services/knowledge/search.ts';
import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';

const LONGEST_MS = 50;

const ANSWERED = [
  ['Wie lange dauert die Überprüfung?', 'verification-duration'],
  ['how long does vetting take', 'verification-duration'],
  ['Wer darf die MPA unterschreiben?', 'mpa-sign-who'],
  ['wo finde ich unsere mpn-id', 'mpn-id-find'],
  ['Was kostet die Registrierung?', 'enrollment-cost'],
  ['warum wird meine gmail adresse abgelehnt', 'webmail-why'],
  ['Is MFA mandatory?', 'mfa-required'],
] as const;

const FOLLOW_UPS = [
  ['und wie lange dauert das?', 'verification-what', 'verification-duration'],
  ['what about the cost', 'enrollment-steps', 'enrollment-cost'],
  ['und wer macht das?', 'mpa-sign-how', 'mpa-sign-who'],
  ['und wenn nicht?', 'mpa-what', 'mpa-consequences'],
  ['wo finde ich das', 'mpn-id-what', 'mpn-id-find'],
] as const;

const MENUS = [
  ['MPA', 'mpa-what'],
  ['Verifizierung', 'verification-what'],
  ['Distributor', 'indirect-provider-what'],
  ['gdap', 'gdap-what'],
] as const;

const STRAY = ['Pizza', 'wie wird das Wetter', 'forgot my Windows password', 'AWS Partner werden'];

const MONSTERS = [
  'a'.repeat(10_000),
  'verification '.repeat(1_000),
  '('.repeat(10_000),
  `${'a'.repeat(9_999)}!`,
  '<div>'.repeat(2_000),
  'überprüfungspartnervereinbarung'.repeat(300),
  '\u0000\u0001'.repeat(5_000),
  '😀'.repeat(5_000),
  Array.from({ length: 1_500 }, (_, index) => `qx${index}wortix`).join(' '),
];

describe('the search', function () {
  this.timeout(20_000);
  let search: ReturnType<typeof createSearch>;
  const knowledge = loadKnowledge();
  before(() => {
    search = createSearch(knowledge);
  });

  const firstOf = (text: string, about?: string) => {
    const found = search.ask(text, about === undefined ? {} : { about });
    if (found.kind === 'answer') return found.topic;
    return found.kind === 'offer' ? found.topics[0] : undefined;
  };

  for (const [text, topic] of ANSWERED) {
    it(`answers "${text}" with ${topic}`, () => {
      const found = search.ask(text);

      assert.equal(found.kind, 'answer');
      assert.equal(firstOf(text), topic);
    });
  }

  for (const [text, about, topic] of FOLLOW_UPS) {
    it(`understands "${text}" after ${about}`, () => {
      assert.equal(firstOf(text, about), topic);
    });
  }

  it('takes a whole question as it is, whatever was answered before', () => {
    assert.equal(firstOf('wie lade ich neue kunden ein', 'mpa-what'), 'customers-invite');
  });

  it('does not mind a topic that no longer exists', () => {
    assert.equal(firstOf('Wer darf die MPA unterschreiben?', 'gone'), 'mpa-sign-who');
  });

  for (const [word, topic] of MENUS) {
    it(`offers the family of "${word}", the plainest first`, () => {
      const found = search.ask(word);

      assert.equal(found.kind, 'offer');
      assert.equal(firstOf(word), topic);
    });
  }

  it('offers two to four existing topics when in doubt', () => {
    const found = search.ask('irgendwas mit dem Anbieter und dem Konto');

    assert.ok(found.kind === 'offer');
    assert.ok(found.topics.length >= 2 && found.topics.length <= 4);
    assert.ok(found.topics.every((id) => knowledge.topics.has(id)));
  });

  for (const text of STRAY) {
    it(`does not know "${text}"`, () => {
      assert.deepEqual(search.ask(text), { kind: 'unknown', why: 'notCovered' });
    });
  }

  for (const text of MONSTERS) {
    it(`is done in time with ${JSON.stringify(text.slice(0, 12))} × ${text.length}`, () => {
      search.ask(`${text} `);
      const start = performance.now();

      search.ask(text);

      assert.ok(performance.now() - start < LONGEST_MS);
    });
  }
});
