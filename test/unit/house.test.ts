import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import de from '../../services/texts/de.json' with { type: 'json' };
import en from '../../services/texts/en.json' with { type: 'json' };
import { COMMANDS } from '../../dialogs/commands.ts';
import { folded } from '../../services/reading/plain-text.ts';

const ROOT = new URL('../../', import.meta.url);
const FORBIDDEN: readonly [file: string, code: string][] = [
  ['services/enrollment/form.ts', "import { TurnContext } from 'botbuilder';"],
  ['services/reading/country.ts', "import restify from 'restify';"],
  ['services/enrollment/form.ts', "import { textsIn } from '../texts/texts.ts';"],
  ['services/enrollment/form.ts', "import { openDatabase } from '../storage/database.ts';"],
  ['services/contacts/contacts.ts', "import { tell } from '../../dialogs/send.ts';"],
  ['services/contacts/contacts.ts', "import { Kysely } from 'kysely';"],
  ['dialogs/send.ts', "import { createApp } from '../bot/app.ts';"],
  ['dialogs/send.ts', "import { openDatabase } from '../services/storage/database.ts';"],
  [
    'bot/channel/partner-bot.ts',
    "import { openDatabase } from '../../services/storage/database.ts';",
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
    const code = ['bot', 'dialogs', 'services'].flatMap(sources).join('\n');
    const families = [...code.matchAll(/`([\w.]+\.)\$\{/gu)].map(([, family]) => family ?? '');

    const unused = Object.keys(en).filter(
      (key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
    );

    assert.deepEqual(unused, []);
  });

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

function sources(folder: string): string[] {
  const names = readdirSync(new URL(folder, ROOT), { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8'));
}
