// One HTTP request to Microsoft and its answer, bounded in time and size, redirects not followed. It does not throw.

export interface RestRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Ends the request wherever it is, also in the middle of the body. */
  readonly signal: AbortSignal;
}

export type RestResponse =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly retryAfter: string | null;
      /** undefined when the body is no JSON. */
      readonly json: unknown;
    }
  | { readonly kind: 'none'; readonly code: 'timeout' | 'network' | 'tooLarge' };

const LIMIT_BYTES = 4 * 1024 * 1024;

/** Sends it. Out: the answer; `none` when there was no whole one. */
export async function send({ url, body, ...request }: RestRequest): Promise<RestResponse> {
  try {
    const response = await fetch(url, { ...request, body: body ?? null, redirect: 'manual' });
    const text = await textOf(response);
    if (text === undefined) return { kind: 'none', code: 'tooLarge' };
    const retryAfter = response.headers.get('retry-after');
    return { kind: 'reply', status: response.status, retryAfter, json: jsonOf(text) };
  } catch {
    return { kind: 'none', code: request.signal.aborted ? 'timeout' : 'network' };
  }
}

/** Out: undefined when there is more of it than anybody needs. */
async function textOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body as ReadableStream<Uint8Array>) {
    pieces.push(piece);
    size += piece.byteLength;
    if (size > LIMIT_BYTES) return undefined;
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** .NET services put a byte order mark before their JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}
