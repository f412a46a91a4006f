// Transcripts: a conversation as text, replayed over HTTP. `> ` is what the person does, `< ` what she sees.

import { readFileSync, writeFileSync } from 'node:fs';
import { actionsOf, cardOf, hasCard, inputsOf, type CardPart } from './cards.ts';
import type { Chat, Reply } from './chat.ts';

interface Exchange {
  readonly done: string;
  readonly heard: readonly string[];
}

/** The exchanges of a transcript file. Lines that begin with "#" are for readers. */
export function readTranscript(file: URL): { head: readonly string[]; exchanges: Exchange[] } {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const head = lines.filter((line) => line.startsWith('#'));
  const exchanges: { done: string; heard: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('> ')) exchanges.push({ done: line.slice(2), heard: [] });
    if (line.startsWith('< ')) exchanges.at(-1)?.heard.push(line.slice(2));
  }
  return { head, exchanges };
}

/** Replays what the person did. Out: the transcript as it goes now. */
export async function replay(chat: Chat, exchanges: readonly Exchange[]): Promise<Exchange[]> {
  const played: Exchange[] = [];
  let seen: readonly Reply[] = [];
  for (const { done } of exchanges) {
    const replies = await act(chat, done, seen);
    seen = [...seen, ...replies];
    played.push({ done, heard: replies.flatMap(spoken) });
  }
  return played;
}

/** Writes a transcript back, on purpose only (UPDATE=1). */
export function writeTranscript(file: URL, head: readonly string[], played: Exchange[]): void {
  const body = played.map(({ done, heard }) =>
    [`> ${done}`, ...heard.map((line) => `< ${line}`)].join('\n'),
  );
  writeFileSync(file, `${[head.join('\n'), ...body].join('\n\n')}\n`);
}

/** "(install)", "[Button] input=value; input=value", or something typed. */
async function act(chat: Chat, done: string, seen: readonly Reply[]): Promise<readonly Reply[]> {
  if (done === '(install)') return chat.install();
  const pressed = /^\[(?<title>[^\]]+)\]\s*(?<inputs>.*)$/u.exec(done)?.groups;
  if (pressed === undefined) return chat.say(done);
  const data = buttonData(seen, pressed['title'] ?? '');
  return chat.press({ ...data, ...inputsIn(pressed['inputs'] ?? '') });
}

function buttonData(seen: readonly Reply[], title: string): object {
  const card = seen.findLast(
    (reply) => hasCard(reply) && button(cardOf(reply), title) !== undefined,
  );
  const data = card && button(cardOf(card), title)?.['data'];
  if (typeof data === 'object' && data !== null) return data;
  throw new Error(`No card so far has a button "${title}".`);
}

function button(card: CardPart, title: string): CardPart | undefined {
  return actionsOf(card).find((action) => action['title'] === title);
}

function inputsIn(text: string): Record<string, string> {
  const pairs = text.split('; ').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** What a reply looks like: words, fields with what stands in them, buttons. */
function spoken(reply: Reply): string[] {
  const updated = reply.method === 'PUT' ? ['(the card changes)'] : [];
  if (!hasCard(reply)) return [...updated, String(reply.text)];
  const card = cardOf(reply);
  const body = card['body'] as readonly CardPart[];
  const inputs = new Set(inputsOf(card).map(({ id }) => id));
  const lines = body.map((part) => (inputs.has(part['id']) ? field(part) : words(part)));
  const own = buttons(card['actions']);
  return [...updated, ...lines, ...(own === '' ? [] : [own])];
}

function buttons(actions: unknown): string {
  return ((actions ?? []) as readonly CardPart[])
    .map(({ title }) => `[${String(title)}]`)
    .join(' ');
}

function field(part: CardPart): string {
  const choices = (part['choices'] ?? []) as readonly CardPart[];
  const few = choices.length > 0 && choices.length < 10;
  const options = few ? ` (${choices.map(({ title }) => String(title)).join(' / ')})` : '';
  return `${String(part['label'])}${options}: ${typeof part['value'] === 'string' ? part['value'] : '____'}`;
}

function words(part: CardPart): string {
  if (part['type'] === 'ActionSet') return buttons(part['actions']);
  const runs = part['inlines'] as readonly CardPart[] | undefined;
  return runs === undefined ? String(part['text']) : runs.map(({ text }) => String(text)).join('');
}
