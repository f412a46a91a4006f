// The variables of apps that prove themselves without a secret.

import { z } from 'zod';

const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const THUMBPRINT = /^[\da-f]{40}(?:[\da-f]{24})?$/iu;

const identity = z
  .string()
  .regex(GUID, 'must be the client id of a managed identity, which is a GUID')
  .optional();
const thumbprint = z
  .string()
  .regex(THUMBPRINT, 'must be a thumbprint: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits')
  .optional();
const privateKey = z.string().optional();
const tokenFile = z.string().optional();

/** One schema per variable, as in variables.ts. */
export const CREDENTIAL_VARIABLES = {
  MICROSOFT_APP_MANAGED_IDENTITY: identity,
  MICROSOFT_APP_FEDERATED_TOKEN_FILE: tokenFile,
  GRAPH_CERTIFICATE_THUMBPRINT: thumbprint,
  GRAPH_CERTIFICATE_PRIVATE_KEY: privateKey,
  GRAPH_MANAGED_IDENTITY: identity,
  GRAPH_FEDERATED_TOKEN_FILE: tokenFile,
  PARTNER_CENTER_CERTIFICATE_THUMBPRINT: thumbprint,
  PARTNER_CENTER_CERTIFICATE_PRIVATE_KEY: privateKey,
  PARTNER_CENTER_MANAGED_IDENTITY: identity,
  PARTNER_CENTER_FEDERATED_TOKEN_FILE: tokenFile,
};
