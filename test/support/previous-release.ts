// The release before this one, as git has it, with the packages of this one: what a rolling update meets.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Version 0.2.0. To be moved on with each release, together with RELEASED in test/unit/storage/newer-release.test.ts. */
const COMMIT = '0de1b9fdccc7803ffe713f45bc2b1a85e3445568';
const ROOT = join(import.meta.dirname, '../..');

export interface PreviousRelease {
  /** Its bot/main.ts. */
  readonly main: string;
  remove(): void;
}

/** Whether the history is here; a copy without it cannot try an update. */
export function hasPreviousRelease(): boolean {
  const found = spawnSync('git', ['cat-file', '-e', `${COMMIT}^{commit}`], { cwd: ROOT });
  return found.status === 0;
}

/** Unpacks it into a folder of its own. */
export function unpackPreviousRelease(): PreviousRelease {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-previous-'));
  const archive = execFileSync('git', ['archive', COMMIT], {
    cwd: ROOT,
    maxBuffer: 256 * 1024 ** 2,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    main: join(folder, 'bot/main.ts'),
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}
