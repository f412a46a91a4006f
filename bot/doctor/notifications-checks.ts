// Notifications: the secrets of those who may call the event API: whether they can be guessed.

import type { Config } from '../config/config.ts';
import { type CheckResult, type Checks, off, ok, warning } from './finding.ts';

/** Random text of 16 signs has about 60 of them; a word with a year far fewer. */
const LEAST_BITS = 56;
const NEW_KEY = 'Make one with: openssl rand -base64 32';

/** The event API's keys. */
export const notificationsChecks: Checks = ({ config }) => [
  { id: 'events', look: () => Promise.resolve(checkEventKeys(config)) },
];

/** Out: one finding per weak key, or one for all; a key is named, never shown. */
function checkEventKeys({ eventKeys, anonymous }: Config): readonly CheckResult[] {
  const id = 'events.keys';
  if (eventKeys.length === 0) {
    const open = 'No key: open to callers on this machine, as long as the bot is anonymous.';
    if (anonymous) return [off(id, open)];
    return [off(id, 'No key: the event API is closed.', `Set EVENT_KEYS=name:secret. ${NEW_KEY}`)];
  }
  const secrets = eventKeys.map(({ secret }) => secret);
  const weak = eventKeys.flatMap(({ name, secret }, index) => {
    if (secrets.indexOf(secret) !== index) {
      return [warning(id, `The key "${name}" has the same secret as another.`, NEW_KEY)];
    }
    const isWeak = bitsOf(secret) < LEAST_BITS;
    return isWeak ? [warning(id, `The key "${name}" is easy to guess.`, NEW_KEY)] : [];
  });
  return weak.length > 0 ? weak : [ok(id, `${eventKeys.length} keys, none easy to guess.`)];
}

/** Shannon's measure of its signs: repetition and a small alphabet cost. It knows no words, so it flatters. */
function bitsOf(secret: string): number {
  const signs = Array.from(secret);
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const perSign = [...counts.values()].reduce((sum, count) => {
    const share = count / signs.length;
    return sum - share * Math.log2(share);
  }, 0);
  return perSign * signs.length;
}
