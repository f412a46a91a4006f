// Whether something with dots in it can be a host at all: "z.B." and "Co.KG" are none.

import { parse } from 'tldts';

/** Kept for documentation by RFC 2606, so that a demonstration needs nobody's real domain. */
const DOCUMENTATION = 'example';

/** In: a word with dots. Out: whether it ends in a suffix under which hosts are registered, or in `example`. */
export function isIcannTld(host: string): boolean {
  const { isIcann, domain, publicSuffix } = parse(host);
  return domain !== null && (isIcann === true || publicSuffix === DOCUMENTATION);
}
