// `npm run pack`: the app package for Teams.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { packageFaults } from '../../manifest/app-package.ts';

const PACK = new URL('../../manifest/pack.ts', import.meta.url).pathname;
const WELL = [
  '--APP_ID=11111111-1111-4111-8111-111111111111',
  '--BOT_ID=22222222-2222-4222-8222-222222222222',
  '--DEVELOPER_NAME=Distri "AG"',
  '--WEBSITE_URL=https://distri.example',
  '--PRIVACY_URL=https://distri.example/privacy',
  '--TERMS_URL=https://distri.example/terms',
];

describe('npm run pack', () => {
  it('packs with the ids that were given', () => {
    const { stdout, status } = spawnSync(process.execPath, [PACK, ...WELL], { encoding: 'utf8' });
    const files = unzipSync(new Uint8Array(readFileSync(stdout.trim())));
    rmSync(new URL('../../manifest/build/', import.meta.url), { recursive: true });

    const packed = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
      id: string;
      webApplicationInfo: { id: string; resource: string };
      developer: { name: string };
    };
    assert.equal(status, 0);
    assert.deepEqual(packageFaults(files), []);
    assert.equal(packed.id, '11111111-1111-4111-8111-111111111111');
    assert.equal(packed.developer.name, 'Distri "AG"');
    assert.deepEqual(packed.webApplicationInfo, {
      id: '22222222-2222-4222-8222-222222222222',
      resource: 'api://botid-22222222-2222-4222-8222-222222222222',
    });
    assert.deepEqual(Object.keys(files).sort(), [
      'color.png',
      'de.json',
      'manifest.json',
      'outline.png',
    ]);
  });

  it('refuses with one line per fault', () => {
    const { stderr, status } = spawnSync(
      process.execPath,
      [PACK, '--APP_ID=lotse', ...WELL.slice(1, 5)],
      {
        encoding: 'utf8',
      },
    );

    assert.equal(status, 78);
    assert.deepEqual(stderr.trim().split('\n'), [
      '--APP_ID: must be a GUID like 00000000-0000-0000-0000-000000000000',
      '--TERMS_URL: missing; the address of the terms of use',
    ]);
  });
});
