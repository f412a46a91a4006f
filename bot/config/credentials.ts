// What each app of the configuration proves itself with: a secret, a certificate, a managed identity, or a federated credential.

import type { ClientCredential, ClientIdentity } from '../../services/http/client-credential.ts';

/** Variables by name, as process.env has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of one app. */
export interface CredentialNames {
  readonly id: string;
  readonly secret: string;
  readonly thumbprint: string;
  readonly privateKey: string;
  readonly identity: string;
  readonly tokenFile: string;
}

export const BOT_CREDENTIAL: CredentialNames = {
  id: 'MicrosoftAppId',
  secret: 'MicrosoftAppPassword',
  thumbprint: 'CertificateThumbprint',
  privateKey: 'CertificatePrivateKey',
  identity: 'MICROSOFT_APP_MANAGED_IDENTITY',
  tokenFile: 'MICROSOFT_APP_FEDERATED_TOKEN_FILE',
};
export const GRAPH_CREDENTIAL = credentialNames('GRAPH');
export const PARTNER_CENTER_CREDENTIAL = credentialNames('PARTNER_CENTER');

/** The app behind some variables. In: their texts. Out: undefined when it has no id, or nothing to prove itself with. */
export function identityIn(given: Environment, names: CredentialNames): ClientIdentity | undefined {
  const { [names.id]: clientId = '' } = given;
  const credential = credentialOf(given, names, clientId);
  return clientId === '' ? undefined : credential && { clientId, credential };
}

/** Whether there is something that an app can prove itself with. */
export function hasCredential(given: Environment, names: CredentialNames): boolean {
  return credentialOf(given, names, '') !== undefined;
}

/** The bot's app; of the type UserAssignedMSI it is a managed identity itself. In: botbuilder's names. */
export function botIdentity(settings: Environment): ClientIdentity | undefined {
  const clientId = settings['MicrosoftAppId'];
  const isIdentity = settings['MicrosoftAppType']?.toLowerCase() === 'userassignedmsi';
  if (clientId && isIdentity) return { clientId, credential: { kind: 'managedIdentity' } };
  return identityIn(settings, BOT_CREDENTIAL);
}

function credentialNames(prefix: string): CredentialNames {
  return {
    id: `${prefix}_CLIENT_ID`,
    secret: `${prefix}_CLIENT_SECRET`,
    thumbprint: `${prefix}_CERTIFICATE_THUMBPRINT`,
    privateKey: `${prefix}_CERTIFICATE_PRIVATE_KEY`,
    identity: `${prefix}_MANAGED_IDENTITY`,
    tokenFile: `${prefix}_FEDERATED_TOKEN_FILE`,
  };
}

/** The first that is given, in this order; a certificate comes before a secret, as botbuilder has it. */
function credentialOf(
  given: Environment,
  names: CredentialNames,
  clientId: string,
): ClientCredential | undefined {
  const secret = given[names.secret];
  const thumbprint = given[names.thumbprint];
  const privateKey = given[names.privateKey];
  const identityId = given[names.identity];
  const tokenFile = given[names.tokenFile];
  if (thumbprint && privateKey) return { kind: 'certificate', thumbprint, privateKey };
  if (secret) return { kind: 'secret', secret };
  if (identityId?.toLowerCase() === clientId.toLowerCase()) return { kind: 'managedIdentity' };
  if (identityId) return { kind: 'federated', identityId };
  return tokenFile ? { kind: 'federated', tokenFile } : undefined;
}
