// Who may read the database: its owner, and nobody else on the machine.

import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDatabase } from '../../../services/storage/database/database.ts';
import { openedToOthers } from '../../../services/storage/database/owner-only.ts';
import { moveData } from '../../../services/storage/maintenance/move-data.ts';
import { onPosix } from '../../support/posix.ts';

onPosix('a database file', () => {
  let place = '';

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'lotse-owner-'));
    chmodSync(place, 0o755);
  });

  afterEach(() => {
    rmSync(place, { recursive: true });
  });

  it('is made for its owner alone, with its folders and what SQLite puts beside it', async () => {
    const path = join(place, 'deep', 'data', 'lotse.db');

    const database = await openDatabase(path);
    const found = modesIn(dirname(path));
    await database.destroy();

    assert.deepEqual(found, { 'lotse.db': '600', 'lotse.db-shm': '600', 'lotse.db-wal': '600' });
    assert.deepEqual([modeOf(dirname(path)), modeOf(join(place, 'deep'))], ['700', '700']);
    assert.equal(modeOf(place), '755');
  });

  it('that others could read is closed to them by the next start', async () => {
    const path = join(place, 'data', 'lotse.db');
    await (await openDatabase(path)).destroy();
    writeFileSync(`${path}.bak`, '');
    chmodSync(path, 0o644);
    chmodSync(dirname(path), 0o755);
    const before = openedToOthers(path);

    await (await openDatabase(path)).destroy();

    assert.deepEqual(before, [dirname(path), path]);
    assert.deepEqual([modeOf(path), modeOf(dirname(path))], ['600', '700']);
    assert.deepEqual(openedToOthers(path), []);
  });

  it('is closed, and a folder that is shared stays as it is', async () => {
    const folder = join(place, 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    writeFileSync(join(folder, 'somebody-else.txt'), '');

    await (await openDatabase(join(folder, 'lotse.db'))).destroy();

    assert.deepEqual([modeOf(folder), modeOf(join(folder, 'lotse.db'))], ['777', '600']);
  });

  it('that data is moved into is made for its owner alone', async () => {
    const [from, to] = [join(place, 'a.db'), join(place, 'new', 'b.db')];
    await (await openDatabase(from)).destroy();

    await moveData(from, to);

    assert.deepEqual([modeOf(to), modeOf(dirname(to))], ['600', '700']);
  });
});

function modesIn(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
