import assert from 'node:assert/strict';
import { readArguments } from '../../../bot/cli/partner-center.ts';
import {
  faultInWords,
  registrationInWords,
  statusInWords,
  testInWords,
} from '../../../bot/cli/partner-center-words.ts';
import { noAnswer, type NoAnswerReason } from '../../../services/partner-center/partner-center.ts';

const ROUTE = '/api/webhooks/partner-center';
const TENANT = '00000000-0000-4000-8000-0000000C0115';

describe('npm run partner-center', () => {
  for (const [typed, wanted] of [
    ['show', { kind: 'show' }],
    ['test', { kind: 'test' }],
    ['unregister', { kind: 'unregister' }],
    [
      'register --url https://bot.example',
      { kind: 'register', url: `https://bot.example${ROUTE}` },
    ],
    [
      `register --url https://bot.example${ROUTE}`,
      { kind: 'register', url: `https://bot.example${ROUTE}` },
    ],
    [`status --tenant ${TENANT}`, { kind: 'status', tenantId: TENANT.toLowerCase() }],
    ['status --partner-id 4847383', { kind: 'status', partnerId: '4847383' }],
  ] as const) {
    it(`understands: ${typed}`, () => {
      assert.deepEqual(readArguments(typed.split(' ')), wanted);
    });
  }

  for (const [typed, complaint] of [
    ['', /Say what to do/u],
    ['delete', /Say what to do/u],
    ['show me', /one word too many/u],
    ['register', /needs --url/u],
    ['register --url http://bot.example', /https/u],
    ['register --url https://bot.example/elsewhere', /bot’s address/u],
    ['status', /either --tenant or --partner-id/u],
    ['status --tenant x', /GUID/u],
    ['status --partner-id 12', /4 to 10 digits/u],
    ['show --loud', /--loud/u],
  ] as const) {
    it(`says what is wrong with: ${typed}`, () => {
      assert.match(readArguments(typed.split(' ')) as string, complaint);
    });
  }

  for (const [reason, exitCode] of [
    ['signIn', 77],
    ['unavailable', 77],
    ['throttled', 75],
    ['outage', 75],
    ['badAnswer', 69],
    ['refused', 1],
  ] as readonly (readonly [NoAnswerReason, number])[]) {
    it(`ends with ${exitCode} and the code when the reason is ${reason}`, () => {
      const said = faultInWords(noAnswer(reason, 'c0de'));

      assert.equal(said.exitCode, exitCode);
      assert.match(said.lines.join(' '), /c0de/u);
    });
  }

  it('tells a good test from one that did not get through', () => {
    assert.equal(testInWords({ status: 'completed', codes: ['OK'] }).exitCode, 0);
    assert.equal(testInWords({ status: 'completed', codes: ['Unauthorized'] }).exitCode, 1);
    assert.equal(testInWords({ status: 'completed', codes: [] }).exitCode, 1);
    assert.equal(testInWords(undefined).exitCode, 75);
  });

  it('says what is registered, and where a company stands', () => {
    const shown = registrationInWords({ url: 'https://b.example', events: ['test-created'] }, [
      'a',
    ]);

    assert.match(shown.lines.join('\n'), /https:\/\/b\.example[^]*test-created[^]* {2}a/u);
    assert.equal(registrationInWords(undefined, []).exitCode, 1);
    assert.deepEqual(statusInWords('notSigned', false).lines, [
      'The agreement is not signed.',
      'Not linked.',
    ]);
    assert.equal(statusInWords('signed', undefined).lines.length, 1);
  });
});
