import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import de from '../../services/texts/de.json' with { type: 'json' };
import en from '../../services/texts/en.json' with { type: 'json' };
import { COMMANDS } from '../../dialogs/commands.ts';
import { folded } from '../../services/reading/plain-text.ts';
import { importCircle, ROOT, sourcesIn } from '../support/imports.ts';

const FORBIDDEN: readonly [file: string, code: string][] = [
  ['services/enrollment/form.ts', "import { TurnContext } from 'botbuilder';"],
  ['services/reading/country.ts', "import restify from 'restify';"],
  ['services/enrollment/form.ts', "import { textsIn } from '../texts/texts.ts';"],
  [
    'services/enrollment/form.ts',
    "import { openDatabase } from '../storage/database/database.ts';",
  ],
  ['services/contacts/contacts.ts', "import { tell } from '../../dialogs/send.ts';"],
  ['services/contacts/contacts.ts', "import { Kysely } from 'kysely';"],
  ['dialogs/send.ts', "import { createApp } from '../bot/app.ts';"],
  ['dialogs/send.ts', "import { openDatabase } from '../services/storage/database/database.ts';"],
  ['bench/turn.ts', "import { startBot } from '../test/support/bot.ts';"],
  ['test/support/bot.ts', "import { createSink } from '../../bench/connector.ts';"],
  [
    'bot/teams/turn/partner-bot.ts',
    "import { openDatabase } from '../../services/storage/database/database.ts';",
  ],
];

describe('the house', () => {
  it('has every text in both languages, with the same places to fill', () => {
    const german: Readonly<Record<string, string>> = de;
    const places = (text = ''): string[] => [...text.matchAll(/\{\w+\}/gu)].map(String).sort();

    const different = Object.entries(en).filter(
      ([key, text]) => String(places(text)) !== String(places(german[key])),
    );

    assert.deepEqual(Object.keys(de), Object.keys(en));
    assert.deepEqual(different, []);
  });

  it('uses every text it has', () => {
    const code = sourcesIn(['bot', 'dialogs', 'services'])
      .map(({ text }) => text)
      .join('\n');
    const families = [...code.matchAll(/`([\w.]+\.)\$\{/gu)].map(([, family]) => family ?? '');

    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
    );

    assert.deepEqual(unused, []);
  });

  it('has no circle of imports', () => {
    const all = sourcesIn(['bot', 'dialogs', 'services', 'manifest', 'bench', 'tools', 'test']);

    assert.equal(importCircle(all)?.join(' → '), undefined);
  });

  it('tells a circle of imports', () => {
    const circle = importCircle([
      { path: 'a/one.ts', text: "import { two } from './two.ts';" },
      { path: 'a/two.ts', text: "const three = await import('../three.ts');" },
      { path: 'three.ts', text: "import type { One } from './a/one.ts';" },
    ]);

    assert.deepEqual(circle, ['a/one.ts', 'a/two.ts', 'three.ts', 'a/one.ts']);
  });

  it('exports no type name twice', () => {
    const exported = sourcesIn(['bot', 'dialogs', 'services', 'manifest']).flatMap(({ text }) =>
      [...text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gmu)].map(
        ([, name = '']) => name,
      ),
    );

    const twice = exported.filter((name, index) => exported.indexOf(name) !== index);

    assert.ok(exported.length > 100);
    assert.deepEqual(twice, []);
  });

  for (const table of ['enrollments', 'contacts', 'identities', 'documents', 'turns']) {
    it(`writes to the table ${table} in its store only, which keeps its rows`, () => {
      const apart = /\/(?:row-cache|write-probe|move-data)\.ts$|\/migrations\//u;
      const reads = new RegExp(`(?:selectFrom|leftJoin|innerJoin)\\(\\s*'${table}\\b[^']*'`, 'gu');
      const named = new RegExp(`'${table}'|\\b(?:into|update|delete from) "?${table}\\b`, 'iu');
      const own = `services/storage/stores/${table}-store.ts`;

      const writers = sourcesIn(['services/storage'])
        .filter(({ path, text }) => named.test(text.replaceAll(reads, '')) && !apart.test(path))
        .map(({ path }) => path)
        .filter((path) => path !== own);

      assert.deepEqual(writers, []);
    });
  }

  it('gives no two commands the same words', () => {
    const words = Object.values(COMMANDS).flatMap((spellings) => spellings.map(folded));

    assert.equal(new Set(words).size, words.length);
  });

  for (const [file, code] of FORBIDDEN) {
    it(`has a wall: ${file} may not say ${code}`, async () => {
      const lint = new ESLint({
        cwd: ROOT.pathname,
        overrideConfig: tseslint.configs.disableTypeChecked,
      });

      const [result] = await lint.lintText(`${code}\n`, { filePath: file });

      const rules = result?.messages.map(({ ruleId }) => ruleId);
      assert.ok(rules?.includes('no-restricted-imports'), String(rules));
    });
  }
});
