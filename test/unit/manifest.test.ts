import assert from 'node:assert/strict';
import { commandIn } from '../../dialogs/commands.ts';
import de from '../../manifest/de.json' with { type: 'json' };
import manifest from '../../manifest/manifest.json' with { type: 'json' };

describe('the app package', () => {
  it('lists only commands that the bot knows, in both languages', () => {
    const english = manifest.bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)),
    );
    const german = Object.entries(de).filter(([key]) => key.endsWith('.title'));

    const unknown = [...english, ...german.map(([, title]) => title)].filter(
      (title) => commandIn(title) === undefined,
    );

    assert.deepEqual(unknown, []);
    assert.equal(german.length, english.length);
  });

  it('keeps the lengths that Teams allows', () => {
    const shorts = [manifest.description.short, de['description.short']];

    assert.ok(manifest.name.short.length <= 30 && manifest.name.full.length <= 100);
    assert.ok(
      shorts.every((text) => text.length <= 80),
      String(shorts.map(({ length }) => length)),
    );
  });
});
