// The secret that Graph repeats with every notification (clientState): made, kept as a hash, compared in constant time.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Out: 32 random bytes as text of 43 characters; Graph takes up to 128. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 suffices for what is random: nobody can guess it from the hash. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the one of a hash. In: undefined when there is none; it takes the same time. */
export function isSecretOf(secret: string, hash: string | undefined): boolean {
  const given = Buffer.from(hashOf(secret), 'hex');
  const right = Buffer.from(hash ?? hashOf(''), 'hex');
  return given.length === right.length && timingSafeEqual(given, right) && hash !== undefined;
}
