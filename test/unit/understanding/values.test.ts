import assert from 'node:assert/strict';
import { readValues } from '../../../services/understanding/values/values.ts';
import { valueFaults, valueLines, valuePastes } from '../../support/value-lines.ts';

const LINES = ['lines.txt', 'lines-unseen.txt', 'lines-more.txt', 'lines-voices.txt'].flatMap(
  valueLines,
);
const PASTES = ['pastes.txt', 'pastes-unseen.txt'].flatMap(valuePastes);
const OPEN = { step: 'company', field: 'legalName', values: {}, country: 'DE' } as const;

describe('Values in words', () => {
  for (const line of LINES) {
    it(`are read at ${line.context.field ?? line.context.step ?? ''}: ${line.say}`, () => {
      const read = readValues(line.say, line.context);

      const faults = valueFaults(line, read);

      assert.deepEqual(faults, []);
    });
  }

  for (const [at, paste] of PASTES.entries()) {
    it(`are read out of pasted text ${at + 1}`, () => {
      const read = readValues(paste.say, paste.context);

      const faults = valueFaults(paste, read);

      assert.deepEqual(faults, []);
      assert.equal(read.kind, 'paste');
    });
  }

  for (const text of ['', ' \n ', '🙂🙂', '¦¦¦', '((((', 'я не понимаю', 'a'.repeat(10_000)]) {
    it(`are not found in ${JSON.stringify(text.slice(0, 20))}`, () => {
      const { values } = readValues(text, { ...OPEN, language: 'de' });

      const sure = values.filter(({ certainty }) => certainty === 'sure');

      assert.deepEqual(sure, []);
    });
  }

  it('are read out of a hundred lines in a moment', () => {
    const text = Array.from({ length: 100 }, (_, at) => `Hafenstraße ${at}, 78462 Konstanz`);
    const began = performance.now();

    readValues(text.join('\n'), { ...OPEN, language: 'de' });

    assert.ok(performance.now() - began < 500);
  });
});
