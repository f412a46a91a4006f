// The variables of Partner Center that have a default, so that another cloud, or a test, can be named.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isSafe, list, refuse } from './value-readers.ts';

/** One schema per variable, as in variables.ts. */
export const PARTNER_CENTER_OPTIONS = {
  PARTNER_CENTER_URL: z
    .string()
    .prefault('https://api.partnercenter.microsoft.com')
    .transform(baseAddress),
  PARTNER_CENTER_AUTHORITY: z
    .string()
    .prefault('https://login.microsoftonline.com')
    .transform(baseAddress),
  PARTNER_CENTER_PROVIDER_NAME: z.string().max(200, 'must have at most 200 characters').optional(),
  PARTNER_CENTER_CERTIFICATE_HOSTS: z
    .string()
    .prefault('3psostorageacct.blob.core.windows.net')
    .transform(hosts),
  PARTNER_CENTER_CA_FILE: z.string().transform(authorities).optional(),
};

/** Tokens go there, so it is https, or this machine. */
function baseAddress(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  if (url && isSafe(url) && isBare(url)) return url.href.replace(/\/+$/u, '');
  refuse(context, 'must be an address that begins with https://');
  return z.NEVER;
}

function isBare({ username, search, hash }: URL): boolean {
  return username === '' && search === '' && hash === '';
}

function hosts(text: string, context: z.RefinementCtx): readonly string[] {
  const names = list(text.toLowerCase());
  for (const [index, name] of names.entries()) {
    if (URL.parse(`https://${name}`)?.host === name) continue;
    refuse(context, `entry ${index + 1} must be a host name, without scheme and path`);
  }
  return names;
}

/** Out: the PEM itself, so that a wrong path stops the start and not the first webhook. */
function authorities(path: string, context: z.RefinementCtx): string {
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch {
    // Said below, with what would be right.
  }
  refuse(context, 'must be the path of a PEM file with certificates');
  return z.NEVER;
}
