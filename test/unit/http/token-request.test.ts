// Every kind of credential against a played authority: what it is asked with, and what comes of its answers.

import assert from 'node:assert/strict';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import type { ClientCredential } from '../../../services/http/client-credential.ts';
import { requestToken, type TokenRequest } from '../../../services/http/token-request.ts';
import { issue, type Issued, privatePem } from '../../support/certificates.ts';
import { type Answered, type JsonServer, startServer } from '../../support/json-server.ts';

const CLIENT_ID = '22222222-2222-4222-8222-222222222222';
const IDENTITY_ID = '33333333-3333-4333-8333-333333333333';
const AUDIENCE = 'https://graph.microsoft.com';
const GRANTED = { token_type: 'Bearer', expires_in: 3599, access_token: 'the-token' };
const IDENTITY = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

describe('a request for a token', () => {
  let authority: JsonServer;
  let granting: Answered;

  beforeEach(async () => {
    granting = { body: GRANTED };
    authority = await startServer(({ path }) => {
      const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
      if (!path.startsWith('/identity')) return granting;
      return { body: { ...GRANTED, access_token: 'of-the-identity', expires_on: `${inAnHour}` } };
    });
    process.env['IDENTITY_ENDPOINT'] = `${authority.url}/identity/${randomUUID()}`;
    process.env['IDENTITY_HEADER'] = 'the-header';
  });

  afterEach(async () => {
    for (const name of IDENTITY) Reflect.deleteProperty(process.env, name);
    await authority.close();
  });

  function ask(credential: ClientCredential, more: Partial<TokenRequest> = {}) {
    return requestToken({
      url: `${authority.url}/login/tenant-1/oauth2/v2.0/token`,
      clientId: CLIENT_ID,
      credential,
      audience: AUDIENCE,
      timeoutMs: 2_000,
      ...more,
    });
  }

  function form(at = 0): URLSearchParams {
    return new URLSearchParams(authority.calls[at]?.body);
  }

  it('shows a secret, at the address it was given and nowhere else', async () => {
    const got = await ask({ kind: 'secret', secret: 'the-secret' });

    assert.ok(got.ok);
    assert.equal(got.token, 'the-token');
    assert.ok(Math.abs(got.lifeMs - 3_599_000) < 2_000);
    const [{ method, path, query } = { method: '', path: '', query: [] }] = authority.calls;
    assert.deepEqual([method, path, [...query]], ['POST', '/login/tenant-1/oauth2/v2.0/token', []]);
    assert.equal(authority.calls.length, 1);
    assert.deepEqual(
      ['grant_type', 'client_id', 'client_secret', 'scope', 'resource'].map((name) =>
        form().get(name),
      ),
      ['client_credentials', CLIENT_ID, 'the-secret', `${AUDIENCE}/.default`, null],
    );
  });

  it('names a resource at the older endpoint, and takes its numbers as text', async () => {
    granting = { body: { ...GRANTED, expires_in: '3599' } };

    const got = await ask(
      { kind: 'secret', secret: 'the-secret' },
      { url: `${authority.url}/login/tenant-1/oauth2/token` },
    );

    assert.ok(got.ok);
    assert.ok(Math.abs(got.lifeMs - 3_599_000) < 2_000);
    assert.deepEqual([form().get('resource'), form().get('scope')], [AUDIENCE, null]);
  });

  it('renews a person’s token, and hands on the new refresh token', async () => {
    granting = { body: { ...GRANTED, refresh_token: 'the-next' } };

    const got = await ask(
      { kind: 'secret', secret: 'the-secret' },
      { url: `${authority.url}/t/oauth2/token`, refreshToken: 'the-first' },
    );

    assert.ok(got.ok);
    assert.equal(got.refreshToken, 'the-next');
    assert.deepEqual(
      ['grant_type', 'refresh_token', 'scope', 'resource'].map((name) => form().get(name)),
      ['refresh_token', 'the-first', 'openid', AUDIENCE],
    );
  });

  for (const [digest, claim, algorithm] of [
    ['sha1', 'x5t', 'RS256'],
    ['sha256', 'x5t#S256', 'PS256'],
  ] as const) {
    it(`proves a certificate known by its ${digest}, for that endpoint alone`, async () => {
      const issued: Issued = await issue({ name: 'CN=lotse' });
      const { raw, publicKey } = new X509Certificate(issued.pem);
      const thumbprint = createHash(digest).update(raw).digest('hex');
      const privateKey = privatePem(issued);

      const got = await ask({ kind: 'certificate', thumbprint, privateKey });

      const assertion = form().get('client_assertion') ?? '';
      const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
        audience: `${authority.url}/login/tenant-1/oauth2/v2.0/token`,
        issuer: CLIENT_ID,
        subject: CLIENT_ID,
        algorithms: [algorithm],
        clockTolerance: 2,
      });
      assert.ok(got.ok);
      const named = Buffer.from(String(protectedHeader[claim]), 'base64url').toString('hex');
      assert.equal(named, thumbprint);
      assert.ok(Number(payload.exp) - Date.now() / 1_000 <= 602);
      assert.equal(form().get('client_secret'), null);
    });
  }

  it('asks the platform for a managed identity', async () => {
    const got = await ask({ kind: 'managedIdentity' }, { clientId: IDENTITY_ID });

    const [call] = authority.calls;
    assert.ok(got.ok);
    assert.equal(got.token, 'of-the-identity');
    assert.ok(Math.abs(got.lifeMs - 3_600_000) < 2_000);
    assert.equal(authority.calls.length, 1);
    assert.deepEqual(
      [call?.method, call?.query.get('resource'), call?.query.get('client_id')],
      ['GET', AUDIENCE, IDENTITY_ID],
    );
  });

  it('shows the token of a managed identity that the app trusts', async () => {
    const got = await ask({ kind: 'federated', identityId: IDENTITY_ID });

    const [first] = authority.calls;
    assert.ok(got.ok);
    assert.equal(got.token, 'the-token');
    assert.deepEqual(
      [first?.query.get('resource'), first?.query.get('client_id')],
      ['api://AzureADTokenExchange', IDENTITY_ID],
    );
    assert.equal(form(1).get('client_assertion'), 'of-the-identity');
    assert.match(form(1).get('client_assertion_type') ?? '', /:jwt-bearer$/u);
  });

  it('reads the platform’s file anew each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lotse-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'first\n');
    await ask({ kind: 'federated', tokenFile });
    await writeFile(tokenFile, 'second\n');
    await ask({ kind: 'federated', tokenFile });
    await rm(folder, { recursive: true });

    const shown = [0, 1].map((at) => form(at).get('client_assertion'));

    assert.deepEqual(shown, ['first', 'second']);
  });

  it('asks nobody without the file', async () => {
    const got = await ask({ kind: 'federated', tokenFile: '/nowhere/token' });

    assert.ok(!got.ok);
    assert.deepEqual([got.kind, got.code, authority.calls.length], ['noAnswer', 'noCredential', 0]);
  });

  const REFUSALS: readonly (readonly [string, Answered, string, string, number | undefined])[] = [
    [
      'a refusal',
      { status: 401, body: { error: 'invalid_client', error_codes: [7000222] } },
      'refused',
      'invalid_client',
      7000222,
    ],
    [
      'a refusal whose number stands in its words',
      {
        status: 400,
        body: { error: 'unauthorized_client', error_description: 'AADSTS700016: Contoso' },
      },
      'refused',
      'unauthorized_client',
      700016,
    ],
    ['HTML', { html: '<html/>' }, 'noAnswer', 'unreadable', undefined],
    ['no token', { body: { expires_in: 1 } }, 'noAnswer', 'unreadable', undefined],
    ['no end', { body: { access_token: 'x' } }, 'noAnswer', 'unreadable', undefined],
    ['silence', { stall: true }, 'noAnswer', 'timeout', undefined],
    [
      'a redirect',
      { status: 302, headers: { location: '/x' } },
      'noAnswer',
      'unreadable',
      undefined,
    ],
  ];

  for (const [what, answered, kind, code, aadsts] of REFUSALS) {
    it(`makes a value of ${what}, without its words`, async () => {
      granting = answered;

      const got = await ask({ kind: 'secret', secret: 'the-secret' }, { timeoutMs: 300 });

      assert.ok(!got.ok);
      assert.deepEqual([got.kind, got.code, got.aadsts], [kind, code, aadsts]);
      assert.doesNotMatch(JSON.stringify(got), /Contoso|the-secret/u);
      assert.equal(authority.calls.length, 1);
    });
  }

  it('tells how long to wait, and holds back nothing by itself', async () => {
    granting = { status: 429, body: {}, headers: { 'retry-after': '7' } };
    const credential = { kind: 'secret', secret: 'the-secret' } as const;

    const got = await ask(credential);
    await ask(credential);

    assert.ok(!got.ok);
    assert.deepEqual([got.status, got.retryAfterMs, authority.calls.length], [429, 7_000, 2]);
  });

  it('ends with its signal', async () => {
    granting = { stall: true };

    const got = await ask(
      { kind: 'secret', secret: 'the-secret' },
      { signal: AbortSignal.timeout(50) },
    );

    assert.ok(!got.ok);
    assert.deepEqual([got.kind, got.status], ['noAnswer', 0]);
  });
});
