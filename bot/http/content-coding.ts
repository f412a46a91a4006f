// What a body is wrapped in: content codings are told apart without case [content-codings], and none is unwrapped here,
// so that no small request can grow into a large one.

import type { RefusedRequest } from './answer.ts';

/** In: a Content-Encoding header. Out: the problem to answer with; undefined when the body comes as it is. */
export function codingFault(header: string | undefined): RefusedRequest | undefined {
  const codings = (header ?? '').split(',').map((coding) => coding.trim().toLowerCase());
  if (codings.every((coding) => coding === '' || coding === 'identity')) return undefined;
  const detail = 'The body must come without content encoding (Content-Encoding: identity).';
  // RFC 9110, 12.5.3: so the sender can tell that it is the coding that is not taken.
  return {
    ok: false,
    problem: { status: 415, detail, headers: { 'accept-encoding': 'identity' } },
  };
}
