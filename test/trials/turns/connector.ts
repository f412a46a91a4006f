// The connector of a trial: counts what each conversation was shown, and can lose what is about to be shown.

import { startFakeConnector } from '../../support/fake-connector.ts';

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
  const connector = await startFakeConnector(({ method, conversationId, replyToId, activity }) => {
    const lost = losing.get(conversationId);
    if (lost !== undefined) {
      losing.delete(conversationId);
      lost();
      return { silence: 'stall' };
    }
    const one = { replyTo: replyToId, ...readShown(JSON.stringify(activity)) };
    if (method === 'POST') shown.set(conversationId, [...(shown.get(conversationId) ?? []), one]);
    return {};
  });
  return {
    url: connector.url,
    shownIn: (conversation) => shown.get(conversation) ?? [],
    loseNext: (conversation) =>
      new Promise((resolve) => {
        losing.set(conversation, resolve);
      }),
    close: () => connector.close(),
  };
}

function readShown(body: string): Omit<Shown, 'replyTo'> {
  const plain = PLAIN.find(([, words]) => words.test(body));
  if (plain !== undefined) return { kind: plain[0], step: '' };
  const [, before, after] = ASKS.exec(body) ?? [];
  const step = before ?? after ?? (body.includes('"action":"confirm"') ? 'review' : '');
  return { kind: step === '' ? 'words' : 'card', step };
}
