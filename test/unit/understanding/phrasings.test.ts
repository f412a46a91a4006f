import assert from 'node:assert/strict';
import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';
import { isIntentsFileFresh } from '../../../services/understanding/intents-file.ts';
import { loadPhrasings } from '../../../services/understanding/intents.ts';
import {
  conceptFaults,
  dataFaults,
  phrasingFaults,
} from '../../../services/understanding/phrasing-faults.ts';

describe('The phrasings', () => {
  const phrasings = loadPhrasings();

  it('are sound', () => {
    assert.deepEqual(dataFaults(), []);
  });

  it('are what the recognizer was learned from: else run `npm run knowledge:build`', () => {
    assert.ok(isIntentsFileFresh(loadKnowledge()));
  });

  it('are too few below forty in one language', () => {
    const others = phrasings.filter(
      ({ intent, language }) => intent !== 'pause' || language !== 'de',
    );
    const own = phrasings.filter((one) => !others.includes(one)).slice(0, 39);

    const faults = phrasingFaults([...others, ...own]);

    assert.deepEqual(faults, [
      { file: 'de/pause.json', fault: 'has 39 phrasings, not 40 or more' },
    ]);
  });

  it('may not stand in two intents, whatever the language', () => {
    const doubled = { text: ' PAUSE', intent: 'bye', language: 'en' } as const;

    const faults = phrasingFaults([...phrasings, doubled]);

    assert.deepEqual(faults, [
      { file: 'en/bye.json', fault: '" PAUSE" already stands in en/pause.json' },
    ]);
  });

  it('may not stand twice in one file', () => {
    const doubled = { text: 'kurze Pause', intent: 'pause', language: 'de' } as const;

    const faults = phrasingFaults([...phrasings, doubled]);

    assert.deepEqual(faults, [
      { file: 'de/pause.json', fault: '"kurze Pause" already stands in de/pause.json' },
    ]);
  });
});

describe('A concept', () => {
  it('has no form twice, however it is written', () => {
    const faults = conceptFaults({ know: ['weiß', 'weiss', 'weiß*', '🤷', '🤔'] });

    assert.deepEqual(faults, [
      { file: 'concepts.json', fault: '"weiss" stands twice in the concept know' },
    ]);
  });
});
