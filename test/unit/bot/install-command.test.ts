import assert from 'node:assert/strict';
import { linesOf, readArguments } from '../../../bot/cli/install-for.ts';

const TENANT = '00000000-0000-4000-8000-0000000c0115';

describe('the install-for command', () => {
  it('takes sign-in names and object ids, each once', () => {
    const users = `anna@contoso.com, ${TENANT},anna@contoso.com`;

    const asked = readArguments(['--tenant', TENANT, '--users', users]);

    assert.deepEqual(asked, { tenantId: TENANT, people: ['anna@contoso.com', TENANT] });
  });

  for (const [args, expected] of [
    [[], /--tenant must be/u],
    [['--tenant', 'contoso.com', '--users', 'a@b.c'], /--tenant must be/u],
    [['--tenant', TENANT], /entry 1/u],
    [['--tenant', TENANT, '--users', 'a@b.c,../me'], /entry 2/u],
    [['--all'], /--all/u],
  ] as const) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      assert.match(JSON.stringify(readArguments(args)), expected);
    });
  }

  it('tells each person’s outcome, and fails when somebody was not served', () => {
    const anna = { person: 'anna@b.c', outcome: 'installed', code: '', chatId: '19:1' } as const;
    const ben = { person: 'ben@b.c', outcome: 'unknownPerson', code: 'NotFound' } as const;

    const all = linesOf({ kind: 'done', installations: [anna] });
    const some = linesOf({
      kind: 'done',
      installations: [anna, { ...ben, chatId: undefined }],
    });

    assert.equal(all.exitCode, 0);
    assert.match(all.lines.join(), /anna@b\.c: installed.*19:1/u);
    assert.equal(some.exitCode, 1);
    assert.match(some.lines[1] ?? '', /ben@b\.c: is not known.*NotFound/u);
  });

  it('says what to mend when nobody could be served', () => {
    const { exitCode, lines } = linesOf({ kind: 'noToken', code: 'invalid_client (7000222)' });

    assert.equal(exitCode, 1);
    assert.match(lines.join(), /MicrosoftAppPassword.*7000222/u);
  });
});
