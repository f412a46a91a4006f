// A floor under the quality, a few points below what the development set reaches (npm run eval prints the figures).

import assert from 'node:assert/strict';
import { askSet } from '../../../services/knowledge/evaluation/evaluate.ts';
import { questionSet } from '../../../services/knowledge/evaluation/questions.ts';
import { sum, sumOfStray } from '../../../services/knowledge/evaluation/report.ts';
import { createSearch } from '../../../services/knowledge/search.ts';
import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';

describe('on questions of another hand, the search', function () {
  this.timeout(30_000);
  const knowledge = loadKnowledge();
  let report: ReturnType<typeof askSet>;
  before(() => {
    report = askSet(createSearch(knowledge), knowledge, questionSet('dev'));
  });

  for (const language of ['de', 'en']) {
    it(`is right at first in 84 of 100 (${language})`, () => {
      const { asked = 0, first = 0 } = report.byLanguage.get(language) ?? {};

      assert.ok(first / asked >= 0.84, `${first} of ${asked}`);
    });
  }

  it('has the right topic in the answer or the offers in 93 of 100', () => {
    const { asked, offered } = sum(report.byLanguage.values());

    assert.ok(offered / asked >= 0.93, `${offered} of ${asked}`);
  });

  it('answers wrongly in 3 of 100 at most', () => {
    const { asked, wrong } = sum(report.byLanguage.values());

    assert.ok(wrong / asked <= 0.03, `${wrong} of ${asked}`);
  });

  it('answers what is not covered in 4 of 100 at most', () => {
    const { asked, answered } = sumOfStray(report.stray.values());

    assert.ok(answered / asked <= 0.04, `${answered} of ${asked}`);
  });
});
