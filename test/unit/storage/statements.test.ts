// What all statements of all stores keep to, so that tables can be distributed over servers as docs/operations.md says.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../../../services/storage/maintenance/move-data.ts';
import { freshDatabase, onEachEngine } from '../../support/database.ts';
import { recording, writingIn, type WritingStatement } from '../../support/statements.ts';
import { tourStores } from '../../support/store-tour.ts';

const ROOT = join(import.meta.dirname, '../../..');
const STORAGE = join(ROOT, 'services/storage');
const VOLATILE = /\b(?:now|random|clock_timestamp|gen_random_uuid|nextval|current_timestamp)\b/iu;

interface Distribution {
  readonly column: string;
  /** Tables of one group lie together. */
  readonly group: string;
}

/** By table, as the manual has them distributed. */
const DISTRIBUTED: ReadonlyMap<string, Distribution> = manualDistribution();

onEachEngine('the statements of the stores', () => {
  let statements: readonly string[] = [];
  let writes: readonly WritingStatement[] = [];

  before(async function () {
    this.timeout(60_000);
    const recorded = await recording((await freshDatabase()).url);
    await tourStores(recorded.database);
    statements = [...recorded.statements];
    writes = statements.flatMap((statement) => writingIn(statement) ?? []);
  });

  it('are all among those that are looked at here', () => {
    const [pairs, upserts] = writesInSource();

    const seen = new Set(writes.map(({ verb, table }) => `${verb} ${table}`));
    const seenUpserts = statements.filter((statement) => writingIn(statement)?.isUpsert);

    assert.deepEqual([...pairs].filter((pair) => !seen.has(pair)).sort(), []);
    assert.ok(seenUpserts.length >= upserts, `${seenUpserts.length} of ${upserts}`);
  });

  it('set no column of a key', () => {
    const keysOf = KEYS as Readonly<Record<string, readonly string[]>>;

    const found = writes.filter(({ table, set, target }) => {
      const own = [...(keysOf[table] ?? []), ...target, 'tenant_id'];
      return set.some((column) => own.includes(column));
    });

    assert.deepEqual(found, []);
  });

  it('say what an insert is distributed by, and notice by it that a row is there', () => {
    const found = statements.filter((statement) => {
      const writing = writingIn(statement);
      return writing?.verb === 'insert' && !namesShard(statement, writing);
    });

    assert.deepEqual(found, []);
  });

  it('name no tables together that lie apart', () => {
    const found = statements.filter((statement) => {
      const tables = tablesIn(statement);
      const groups = new Set(tables.map((table) => DISTRIBUTED.get(table)?.group ?? 'local'));
      return groups.size > 1;
    });

    assert.deepEqual(found, []);
  });

  it('lock rows of a distributed table in one shard only, and none of two', () => {
    const found = statements.filter((statement) => {
      const columns = tablesIn(statement).flatMap((table) => DISTRIBUTED.get(table)?.column ?? []);
      const isLocking = / for (?:update|share)/u.test(statement);
      return isLocking && columns.some((column) => !statement.includes(`"${column}" = $`));
    });

    assert.deepEqual(found, []);
  });

  it('call nothing that every server would answer differently', () => {
    assert.deepEqual(
      statements.filter((statement) => VOLATILE.test(statement)),
      [],
    );
  });
});

function namesShard(statement: string, { table, target }: WritingStatement): boolean {
  const column = DISTRIBUTED.get(table)?.column;
  if (column === undefined) return true;
  const isNamed = statement.split(' values ', 1)[0]?.includes(`"${column}"`) === true;
  return isNamed && (target.length === 0 || target.includes(column));
}

function tablesIn(statement: string): readonly string[] {
  return Object.keys(KEYS).filter((table) =>
    new RegExp(`\\b(?:from|join|into|update) "?${table}\\b`, 'u').test(statement),
  );
}

/** Out: verb and table of every write in the source, and how many upserts it has. */
function writesInSource(): readonly [ReadonlySet<string>, number] {
  const files = readdirSync(STORAGE, { recursive: true, encoding: 'utf8' });
  const source = files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('migrations'))
    .map((file) => readFileSync(join(STORAGE, file), 'utf8'))
    .join('\n');
  const found = source.matchAll(/\.(insertInto|updateTable|deleteFrom)\('(\w+)'\)/gu);
  const verbs = { insertInto: 'insert', updateTable: 'update', deleteFrom: 'delete' };
  const pairs = [...found].map(
    ([, call, table]) => `${verbs[call as keyof typeof verbs]} ${String(table)}`,
  );
  return [new Set(pairs), source.split('.doUpdateSet(').length - 1];
}

function manualDistribution(): ReadonlyMap<string, Distribution> {
  const manual = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const calls = manual.matchAll(
    /create_distributed_table\('(\w+)', '(\w+)'(?:, colocate_with => '(\w+)')?\)/gu,
  );
  return new Map(
    [...calls].map(([, table = '', column = '', beside = 'none']) => [
      table,
      { column, group: beside === 'none' ? table : beside },
    ]),
  );
}
