// The variables of apps that prove themselves without a secret, and the days on which secrets end.

import { z } from 'zod';
import { GUID } from './value-readers.ts';

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
/** As an operator writes it down. Out: the end of that day, UTC. */
const day = z.iso
  .date('must be a day like 2027-05-31')
  .transform((text) => new Date(`${text}T23:59:59.999Z`))
  .optional();

/** One schema per variable, as in variables.ts. */
export const SECRET_VARIABLES = {
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
  MICROSOFT_APP_PASSWORD_EXPIRES: day,
  GRAPH_CLIENT_SECRET_EXPIRES: day,
  PARTNER_CENTER_CLIENT_SECRET_EXPIRES: day,
};
