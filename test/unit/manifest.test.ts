// The app package: valid against Microsoft's own schemas, whatever an operator says, and refused before it is written else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import { commandIn } from '../../dialogs/commands.ts';
import { filledManifest, packageFaults, type PackageFiles } from '../../manifest/app-package.ts';
import de from '../../manifest/de.json' with { type: 'json' };
import manifest from '../../manifest/manifest.json' with { type: 'json' };
import { readPackageValues, type PackageValues } from '../../manifest/package-values.ts';

const APP = '11111111-1111-4111-8111-111111111111';
const BOT = '22222222-2222-4222-8222-222222222222';
const ENTRA = '33333333-3333-4333-8333-333333333333';
const TOLD = [
  `--APP_ID=${APP}`,
  `--BOT_ID=${BOT}`,
  '--DEVELOPER_NAME=Distri "AG"',
  '--WEBSITE_URL=https://distri.example',
  '--PRIVACY_URL=https://distri.example/privacy',
  '--TERMS_URL=https://distri.example/terms',
];

describe('the app package', () => {
  it('is valid by the schemas of its version, with and without a host', () => {
    for (const more of [[], ['--BOT_DOMAIN=bot.distri.example'], [`--AAD_APP_ID=${ENTRA}`]]) {
      assert.deepEqual(packageFaults(filesFor(valuesOf([...TOLD, ...more]))), []);
    }
  });

  it('asks for read receipts, which else never come, and installs for a person first', () => {
    const packed = packedFor([...TOLD, `--AAD_APP_ID=${ENTRA}`]);

    assert.deepEqual(packed.authorization.permissions.resourceSpecific, [
      { name: 'ChatMessageReadReceipt.Read.Chat', type: 'Application' },
    ]);
    assert.equal(packed.webApplicationInfo.id, ENTRA);
    assert.equal(packed.defaultInstallScope, 'personal');
    assert.equal(packed.supportsChannelFeatures, 'tier1');
  });

  it('names the bot’s host where it is told', () => {
    const packed = packedFor([...TOLD, '--BOT_DOMAIN=Bot.Distri.example']);

    assert.deepEqual(packed.validDomains, ['bot.distri.example', 'token.botframework.com']);
    assert.deepEqual(packed.webApplicationInfo, {
      id: BOT,
      resource: `api://bot.distri.example/botid-${BOT}`,
    });
  });

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

  it('keeps to what clients show of a command: 32 characters, and a line', () => {
    const texts = [
      ...manifest.bots.flatMap(({ commandLists }) =>
        commandLists.flatMap(({ commands }) => commands),
      ),
      ...Object.entries(de)
        .filter(([key]) => key.endsWith('.title'))
        .map(([, title]) => ({ title, description: '' })),
      ...Object.entries(de)
        .filter(([key]) => key.includes('commands') && key.endsWith('.description'))
        .map(([, description]) => ({ title: '', description })),
    ];

    assert.deepEqual(
      texts.filter(({ title, description }) => title.length > 32 || description.length > 128),
      [],
    );
  });
});

describe('a package that Teams would refuse', () => {
  const good = filesFor(valuesOf(TOLD));
  const without = (name: string): Record<string, unknown> =>
    Object.fromEntries(Object.entries(de).filter(([key]) => key !== name));
  const shrunk = Buffer.from(good['color.png'] ?? []);
  shrunk.writeUInt32BE(96, 16);
  const opaque = Buffer.from(good['outline.png'] ?? []);
  opaque.writeUInt8(2, 25);
  const cases: readonly (readonly [string, PackageFiles, RegExp])[] = [
    [
      'a translation without its short name',
      german(without('name.short')),
      /de\.json: .*name\.short/u,
    ],
    [
      'a translation of an empty name',
      german({ ...de, 'name.short': ' ' }),
      /de\.json: \/name\.short/u,
    ],
    [
      'a translation that is too long',
      german({ ...de, 'description.short': 'x'.repeat(81) }),
      /80/u,
    ],
    [
      'a translation of nothing',
      german({ ...de, 'bots[0].commandLists[2].commands[0].title': 'x' }),
      /not in the manifest/u,
    ],
    [
      'a command without its translation',
      german(without('bots[0].commandLists[0].commands[8].title')),
      /commands\[8\]\.title is missing/u,
    ],
    [
      'a translation that is no JSON',
      { ...good, 'de.json': strToU8('{') },
      /^de\.json: must be there, as JSON$/u,
    ],
    ['a color that is none', changed('#0B5A6B', 'teal'), /manifest\.json: \/accentColor/u],
    ['a property that is none', changed('"accentColor"', '"accentColour"'), /accentColo/u],
    [
      'a picture of another size',
      { ...good, 'color.png': shrunk },
      /^color\.png: must have 192 × 192 pixels, not 96 × 192$/u,
    ],
    [
      'an outline with a background',
      { ...good, 'outline.png': opaque },
      /^outline\.png: must have a transparent background$/u,
    ],
    [
      'a picture that is none',
      { ...good, 'outline.png': strToU8('GIF89a') },
      /^outline\.png: must be a PNG of 32 × 32 pixels$/u,
    ],
  ];
  for (const [what, files, said] of cases) {
    it(`is found out: ${what}`, () => {
      const faults = packageFaults(files);

      assert.ok(
        faults.some((fault) => said.test(fault)),
        faults.join('\n'),
      );
    });
  }

  function german(texts: object): PackageFiles {
    return { ...good, 'de.json': strToU8(JSON.stringify(texts)) };
  }

  function changed(from: string, to: string): PackageFiles {
    const text = Buffer.from(good['manifest.json'] ?? []).toString('utf8');
    return { ...good, 'manifest.json': strToU8(text.replace(from, to)) };
  }
});

describe('the values of a package', () => {
  it('come from the bot’s own variables where they are not told', () => {
    const { length } = TOLD;
    const environment = {
      ...{ MicrosoftAppId: BOT, TEAMS_APP_ID: APP, AAD_APP_ID: ENTRA },
      ...{ PRIVACY_URL: 'https://distri.example/privacy', TERMS_URL: 'https://distri.example/t' },
    };

    const read = readPackageValues(TOLD.slice(2, length - 2), environment);

    assert.ok(read.ok);
    assert.deepEqual(
      [read.values.APP_ID, read.values.BOT_ID, read.values.AAD_APP_ID],
      [APP, BOT, ENTRA],
    );
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['--APP_ID=lotse', /^--APP_ID: must be a GUID/u],
    ['--APP_ID=', /^--APP_ID: missing/u],
    ['--BOT_DOMAIN=https://bot.distri.example', /^--BOT_DOMAIN: must be the host name alone/u],
    ['--BOT_DOMAIN=*.distri.example', /^--BOT_DOMAIN: must be the host name alone/u],
    ['--BOT_DOMAIN=bot.distri.example:3978', /^--BOT_DOMAIN: must be the host name alone/u],
    ['--BOT_DOMAIN=localhost', /^--BOT_DOMAIN: must be the host name alone/u],
    ['--BOT_DOMAIN=10.0.0.1', /^--BOT_DOMAIN: must be the host name alone/u],
    ['--PRIVACY_URL=http://distri.example', /^--PRIVACY_URL: must be an https address/u],
    ['--TERMS_URL=https://localhost/terms', /^--TERMS_URL: must be an https address/u],
    [`--DEVELOPER_NAME=${'x'.repeat(33)}`, /^--DEVELOPER_NAME: must have at most 32/u],
    ['--BOTID=1', /^--BOTID=1: must be one of --APP_ID=…/u],
  ];
  for (const [text, said] of wrong) {
    it(`are refused in one line: ${text}`, () => {
      const read = readPackageValues([...TOLD, text], {});

      assert.ok(!read.ok);
      assert.equal(read.faults.length, 1);
      assert.match(read.faults[0] ?? '', said);
    });
  }
});

function valuesOf(args: readonly string[]): PackageValues {
  const read = readPackageValues(args, {});
  assert.ok(read.ok);
  return read.values;
}

function filesFor(values: PackageValues): PackageFiles {
  const bytes = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(new URL(`../../manifest/${name}`, import.meta.url)));
  const text = Buffer.from(bytes('manifest.json')).toString('utf8');
  const others = ['de.json', 'color.png', 'outline.png'].map((name) => [name, bytes(name)]);
  const filled = strToU8(filledManifest(text, '1.2.3', values));
  return { ...(Object.fromEntries(others) as PackageFiles), 'manifest.json': filled };
}

function packedFor(args: readonly string[]): typeof manifest {
  const bytes = filesFor(valuesOf(args))['manifest.json'] ?? new Uint8Array();
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as typeof manifest;
}
