// The connector of a trial: counts what each conversation was shown, and can lose what is about to be shown.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was shown in a conversation. */
export interface Shown {
  /** The activity it answers; "" for what the bot says by itself. */
  readonly replyTo: string;
  /** The step a card asks, "review", or "" for anything else. */
  readonly step: string;
  readonly kind: 'card' | 'stale' | 'failed' | 'note' | 'typing' | 'words';
}

export interface TrialConnector {
  readonly url: string;
  /** Never sees what is lost. */
  shownIn(conversation: string): readonly Shown[];
  /** The next thing for this conversation never arrives; resolves when it would have. */
  loseNext(conversation: string): Promise<void>;
  close(): Promise<void>;
}

const ASKS = /"action":"answer"[^{}]*"step":"(\w+)"|"step":"(\w+)"[^{}]*"action":"answer"/u;
export const NOTE = 'Nachricht an alle im Versuch';
const PLAIN: readonly (readonly [Shown['kind'], RegExp])[] = [
  ['stale', /schon (?:beantwortet|bestätigt): am|gehört zu einem früheren Stand/u],
  ['failed', /Da ist bei mir etwas schiefgegangen/u],
  ['note', new RegExp(NOTE, 'u')],
  ['typing', /"type": ?"typing"/u],
];

/** Starts it on a free port of 127.0.0.1. */
export async function startTrialConnector(): Promise<TrialConnector> {
  const shown = new Map<string, Shown[]>();
  const losing = new Map<string, () => void>();
  let ids = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , conversation = '', , replyTo = ''] = (request.url ?? '')
      .split('/')
      .map(decodeURIComponent);
    const lost = losing.get(conversation);
    if (lost !== undefined) {
      losing.delete(conversation);
      lost();
      return;
    }
    const one = { replyTo, ...readShown(await text(request)) };
    if (request.method === 'POST')
      shown.set(conversation, [...(shown.get(conversation) ?? []), one]);
    ids += 1;
    const head = { 'content-type': 'application/json' };
    // In two steps: restify's writeHead, which it puts on every response there is, returns nothing.
    response.writeHead(201, head);
    response.end(JSON.stringify({ id: String(ids) }));
  }

  const server = createServer((request, response) => {
    // A bot that is killed breaks off in the middle.
    serve(request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    shownIn: (conversation) => shown.get(conversation) ?? [],
    loseNext: (conversation) =>
      new Promise((resolve) => {
        losing.set(conversation, resolve);
      }),
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function readShown(body: string): Omit<Shown, 'replyTo'> {
  const plain = PLAIN.find(([, words]) => words.test(body));
  if (plain !== undefined) return { kind: plain[0], step: '' };
  const [, before, after] = ASKS.exec(body) ?? [];
  const step = before ?? after ?? (body.includes('"action":"confirm"') ? 'review' : '');
  return { kind: step === '' ? 'words' : 'card', step };
}
