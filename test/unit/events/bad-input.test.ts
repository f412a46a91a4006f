// What is wrong with an event is said by name; nothing of its batch is kept. What looks like markup stays text.

import assert from 'node:assert/strict';
import type { Envelope, EventFault } from '../../../services/events/event-intake.ts';
import { announcement, event, MONDAY, stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

async function faults(...envelopes: readonly Envelope[]): Promise<readonly EventFault[]> {
  const on = await stage();
  const acceptance = await on.intake.accept(envelopes);
  assert.equal(acceptance.kind, 'refused');
  return acceptance.faults;
}

function later(minutes: number): string {
  return new Date(Date.parse(MONDAY) + minutes * 60_000).toISOString();
}

onEachEngine('a faulty batch', () => {
  it('is refused as a whole, every fault named', async () => {
    const on = await stage();
    await on.enroll('tenant-1', 'anna');
    const good = event({ id: 'good' });

    const acceptance = await on.intake.accept([good, event({ data: { status: 'maybe' } })]);

    assert.equal(acceptance.kind, 'refused');
    assert.deepEqual(
      acceptance.faults.map(({ index, pointer }) => [index, pointer]),
      [[1, '/data/status']],
    );
    assert.equal(await on.intake.find('urn:test', 'good'), undefined);
  });

  const FAULTY: readonly (readonly [string, Partial<Envelope>, readonly string[]])[] = [
    ['an unknown type', { type: 'csp.unknown' }, ['/type']],
    ['no data', { data: undefined }, ['/data']],
    ['a future time', { time: later(6) }, ['/time']],
    ['an ancient time', { time: '2020-01-01T00:00:00Z' }, ['/time']],
    ['no time at all', { time: 'yesterday' }, ['/time']],
    ['a wrong field of data', { data: { status: 'pending', check: 'x' } }, ['/data/check']],
    [
      'too long a text',
      { data: { status: 'rejected', reason: 'x'.repeat(3000) } },
      ['/data/reason'],
    ],
    [
      'a link that is none',
      {
        type: 'csp.provider.invited',
        data: { providerName: '\u0007', invitationUrl: 'javascript:alert(1)' },
      },
      ['/data/providerName', '/data/invitationUrl'],
    ],
    [
      'a missing language',
      { type: 'csp.announcement', data: { title: { de: 'x' }, text: { de: 'x', en: 'x' } } },
      ['/data/title/en'],
    ],
  ];
  for (const [what, differing, pointers] of FAULTY) {
    it(`names ${what}`, async () => {
      const found = await faults(event(differing));

      assert.deepEqual(
        found.map(({ pointer }) => pointer),
        pointers,
      );
    });
  }

  it('loses control characters and keeps its words', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const text = { de: '**Zeile**\u0000 eins\r\nzwei\u202e', en: '<b>x</b>' };

    await on.intake.accept([announcement({ data: { title: { de: 'T\u0007', en: 'T' }, text } })]);
    await on.dispatcher.drain();

    const values = on.carried[0]?.notes[0]?.values;
    assert.deepEqual(
      [values?.['title.de'], values?.['text.de'], values?.['text.en']],
      ['T', '**Zeile** eins\nzwei', '<b>x</b>'],
    );
  });
});
