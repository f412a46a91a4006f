// Several notes as one message: every one of them is handed over and shown, none is only counted.

import assert from 'node:assert/strict';
import { announcement, HOURS, stage } from '../../support/announcing.ts';
import { onEachEngine } from '../../support/database.ts';

onEachEngine('many notes for one person', () => {
  for (const count of [6, 7, 12, 30]) {
    it(`all go, ${count} of them in messages of six`, async () => {
      const on = await stage();
      await on.meet('tenant-1', 'anna');
      const titles = Array.from({ length: count }, (_, at) => `Neu ${at}`);
      await on.intake.accept(titles.map((de) => announced({ title: { de, en: de } })));

      for (let round = 0; round < count; round += 1) {
        await on.dispatcher.drain();
        on.pass(2_000);
      }

      const shown = on.carried.map(({ notes }) => notes.map(({ values }) => values['title.de']));
      assert.deepEqual(shown.flat(), titles);
      assert.ok(shown.every(({ length }) => length <= 6));
      const { deliveries } = await on.intake.deliveries({ limit: 50 });
      assert.deepEqual([...new Set(deliveries.map(({ state }) => state))], ['sent']);
    });
  }

  it('go one by one where a text would have to be cut beside others', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const long = 'x'.repeat(601);
    const texts = ['kurz', long, 'kurz', 'kurz'].map((de) => ({ text: { de, en: de } }));
    await on.intake.accept(texts.map(announced));

    for (let round = 0; round < 4; round += 1) {
      await on.dispatcher.drain();
      on.pass(2_000);
    }

    assert.deepEqual(
      on.carried.map(({ notes }) => notes.length),
      [1, 1, 2],
    );
  });

  it('go two at once of those with a link, so that each has its button', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    const urls = [1, 0, 2, 3, 4, 0, 0, 5].map((at) =>
      at === 0 ? {} : { url: `https://n${at}.example/` },
    );
    await on.intake.accept(urls.map(announced));

    for (let round = 0; round < 8; round += 1) {
      await on.dispatcher.drain();
      on.pass(2_000);
    }

    assert.deepEqual(
      on.carried.map(({ notes }) => notes.map(({ values }) => values['url'] ?? '')),
      [
        ['https://n1.example/', '', 'https://n2.example/'],
        ['https://n3.example/', 'https://n4.example/', '', ''],
        ['https://n5.example/'],
      ],
    );
  });

  for (const count of [6, 12, 30]) {
    it(`are all shown after a weekend, a throttle and a passing refusal, ${count} of them`, async () => {
      const on = await stage({ quietHours: { from: 18 * 60, until: 8 * 60 } });
      await on.meet('tenant-1', 'anna');
      on.pass(5 * 24 * HOURS);
      const titles = Array.from({ length: count }, (_, at) => `Neu ${at}`);
      await on.intake.accept(titles.map((de) => announced({ title: { de, en: de } })));
      await on.dispatcher.drain();
      const quiet = on.carried.length;
      on.answers.push(
        {
          kind: 'later',
          reason: '429',
          maybeArrived: false,
          isThrottled: true,
          retryAfterMs: 9_000,
        },
        { kind: 'later', reason: '403', maybeArrived: false, isFinalIfRepeated: true },
      );
      on.pass(2 * 24 * HOURS);

      for (let round = 0; round < count + 9; round += 1) {
        await on.dispatcher.drain();
        on.pass(10_000);
      }

      const shown = on.carried
        .slice(2)
        .flatMap(({ notes }) => notes.map(({ values }) => values['title.de']));
      const { deliveries } = await on.intake.deliveries({ limit: 50 });
      assert.equal(quiet, 0);
      assert.deepEqual(shown, titles);
      assert.ok(deliveries.every(({ state }) => state === 'sent'));
    });
  }

  it('that met a block stay unsent, and those after it are all shown', async () => {
    const on = await stage();
    await on.meet('tenant-1', 'anna');
    on.answers.push({ kind: 'never', state: 'unreachable', reason: 'blocked' });
    await on.intake.accept(Array.from({ length: 6 }, (_, at) => announced(named(`Alt ${at}`))));
    await on.dispatcher.drain();

    on.pass(2_000);
    await on.intake.accept(Array.from({ length: 6 }, (_, at) => announced(named(`Neu ${at}`))));
    await on.dispatcher.drain();

    const { deliveries } = await on.intake.deliveries({ limit: 50 });
    const states = deliveries.map(({ state }) => state);
    assert.deepEqual(states, [
      ...Array<string>(6).fill('sent'),
      ...Array<string>(6).fill('unreachable'),
    ]);
    assert.equal(on.carried.at(-1)?.notes.length, 6);
  });

  function named(title: string): object {
    return { title: { de: title, en: title } };
  }

  function announced(data: object): ReturnType<typeof announcement> {
    const words = { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } };
    return announcement({ data: { ...words, ...data } });
  }
});
