// People's tokens, which the Bot Framework's token service keeps: asked for, exchanged, ended. Nothing of them stays here.

import type { Activity, CloudAdapter, SignInUrlResponse, TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { inTime } from '../../../services/http/in-time.ts';

/** In whose name the service is asked: the activity tells who, the client how. */
export interface TokenRequester {
  readonly activity: Activity;
  readonly client: UserTokenClient;
}

export interface UserTokens {
  /** The person's token. In: the code that Teams brings after a sign-in by hand. Out: undefined when there is none. */
  current(requester: TokenRequester, code?: string): Promise<string | undefined>;
  /** Turns the token that Teams offers silently into one for Graph. Out: undefined when the service will not. */
  exchange(requester: TokenRequester, token: string): Promise<string | undefined>;
  /** What a card needs to sign somebody in. */
  resource(requester: TokenRequester): Promise<SignInUrlResponse>;
  /** Ends the sign-in; who is not signed in is none the worse. */
  signOut(requester: TokenRequester): Promise<void>;
}

/** The token service did not answer in time. */
class TokenServiceStalled extends Error {
  override readonly name = 'TokenServiceStalled';
  readonly code = 'stalled';
}

/** Teams gives an invoke some 15 s; the directory needs its share of them. The SDK alone would repeat for up to 21 s. */
const TIMEOUT_MS = 5000;

/** The tokens of one connection. In: its name in the bot registration; how long a request may take. */
export function createUserTokens(connection: string, timeoutMs = TIMEOUT_MS): UserTokens {
  const answered = <T>(asked: Promise<T>): Promise<T> =>
    inTime(asked, timeoutMs, new TokenServiceStalled('The token service did not answer in time.'));
  return {
    async current({ activity: { from, channelId }, client }, code = '') {
      return tokenIn(await answered(client.getUserToken(from.id, connection, channelId, code)));
    },
    async exchange({ activity: { from, channelId }, client }, token) {
      const asked = client.exchangeToken(from.id, connection, channelId, { token });
      return tokenIn(await answered(asked));
    },
    resource: ({ activity, client }) =>
      answered(client.getSignInResource(connection, activity, '')),
    async signOut({ activity: { from, channelId }, client }) {
      try {
        await answered(client.signOutUser(from.id, connection, channelId));
      } catch (error) {
        if ((error as { readonly statusCode?: unknown }).statusCode !== 404) throw error;
      }
    },
  };
}

type Keyed = Pick<CloudAdapter, 'UserTokenClientKey'>;

/** The adapter puts a client beside every turn. */
export function requesterOf({ activity, adapter, turnState }: TurnContext): TokenRequester {
  const { UserTokenClientKey: key } = adapter as unknown as Keyed;
  return { activity, client: turnState.get<UserTokenClient>(key) };
}

/** A refusal (400, 404) has a body as well, with no token in it. */
function tokenIn(answer: { readonly token?: string } | undefined): string | undefined {
  return typeof answer?.token === 'string' && answer.token !== '' ? answer.token : undefined;
}
