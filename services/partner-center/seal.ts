// Seals a secret for the database: AES-256-GCM under a key derived from another secret, which is not in the database.

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const PURPOSE = 'lotse/partner-center/refresh-token';

/** In: the text, the secret to seal it with, and what it belongs to. Out: printable text. */
export function seal(text: string, secret: string, belongsTo: string): string {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, salt), nonce);
  cipher.setAAD(Buffer.from(belongsTo));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [salt, nonce, cipher.getAuthTag(), sealed];
  return [VERSION, ...parts.map((part) => part.toString('base64url'))].join('.');
}

/** Out: the text; undefined when it was sealed with another secret, for something else, or was changed. */
export function unseal(sealed: string, secret: string, belongsTo: string): string | undefined {
  const [version, ...parts] = sealed.split('.');
  const [salt, nonce, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== VERSION || !salt || !nonce || !tag || !text) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, salt), nonce, {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** A mark by which a secret is known again without being told. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(PURPOSE).update(secret).digest('base64url');
}

function keyOf(secret: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, PURPOSE, 32));
}
