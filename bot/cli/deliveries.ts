// `npm run deliveries -- --state dead`: asks the bot for its deliveries and prints them as a table.

import type { DeliveryPage } from '../../services/events/event-intake.ts';
import { type Delivery, DELIVERY_STATES } from '../../services/notifications/notification.ts';
import { readConfig } from '../config/config.ts';
import { type ApiTarget, callApi, refusalLines } from './api-client.ts';
import { type CommandReport, createCommand, parseArguments } from './run-command.ts';

interface DeliveriesCommand {
  readonly state: string | undefined;
  readonly limit: number;
  /** Id of a dead delivery to put back, instead of the list. */
  readonly replay: string | undefined;
  readonly url: string | undefined;
}

const LIMIT = 50;
const PAGE = 500;
const MAX_LIMIT = 10_000;
const OPTIONS = {
  state: { type: 'string' },
  limit: { type: 'string', default: String(LIMIT) },
  replay: { type: 'string' },
  url: { type: 'string' },
} as const;

const USAGE: readonly string[] = [
  'npm run deliveries -- [--state dead] [--limit 50] [--url http://127.0.0.1:3978]',
  'npm run deliveries -- --replay <id>    puts a dead delivery back',
  '',
  `States: ${DELIVERY_STATES.join(', ')}`,
];

const HEADS = ['delivery', 'state', 'tries', 'to', 'event', 'sent', 'next try', 'last error'];
const WIDEST = 60;

export const command = createCommand({ usage: USAGE, readArguments, run: answer });

/** In: the arguments. Out: what is asked for, or what is wrong with them. */
export function readArguments(args: readonly string[]): DeliveriesCommand | string {
  const parsed = parseArguments(args, OPTIONS);
  if (typeof parsed === 'string') return parsed;
  const { state, replay, url, ...values } = parsed.values;
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return `--limit must be a whole number from 1 to ${MAX_LIMIT}.`;
  }
  const states: readonly (string | undefined)[] = [undefined, ...DELIVERY_STATES];
  if (!states.includes(state)) return `--state ${state ?? ''} is not known.`;
  return { state, limit, replay, url };
}

/** In: deliveries. Out: the lines of a table, the first one its head; a sentence when there is none. */
export function tableOf(deliveries: readonly Delivery[]): readonly string[] {
  if (deliveries.length === 0) return ['No deliveries.'];
  const rows = [HEADS, ...deliveries.map(rowOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

async function answer({ url, replay, ...query }: DeliveriesCommand): Promise<CommandReport> {
  const config = readConfig();
  const bot = { url: url ?? `http://127.0.0.1:${config.port}`, keys: config.eventKeys };
  if (replay !== undefined) return await putBack(bot, replay);
  const found: Delivery[] = [];
  let cursor: string | null = '';
  while (cursor !== null && found.length < query.limit) {
    const page = await pageOf(bot, { ...query, limit: query.limit - found.length, cursor });
    if ('lines' in page) return { exitCode: 1, lines: page.lines };
    found.push(...page.deliveries);
    cursor = page.cursor;
  }
  const more = cursor === null ? [] : ['', 'There are more: ask with a higher --limit.'];
  return { exitCode: 0, lines: [...tableOf(found), ...more] };
}

async function pageOf(
  bot: ApiTarget,
  { state = '', limit, cursor }: { state?: string | undefined; limit: number; cursor: string },
): Promise<DeliveryPage | { readonly lines: readonly string[] }> {
  const query = new URLSearchParams({ state, limit: String(Math.min(limit, PAGE)), cursor });
  const reply = await callApi(bot, { method: 'GET', path: `/api/deliveries?${String(query)}` });
  if (typeof reply === 'string') return { lines: [reply] };
  return reply.status === 200 ? (reply.body as DeliveryPage) : { lines: refusalLines(reply) };
}

async function putBack(bot: ApiTarget, id: string): Promise<CommandReport> {
  const path = `/api/deliveries/${encodeURIComponent(id)}/replay`;
  const reply = await callApi(bot, { method: 'POST', path });
  if (typeof reply === 'string') return { exitCode: 1, lines: [reply] };
  return reply.status === 202
    ? { exitCode: 0, lines: [`${id} is queued again.`] }
    : { exitCode: 1, lines: refusalLines(reply) };
}

function rowOf(delivery: Delivery): readonly string[] {
  const { id, state, attempts, recipient, eventId, sentAt, nextAttemptAt, lastError } = delivery;
  const cells = [id, state, String(attempts), recipient.userId, eventId];
  return [...cells, moment(sentAt), moment(nextAttemptAt), lastError ?? '–'].map(cellOf);
}

function moment(time: string | null): string {
  return time ? time.slice(0, 19).replace('T', ' ') : '–';
}

/** A sender chooses the event's id: nothing in it may move the terminal's cursor or burst the table. */
function cellOf(text: string): string {
  const plain = text.replace(/\p{C}/gu, '·');
  return plain.length > WIDEST ? `${plain.slice(0, WIDEST - 1)}…` : plain;
}
