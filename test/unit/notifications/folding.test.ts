// Several notes as one message: every one of them is handed over and shown, none is only counted.

import assert from 'node:assert/strict';
import { announcement, stage } from '../../support/announcing.ts';
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

  function announced(data: object): ReturnType<typeof announcement> {
    const words = { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } };
    return announcement({ data: { ...words, ...data } });
  }
});
