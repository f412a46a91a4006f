// The log: one JSON line per event, and of a thrown thing only what names nobody.

import assert from 'node:assert/strict';
import { createLog, errorCode, errorPlace, type Log } from '../../../bot/monitoring/log.ts';

describe('the log', () => {
  it('writes one JSON line per event, with level, time and fields', () => {
    const { log, lines } = logInMemory('info');

    log.info('listening', { port: 3978, ready: true, host: undefined });
    log.warn('anonymous');
    log.error('turn-failed', { code: 'EIO' });

    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const [first = {}, second = {}, third = {}] = entries;
    assert.equal(first['event'], 'listening');
    assert.equal(first['level'], 'info');
    assert.equal(first['port'], 3978);
    assert.equal(first['ready'], true);
    assert.ok(!Number.isNaN(Date.parse(String(first['time']))));
    assert.equal(second['level'], 'warn');
    assert.equal(third['code'], 'EIO');
    assert.ok(
      lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1),
    );
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logInMemory('warn');

    log.info('listening');
    log.warn('anonymous');

    assert.equal(lines.length, 1);
  });
});

describe('the code of an error', () => {
  class ParseError extends Error {}

  for (const [code, error] of [
    ['Error', new Error('ada@contoso.com')],
    ['TypeError', new TypeError('ada@contoso.com')],
    ['ParseError', new ParseError('ada@contoso.com')],
    ['ENOENT', Object.assign(new Error('/home/ada'), { code: 'ENOENT' })],
    ['RestError.403', Object.assign(new Error('ada'), { name: 'RestError', statusCode: 403 })],
    ['Error', Object.assign(new Error('x'), { code: 'ada said: hello' })],
    ['not-an-error', 'ada@contoso.com'],
    ['not-an-error', undefined],
  ] as const) {
    it(`is ${code} for ${Object.prototype.toString.call(error)}, without its message`, () => {
      assert.equal(errorCode(error), code);
    });
  }
});

describe('the place of an error', () => {
  it('is the first frame in our own code', () => {
    const error = new Error('ada');
    error.stack = [
      'Error: ada',
      '    at /srv/bot/said.ts:1:1 is what ada typed',
      '    at parse (file:///srv/node_modules/zod/index.js:7:3)',
      '    at record (file:///srv/dialogs/step-dialog.ts:12:5)',
      '    at run (file:///srv/bot/app.ts:99:1)',
    ].join('\n');

    assert.equal(errorPlace(error), 'dialogs/step-dialog.ts:12');
  });

  it('is unknown where there is none', () => {
    assert.equal(errorPlace('ada'), undefined);
  });
});

function logInMemory(level: 'info' | 'warn'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => lines.push(line) });
  return { log, lines };
}
