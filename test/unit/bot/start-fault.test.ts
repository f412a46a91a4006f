// A failed start: one line that names the variable to change, and the exit code that tells whether to try again.

import assert from 'node:assert/strict';
import { ConfigError } from '../../../bot/config/config.ts';
import { startFault } from '../../../bot/start-fault.ts';

describe('a failed start', () => {
  const cases: readonly (readonly [exitCode: number, line: RegExp, properties: object])[] = [
    [1, /^PORT: 3978 is taken/u, { syscall: 'listen', code: 'EADDRINUSE', port: 3978 }],
    [78, /^PORT: 80 is not open/u, { syscall: 'listen', code: 'EACCES', port: 80 }],
    [78, /^HOST: /u, { syscall: 'listen', code: 'EADDRNOTAVAIL' }],
    [78, /^HOST: /u, { syscall: 'getaddrinfo', code: 'ENOTFOUND' }],
    [78, /^DATABASE_URL: EACCES/u, { syscall: 'mkdir', code: 'EACCES' }],
    [78, /^DATABASE_URL: no database/u, sqlite(26, 'no database')],
    [78, /^DATABASE_URL: read only/u, sqlite(8 | (3 << 8), 'read only')],
    [1, /^DATABASE_URL: locked/u, sqlite(5, 'locked')],
    [78, /^DATABASE_URL: user or password/u, { code: '28P01' }],
    [78, /^DATABASE_URL: there is no such database/u, { code: '3D000' }],
    [78, /^DATABASE_URL: the certificate/u, { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
    [1, /^DATABASE_URL: the server does not/u, { name: 'ConnectionLost', code: 'ECONNREFUSED' }],
    [1, /^Lotse could not start: Error at /u, {}],
  ];

  for (const [exitCode, line, properties] of cases) {
    it(`ends with ${exitCode} and ${line.source}`, () => {
      const fault = startFault(Object.assign(new Error('ada@contoso.com'), properties));

      assert.equal(fault.exitCode, exitCode);
      assert.equal(fault.lines.length, 1);
      assert.match(fault.lines[0] ?? '', line);
      assert.doesNotMatch(fault.lines.join('\n'), /contoso/u);
    });
  }

  it('tells every fault of the configuration', () => {
    const lines = ['PORT: wrong', 'HOST: wrong'];

    assert.deepEqual(startFault(new ConfigError(lines)), { exitCode: 78, lines });
  });

  it('has words for what is no error', () => {
    assert.equal(startFault(undefined).exitCode, 1);
  });
});

function sqlite(errcode: number, errstr: string): object {
  return { code: 'ERR_SQLITE_ERROR', errcode, errstr };
}
