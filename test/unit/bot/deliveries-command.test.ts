import assert from 'node:assert/strict';
import { readArguments, tableOf } from '../../../bot/cli/deliveries.ts';
import { sampleDelivery } from '../../support/event-samples.ts';

describe('the deliveries command', () => {
  it('asks for fifty of any state unless told', () => {
    const asked = { state: undefined, limit: 50, replay: undefined, url: undefined };

    assert.deepEqual(readArguments([]), asked);
    assert.deepEqual(readArguments(['--state', 'dead', '--limit', '9', '--replay', 'd-1']), {
      ...asked,
      state: 'dead',
      limit: 9,
      replay: 'd-1',
    });
  });

  for (const args of [['--state', 'lost'], ['--limit', '0'], ['--limit', 'x'], ['dead'], ['--x']]) {
    it(`does not understand "${args.join(' ')}"`, () => {
      assert.equal(typeof readArguments(args), 'string');
    });
  }

  it('prints a table', () => {
    const lines = tableOf([
      sampleDelivery(),
      sampleDelivery({ id: 'd-22', state: 'sent', sentAt: '2026-11-23T09:00:00.000Z' }),
    ]);

    assert.deepEqual(lines, [
      'delivery  state  tries  to   event  sent                 next try  last error',
      'd-1       dead   7      u-1  e-1    –                    –         the channel did not answer',
      'd-22      sent   7      u-1  e-1    2026-11-23 09:00:00  –         the channel did not answer',
    ]);
  });

  it('lets no text reach the terminal’s controls, or burst the table', () => {
    const [, row = ''] = tableOf([
      sampleDelivery({ eventId: '\u001b[2J', lastError: 'x'.repeat(200) }),
    ]);

    assert.match(row, /·\[2J/u);
    assert.ok(row.length < 140);
  });

  it('says so when there are none', () => {
    assert.deepEqual(tableOf([]), ['No deliveries.']);
  });
});
