// Media types by their structure [media-types]: type and subtype without case, parameters aside.

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/u;

/** In: a Content-Type, or a datacontenttype. Out: `type/subtype` in lower case; empty for what is none. */
export function mediaTypeOf(given: string | undefined): string {
  const [name = ''] = (given ?? '').split(';', 1);
  const parts = name.trim().toLowerCase().split('/');
  return parts.length === 2 && parts.every((part) => TOKEN.test(part)) ? parts.join('/') : '';
}

/** Whether it has the form of JSON, any type with the subtype `json` or the suffix `+json` [cloudevents-json]. */
export function isJsonMediaType(given: string | undefined): boolean {
  return /\/(?:[^/]+\+)?json$/u.test(mediaTypeOf(given));
}
