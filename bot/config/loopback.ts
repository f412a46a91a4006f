// Whether a host is this machine: the only one an anonymous bot listens to and answers.

import { isIPv4 } from 'node:net';

/** In: host name or address, IPv6 with or without brackets. Out: whether it is the loopback. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name === '::1' || name === '[::1]') return true;
  return isIPv4(name) && name.startsWith('127.');
}
