// The SDK's client for signed-in people's tokens, made when somebody asks for one: most turns never do.

import type { Activity, SignInUrlResponse, TokenResponse } from 'botbuilder';
import {
  type BotFrameworkAuthentication,
  type ClaimsIdentity,
  UserTokenClient,
} from 'botframework-connector';

type UserTokenCall<Name extends keyof UserTokenClient> = Parameters<UserTokenClient[Name]>;

/** The same as the SDK's, later. */
export class LateUserTokenClient extends UserTokenClient {
  readonly #make: () => Promise<UserTokenClient>;
  #made: Promise<UserTokenClient> | undefined;

  constructor(authentication: BotFrameworkAuthentication, identity: ClaimsIdentity) {
    super();
    this.#make = () => authentication.createUserTokenClient(identity);
  }

  async getUserToken(...asked: UserTokenCall<'getUserToken'>): Promise<TokenResponse> {
    return (await this.#client()).getUserToken(...asked);
  }

  async getSignInResource(
    connectionName: string,
    activity: Activity,
    finalRedirect: string,
  ): Promise<SignInUrlResponse> {
    return (await this.#client()).getSignInResource(connectionName, activity, finalRedirect);
  }

  async signOutUser(...asked: UserTokenCall<'signOutUser'>): Promise<void> {
    return (await this.#client()).signOutUser(...asked);
  }

  async getTokenStatus(
    ...asked: UserTokenCall<'getTokenStatus'>
  ): ReturnType<UserTokenClient['getTokenStatus']> {
    return (await this.#client()).getTokenStatus(...asked);
  }

  async getAadTokens(
    ...asked: UserTokenCall<'getAadTokens'>
  ): ReturnType<UserTokenClient['getAadTokens']> {
    return (await this.#client()).getAadTokens(...asked);
  }

  async exchangeToken(...asked: UserTokenCall<'exchangeToken'>): Promise<TokenResponse> {
    return (await this.#client()).exchangeToken(...asked);
  }

  #client(): Promise<UserTokenClient> {
    this.#made ??= this.#make();
    return this.#made;
  }
}
