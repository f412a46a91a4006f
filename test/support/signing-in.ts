// A bot whose people can sign in, with a token service, a Graph and an authority beside it; and what Teams sends then.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BERLIN } from '../fixtures/companies.ts';
import { startAuthority, type Authority } from './sign-in-authority.ts';
import { startBot, type BotUnderTest } from './bot.ts';
import type { Chat, ChatOptions, Reply } from './chat.ts';
import { answer, dataOf, lastCard, stepOf } from './form.ts';
import { startGraphServer, type GraphServer } from './graph-server.ts';
import { startTokenServer, type TokenServer } from './token-server.ts';

export interface SigningIn {
  readonly bot: BotUnderTest;
  readonly tokens: TokenServer;
  readonly graph: GraphServer;
  /** Ada's chat: the person whom the directory knows. */
  chat(options?: Partial<ChatOptions>): Promise<Chat>;
  stop(): Promise<void>;
}

export const TENANT = '00000000-0000-4000-8000-0000000c0115';
export const ADA = '00000000-0000-4000-8000-000000000ada';

/** Starts all four. */
export async function startSigningIn(): Promise<SigningIn> {
  const authority: Authority = await startAuthority();
  const tokens = await startTokenServer();
  const graph = await startGraphServer({ tenantId: TENANT, personId: ADA });
  const bot = await startBot({
    ...authority.env,
    OAuthUrl: tokens.url,
    GRAPH_CONNECTION_NAME: 'graph',
    GRAPH_BASE_URL: graph.url,
  });
  return {
    bot,
    tokens,
    graph,
    async chat(options = {}) {
      const authorization = await authority.header(bot.connector.url);
      return bot.chat({ authorization, tenantId: TENANT, personId: ADA, ...options });
    },
    async stop() {
      await bot.stop();
      await Promise.all([tokens.close(), graph.close(), authority.close()]);
    },
  };
}

/** What Teams sends when it can sign the person in silently. */
export function exchange(chat: Chat, value: object = {}): Promise<readonly Reply[]> {
  const usual = { id: randomUUID(), token: 'a-teams-token', connectionName: 'graph' };
  return invoke(chat, 'signin/tokenExchange', { ...usual, ...value });
}

/** What Teams sends when the window of the sign-in was closed. In: the code, or why there is none. */
export function verify(chat: Chat, state: string): Promise<readonly Reply[]> {
  return invoke(chat, 'signin/verifyState', { state });
}

export function invoke(chat: Chat, name: string, value: object): Promise<readonly Reply[]> {
  return chat.send({ type: 'invoke', name, value });
}

/** The steps that are asked until the review, each answered as the company answers it. */
export async function stepsAsked(chat: Chat, first: readonly Reply[]): Promise<string[]> {
  const steps: string[] = [];
  let card = lastCard(first);
  while (hasAnswer(card)) {
    const step = stepOf(card) as keyof typeof BERLIN;
    steps.push(step);
    card = lastCard(await answer(chat, card, BERLIN[step]));
  }
  assert.ok(dataOf(card, 'confirm'));
  return steps;
}

function hasAnswer(card: ReturnType<typeof lastCard>): boolean {
  return JSON.stringify(card).includes('"action":"answer"');
}
