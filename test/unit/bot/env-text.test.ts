import assert from 'node:assert/strict';
import { readEnvText } from '../../../bot/config/env-text.ts';

const KEY = 'ops:0123456789abcdef';

function read(text: string) {
  return readEnvText(Buffer.from(text));
}

function valuesIn(bytes: Uint8Array): Record<string, string> {
  const { entries, faults } = readEnvText(bytes);
  assert.deepEqual(faults, []);
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

describe('the text of .env', () => {
  const TEXT = 'EXPERT_NAME=Zoë Müller\r\nPORT=1\r\n';
  const wide = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  for (const [name, bytes] of [
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little-endian', wide],
    ['UTF-16, big-endian', Buffer.from(wide).swap16()],
    ['UTF-8 with old line ends', Buffer.from(TEXT.replaceAll('\r\n', '\r'))],
    ['two files put together', Buffer.from('EXPERT_NAME=Zoë Müller\n\uFEFFPORT=1')],
  ] as const) {
    it(`is read in ${name}`, () => {
      assert.deepEqual(valuesIn(bytes), { EXPERT_NAME: 'Zoë Müller', PORT: '1' });
    });
  }

  for (const [line, value] of [
    ['PORT=1', '1'],
    ['  PORT = 1  ', '1'],
    ['export PORT=1', '1'],
    ['PORT="1"', '1'],
    ["PORT='1' # comment", '1'],
    ['PORT=`1`', '1'],
    ['PORT=1 # comment', '1'],
    ['PORT=', ''],
    ['PORT= # comment', ''],
    ['PORT="a#b"', 'a#b'],
    ['PORT="a\\nb"', 'a\nb'],
    ['PORT="a\nb"', 'a\nb'],
    ["PORT=it's", "it's"],
    ['PORT=a=b', 'a=b'],
    ['# PORT=2\n\nPORT=1', '1'],
  ] as const) {
    it(`has ${JSON.stringify(value)} in ${JSON.stringify(line)}`, () => {
      assert.deepEqual(valuesIn(Buffer.from(line)), { PORT: value });
    });
  }

  it('goes on after a value of several lines', () => {
    const { entries } = read('CertificatePrivateKey="-----BEGIN\nabc\n-----END"\nPORT=1');

    assert.deepEqual(
      entries.map(({ name, line }) => [name, line]),
      [
        ['CertificatePrivateKey', 1],
        ['PORT', 4],
      ],
    );
  });

  for (const [text, fault] of [
    ['EVENT_KEYS', /^EVENT_KEYS: line 1 .*NAME=value$/u],
    [`\n\nEVENT_KEYS: ${KEY}`, /^EVENT_KEYS: line 3 /u],
    [`set EVENT_KEYS=${KEY}`, /^EVENT_KEYS: line 1 /u],
    [`$env:EVENT_KEYS = "${KEY}"`, /^EVENT_KEYS: line 1 /u],
    [`- EVENT_KEYS=${KEY}`, /^EVENT_KEYS: line 1 /u],
    [`"EVENT_KEYS": "${KEY}"`, /^EVENT_KEYS: line 1 /u],
    [`ALLOWED TENANTS=${KEY}`, /^\.env: line 1 /u],
    [`EVENT_KEYS="${KEY}`, /^EVENT_KEYS: line 1 .*not closed/u],
    [`EVENT_KEYS=“${KEY}”`, /^EVENT_KEYS: line 1 .*straight/u],
    [`EVENT_KEYS=${KEY}#more`, /^EVENT_KEYS: line 1 .*quotes/u],
    [`EVENT_KEYS=#${KEY}`, /^EVENT_KEYS: line 1 .*quotes/u],
    [`EVENT_KEYS="${KEY}" "b"`, /^EVENT_KEYS: line 1 .*closing quote/u],
    [`EVENT_KEYS="a\\"${KEY}"`, /^EVENT_KEYS: line 1 .*closing quote/u],
    [KEY, /^\.env: line 1 /u],
    ['\u200BEVENT_KEYS=x', /^EVENT_KEYS: line 1 /u],
    [`EVENT_KEYS=${KEY}\0`, /^\.env: holds null bytes/u],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} without telling the value`, () => {
      const { faults } = read(text);

      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? '', fault);
      assert.doesNotMatch(faults[0] ?? '', /0123456789/u);
    });
  }

  it('names the line that is in an old code page', () => {
    const { faults } = readEnvText(Buffer.from('PORT=1\nEXPERT_NAME=Zo\xEB\n', 'latin1'));

    assert.deepEqual(faults, ['EXPERT_NAME: line 2 of .env is no UTF-8; save the file in UTF-8']);
  });

  it('is refused in UTF-16 without a mark', () => {
    const { faults } = readEnvText(Buffer.from('PORT=1\n', 'utf16le'));

    assert.match(faults.join(), /null bytes/u);
  });

  it('names every line that cannot be read', () => {
    const { entries, faults } = read('PORT: 1\nHOST=::1\nLOG_LEVEL');

    assert.equal(entries.length, 1);
    assert.deepEqual(
      faults.map((line) => line.split(' of ', 1)[0]),
      ['PORT: line 1', 'LOG_LEVEL: line 3'],
    );
  });
});
