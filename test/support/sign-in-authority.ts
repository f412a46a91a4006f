// Plays Microsoft's sign-in for the bot: signs the channel's tokens, shows their keys, and gives the app its own token
// by the managed identity's endpoint, the one way the SDK takes over plain HTTP.

import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startServer, type Answered } from './json-server.ts';

export interface Authority {
  /** What the bot needs in its environment to believe it. */
  readonly env: Readonly<Record<string, string>>;
  /** An Authorization header as the channel sends it. In: the serviceUrl of its activities. */
  header(serviceUrl: string): Promise<string>;
  close(): Promise<void>;
}

export const APP_ID = '00000000-0000-4000-8000-000000000b07';
export const APP_TOKEN = 'the-apps-own-token';
const TENANT = '00000000-0000-4000-8000-0000000000aa';
const IDENTITY = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

/** Starts it. The test closes it, which also takes back what it put into the environment of this process. */
export async function startAuthority(): Promise<Authority> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'test', endorsements: ['msteams'] };
  const server = await startServer(({ path }): Answered => {
    if (path === '/openid') return { body: { issuer: server.url, jwks_uri: `${server.url}/keys` } };
    if (path === '/keys') return { body: { keys: [key] } };
    return { body: identityToken() };
  });
  const before = IDENTITY.map((name) => [name, process.env[name]] as const);
  process.env['IDENTITY_ENDPOINT'] = `${server.url}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'test';
  return {
    env: {
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppId: APP_ID,
      MicrosoftAppTenantId: TENANT,
      ToBotFromChannelOpenIdMetadataUrl: `${server.url}/openid`,
      ToBotFromChannelTokenIssuer: server.url,
    },
    async header(serviceUrl) {
      const token = new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid: 'test' })
        .setIssuer(server.url)
        .setAudience(APP_ID)
        .setIssuedAt()
        // The bot under test has a clock of its own, the SDK the machine's.
        .setExpirationTime(new Date('2100-01-01'));
      return `Bearer ${await token.sign(privateKey)}`;
    },
    async close() {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      await server.close();
    },
  };
}

function identityToken(): object {
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  return {
    access_token: APP_TOKEN,
    expires_on: String(inAnHour),
    resource: 'https://api.botframework.com',
    token_type: 'Bearer',
    client_id: APP_ID,
  };
}
