import assert from 'node:assert/strict';
import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';
import {
  isRankingFresh,
  originOf,
  packed,
  readRanking,
  unpacked,
} from '../../../services/knowledge/retrieval/ranking-file.ts';
import type { TrainedRanking } from '../../../services/knowledge/retrieval/ranking.ts';

const RANKING: TrainedRanking = {
  topics: ['one', 'two'],
  model: {
    labels: 3,
    features: ['w:gebühr', 'k:cost'],
    rarities: Float32Array.of(0.5, 1.5),
    scales: Float32Array.of(0.25, 4),
    weights: Int16Array.of(-32_767, 0, 1, 2, 3, 32_767),
  },
  words: {
    documents: 2,
    terms: ['w:gebühr'],
    ends: Uint32Array.of(1),
    topics: Uint16Array.of(1),
    scores: Float32Array.of(2.5),
  },
};

describe('the trained ranking', () => {
  it('is of this knowledge and this code: else run `npm run knowledge:build`', () => {
    assert.ok(isRankingFresh(loadKnowledge()));
  });

  it('comes back as it was written', () => {
    const back = unpacked(packed(RANKING));

    assert.deepEqual(back, RANKING);
  });

  it('is not taken for another knowledge', () => {
    const knowledge = loadKnowledge();
    const [first] = knowledge.topics.keys();
    const fewer = new Map([...knowledge.topics].filter(([id]) => id !== first));

    assert.equal(readRanking({ ...knowledge, topics: fewer }), undefined);
    assert.notEqual(originOf({ ...knowledge, topics: fewer }).lessons, originOf(knowledge).lessons);
  });
});
