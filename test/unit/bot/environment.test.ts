// Where variables come from, in a folder of its own.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../../bot/config/environment.ts';

describe('the environment', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lotse-env-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function read(text: string, env: NodeJS.ProcessEnv = {}) {
    const file = join(folder, 'test.env');
    writeFileSync(file, text);
    return readEnvironment({ env, execArgv: [`--env-file=${file}`] });
  }

  it('has what .env has, and wins over it', () => {
    const { variables, faults } = read('PORT=1\nHOST=::1\nLOG_LEVEL=warn', { PORT: '2', HOST: '' });

    assert.deepEqual(faults, []);
    assert.deepEqual(variables, { PORT: '2', HOST: '', LOG_LEVEL: 'warn' });
  });

  it('takes several files, of which the last wins', () => {
    const [first, second] = [join(folder, '1.env'), join(folder, '2.env')];
    writeFileSync(first, 'PORT=1\nHOST=::1');
    writeFileSync(second, 'PORT=2');

    const execArgv = ['--env-file', first, '--expose-gc', `--env-file-if-exists=${second}`];
    const { variables } = readEnvironment({ env: {}, execArgv });

    assert.deepEqual(variables, { PORT: '2', HOST: '::1' });
  });

  it('does without a file', () => {
    const execArgv = [`--env-file-if-exists=${join(folder, 'none')}`];

    assert.deepEqual(readEnvironment({ env: {}, execArgv }), { variables: {}, faults: [] });
  });

  it('says that a file cannot be read', () => {
    const { faults } = readEnvironment({ env: {}, execArgv: [`--env-file=${folder}`] });

    assert.deepEqual(faults, ['.env: cannot be read (EISDIR)']);
  });

  it('reads a name to which a byte-order mark was glued', () => {
    const { variables, faults } = read('', { '\uFEFFEVENT_KEYS': 'x' });

    assert.deepEqual(faults, []);
    assert.equal(variables['EVENT_KEYS'], 'x');
  });

  it('refuses a name that is nearly ours, wherever it stands', () => {
    const { faults } = read('ALOWED_TENANTS=x\nMicrosoftAppID=y', {
      '\uFEFFDATABASE_URI': 'z',
      EVENT_KEY: 'k',
    });

    const names = faults.map((line) => line.split(':', 1)[0]).toSorted();
    assert.deepEqual(names, ['ALOWED_TENANTS', 'DATABASE_URI', 'EVENT_KEY', 'MicrosoftAppID']);
  });

  it('refuses a name with two values, and not one that stands there twice', () => {
    const { faults } = read('PORT=1\nHOST=::1\nPORT=2\nHOST=::1');

    assert.deepEqual(faults, ['PORT: stands in .env twice with different values, lines 1 and 3']);
  });

  it('refuses what node has read before, unless it has it', () => {
    const late = read('NODE_EXTRA_CA_CERTS=ca.pem');
    const same = read('NODE_EXTRA_CA_CERTS=ca.pem', { NODE_EXTRA_CA_CERTS: 'ca.pem' });

    assert.match(late.faults.join(), /^NODE_EXTRA_CA_CERTS: node reads it before \.env/u);
    assert.deepEqual(same.faults, []);
  });

  it('has every fault at once', () => {
    const { faults } = read('PORT\nALOWED_TENANTS=x\nHOST=1\nHOST=2');

    assert.equal(faults.length, 3);
  });
});
