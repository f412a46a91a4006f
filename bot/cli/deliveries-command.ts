// `npm run deliveries`: what is typed → which deliveries are asked for, and the answer → a table. Pure.

import { parseArgs } from 'node:util';
import { type Delivery, DELIVERY_STATES } from '../../services/notifications/notification.ts';

export interface DeliveriesCommand {
  readonly state: string | undefined;
  readonly limit: number;
  /** Id of a dead delivery to put back, instead of the list. */
  readonly replay: string | undefined;
  readonly url: string | undefined;
}

const LIMIT = 50;
const MAX_LIMIT = 10_000;
const OPTIONS = {
  state: { type: 'string' },
  limit: { type: 'string', default: String(LIMIT) },
  replay: { type: 'string' },
  url: { type: 'string' },
} as const;

export const USAGE: readonly string[] = [
  'npm run deliveries -- [--state dead] [--limit 50] [--url http://127.0.0.1:3978]',
  'npm run deliveries -- --replay <id>    puts a dead delivery back',
  '',
  `States: ${DELIVERY_STATES.join(', ')}`,
];

const HEADS = ['delivery', 'state', 'tries', 'to', 'event', 'sent', 'next try', 'last error'];
const WIDEST = 60;

/** In: the arguments. Out: what is asked for, or what is wrong with them. */
export function readArguments(args: readonly string[]): DeliveriesCommand | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const limit = Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      return `--limit must be a whole number from 1 to ${MAX_LIMIT}.`;
    }
    const states: readonly (string | undefined)[] = [undefined, ...DELIVERY_STATES];
    if (!states.includes(values.state)) return `--state ${values.state ?? ''} is not known.`;
    return { state: values.state, limit, replay: values.replay, url: values.url };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
