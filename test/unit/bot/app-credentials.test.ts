import assert from 'node:assert/strict';
import {
  AppCredentialsFactory,
  createAuthorize,
} from '../../../bot/teams/connector/app-credentials.ts';
import { beginProof } from '../../../bot/monitoring/proof.ts';
import { issue, privatePem } from '../../support/certificates.ts';
import { type Answered, type JsonServer, startServer } from '../../support/json-server.ts';

const APP_ID = '11111111-aaaa-4bbb-8ccc-222222222222';

describe('the bot’s own credentials', () => {
  let authority: JsonServer;
  let granting: Answered;
  let settings: Readonly<Record<string, string>>;

  beforeEach(async () => {
    granting = { body: { token_type: 'Bearer', expires_in: 3600, access_token: 'the-token' } };
    authority = await startServer(() => granting);
    settings = {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'the-password',
      ToChannelFromBotLoginUrl: `${authority.url}/tenant/`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.test',
    };
  });

  afterEach(() => authority.close());

  it('bring one token for many who ask at once', async () => {
    const authorize = createAuthorize(settings);

    const headers = await Promise.all([authorize(), authorize(), authorize()]);

    assert.deepEqual([...new Set(headers)], ['Bearer the-token']);
    assert.deepEqual(
      authority.calls.map(({ path }) => path),
      ['/tenant/oauth2/v2.0/token'],
    );
  });

  it('sign what the SDK sends, by a certificate too', async () => {
    const issued = await issue({ name: 'CN=lotse' });
    const { MicrosoftAppPassword: _, ...others } = settings;
    const factory = new AppCredentialsFactory({
      ...others,
      CertificateThumbprint: issued.certificate.fingerprint.replaceAll(':', ''),
      CertificatePrivateKey: privatePem(issued),
    });
    const headers = new Map<string, string>();

    const credentials = await factory.createCredentials(APP_ID, 'https://api.botframework.test');
    await credentials.signRequest({ headers } as never);

    const form = new URLSearchParams(authority.calls[0]?.body);
    assert.equal(headers.get('authorization'), 'Bearer the-token');
    assert.equal(form.get('scope'), 'https://api.botframework.test/.default');
    assert.ok(form.get('client_assertion'));
  });

  it('are proved by a token that came, and at fault by a refusal, with its code', async () => {
    const clock = { now: new Date('2026-11-23T09:00:00Z') };
    const proof = beginProof(() => clock.now);
    const authorize = createAuthorize(settings, proof);
    const untried = proof.state();

    await authorize();
    clock.now = new Date('2026-11-23T09:30:00Z');
    await authorize();
    const proved = proof.state();
    granting = { status: 401, body: { error: 'invalid_client', error_codes: [7000222] } };
    await assert.rejects(createAuthorize(settings, proof)() ?? Promise.resolve());

    const provedAt = '2026-11-23T09:00:00.000Z';
    assert.equal(untried.state, 'unproved');
    assert.deepEqual(proved, { state: 'ok', provedAt });
    assert.deepEqual(proof.state(), {
      ...{ state: 'fault', reason: 'token-refused.AADSTS7000222', provedAt },
    });
  });

  it('name Microsoft’s code when they are refused, and no more', async () => {
    const body = { error: 'invalid_client', error_codes: [7000222], error_description: 'Contoso' };
    granting = { status: 401, body };

    await assert.rejects(createAuthorize(settings)() ?? Promise.resolve(), {
      code: 'token-refused.AADSTS7000222',
      message: 'token-refused.AADSTS7000222',
    });
  });

  it('are shown to nobody without TLS but this machine', async () => {
    const insecure = { ...settings, ToChannelFromBotLoginUrl: 'http://login.example/tenant' };

    await assert.rejects(createAuthorize(insecure)() ?? Promise.resolve(), {
      code: 'token-insecure',
    });
  });

  it('are none in anonymous mode', async () => {
    const factory = new AppCredentialsFactory({});

    assert.equal(createAuthorize({})(), undefined);
    assert.equal(await factory.isAuthenticationDisabled(), true);
  });
});
