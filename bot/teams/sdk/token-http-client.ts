// How the SDK's client of the token service sends: by the bounded request, so by the same way out as everything else. Its own
// reads the proxies' variables by other rules, and has no bound on an answer's size.

import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { requestBounded, textOf } from '../../../services/http/bounded-request.ts';

type ClientOptions = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]
>;
type SdkHttpClient = NonNullable<ClientOptions['httpClient']>;
type SdkResponse = Awaited<ReturnType<SdkHttpClient['sendRequest']>>;

const TIMEOUT_MS = 10_000;

/** The SDK's `httpClient`. A request without an answer is rejected with its code, and the SDK may repeat it. */
export const TOKEN_HTTP_CLIENT: SdkHttpClient = {
  async sendRequest(request) {
    const body: unknown = request.body;
    const outcome = await requestBounded({
      url: request.url,
      method: request.method,
      headers: request.headers.rawHeaders(),
      body: typeof body === 'string' ? body : undefined,
      timeoutMs: TIMEOUT_MS,
      signal: request.abortSignal as AbortSignal | undefined,
    });
    if (outcome.kind !== 'answered') {
      throw Object.assign(new Error(outcome.code), { code: outcome.code });
    }
    // The SDK's own kind of headers, emptied.
    const headers = request.headers.clone();
    for (const name of headers.headerNames()) headers.remove(name);
    for (const [name, value] of Object.entries(outcome.headers)) headers.set(name, String(value));
    return {
      request,
      status: outcome.status,
      headers,
      bodyAsText: textOf(outcome),
    } satisfies SdkResponse;
  },
};
