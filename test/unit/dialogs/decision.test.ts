// What is done about a message, once it is known what it may mean and what the knowledge has to say.

import assert from 'node:assert/strict';
import type { Search, SearchResult } from '../../../services/knowledge/search.ts';
import type { Intent } from '../../../services/understanding/intents.ts';
import type { Recognition } from '../../../services/understanding/recognizer.ts';
import {
  askedIn,
  decide,
  deservesAnswer,
  type Decision,
  type DecisionFacts,
} from '../../../dialogs/understanding/decision.ts';

type Also = Readonly<Partial<Record<Intent, number>>>;

interface Given extends Partial<Omit<Recognition, 'also'>> {
  readonly also?: Also;
  readonly found?: SearchResult;
  readonly isReviewOpen?: boolean;
  readonly leans?: boolean;
}

const NOT_COVERED: SearchResult = { kind: 'unknown', why: 'notCovered' };
const ANSWER: SearchResult = { kind: 'answer', topic: 'mpa-what', certainty: 0.95 };

const DECIDED: readonly [text: string, given: Given, decision: Decision][] = [
  ['was jetzt?', { intent: 'nextStep', certainty: 0.95 }, 'nextStep'],
  ['Antrag ist raus', { intent: 'report.submitted', report: { milestone: 'submitted' } }, 'report'],
  ['was ist das MPA?', { intent: 'nextStep', certainty: 0.6, found: ANSWER }, 'question'],
  ['was ist das MPA?', { intent: 'nextStep', certainty: 0.9, found: ANSWER }, 'nextStep'],
  ['das MPA', { intent: 'remark', certainty: 0.45, found: ANSWER }, 'question'],
  ['das MPA', { intent: 'remark', certainty: 0.8, found: ANSWER }, 'remark'],
  [
    'xq zrt',
    { intent: 'bye', certainty: 0.5, found: { kind: 'unknown', why: 'gibberish' } },
    'question',
  ],
  ['wer macht das', { intent: 'question', certainty: 0.9 }, 'question'],
  ['wer macht das', { intent: 'question', certainty: 0.6, also: { nextStep: 0.3 } }, 'nextStep'],
  ['so was', { intent: 'back', certainty: 0.2 }, 'question'],
  ['so was', { intent: 'back', certainty: 0.2, also: { pause: 0.3 } }, 'pause'],
  ['lieber nicht telefonieren', { intent: 'human', certainty: 0.9 }, 'remark'],
  ['ein Mensch bitte', { intent: 'human', certainty: 0.9 }, 'human'],
  ['ja', { intent: 'agree', isReviewOpen: true }, 'agree'],
  ['passt alles', { intent: 'agree', isReviewOpen: true }, 'agree'],
  ['passt, aber die PLZ', { intent: 'agree', isReviewOpen: true }, 'disagree'],
  ['passt, morgen', { intent: 'agree', isReviewOpen: true, also: { pause: 0.5 } }, 'pause'],
  ['passt, und dann?', { intent: 'agree', isReviewOpen: true, question: 'und dann?' }, 'disagree'],
  ['und wie lange dauert das', { intent: 'nextStep', leans: true }, 'question'],
  ['und wie lange dauert das bei uns', { intent: 'nextStep', leans: true }, 'nextStep'],
];

describe('What is done about a message', () => {
  for (const [text, given, decision] of DECIDED) {
    it(`is ${decision}: ${text} (${told(given)})`, () => {
      const decided = decide(factsOf(text, given));

      assert.equal(decided, decision);
    });
  }
});

describe('What is asked', () => {
  it('is the question of a story, and the whole of anything shorter', () => {
    const story = `${'wir haben lange gewartet und '.repeat(6)}was nun?`;
    const recognition = recognitionOf({ question: 'was nun?' });

    const asked = [story, 'gut, was nun?'].map((text) => askedIn({ text, recognition }));

    assert.deepEqual(asked, ['was nun?', 'gut, was nun?']);
  });

  it('deserves an answer beside a report when the knowledge has one, and it was asked', () => {
    const question = recognitionOf({ intent: 'question' });
    const next = recognitionOf({ intent: 'question', also: { nextStep: 0.3 } });

    const deserved = [
      deservesAnswer(searchWith(ANSWER), 'wie lange dauert das?', question),
      deservesAnswer(searchWith(ANSWER), 'wer hätte das gedacht', question),
      deservesAnswer(searchWith(ANSWER), 'was jetzt?', next),
      deservesAnswer(searchWith(NOT_COVERED), 'wie lange dauert das?', question),
    ];

    assert.deepEqual(deserved, [true, false, false, false]);
  });
});

function factsOf(text: string, given: Given): DecisionFacts {
  const { found, isReviewOpen = false, leans = false } = given;
  return {
    ...{ text, recognition: recognitionOf(given), isReviewOpen },
    isPaused: false,
    search: searchWith(found, leans),
    about: leans ? 'mpa-what' : undefined,
  };
}

function recognitionOf({ also = {}, ...given }: Given): Recognition {
  const { intent = 'remark', certainty = 0.95, report, question } = given;
  return { intent, certainty, report, question, also: (other) => also[other] ?? 0 };
}

function searchWith(found: SearchResult = NOT_COVERED, leans = false): Search {
  return { ask: () => found, leansOn: () => leans };
}

function told({ intent = 'remark', certainty = 0.95, found, leans = false }: Given): string {
  return [`${intent} ${certainty}`, found?.kind ?? '', leans ? 'leaning' : '']
    .filter((part) => part !== '')
    .join(', ');
}
