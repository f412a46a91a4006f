// `npm run deliveries -- --state dead`: asks the bot for its deliveries and prints them as a table.

import type { DeliveryPage } from '../../services/events/event-intake.ts';
import type { Delivery } from '../../services/notifications/notification.ts';
import { readConfig } from '../config/config.ts';
import { type DeliveriesCommand, readArguments, tableOf, USAGE } from './deliveries-command.ts';
import { type ApiTarget, callApi, refusalLines } from './api-client.ts';
import { startFault } from '../start-fault.ts';

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;
const PAGE = 500;

const asked = readArguments(process.argv.slice(2));
process.exitCode =
  typeof asked === 'string'
    ? t(USAGE_FAULT, [asked, '', ...USAGE])
    : await answer(asked).catch((error: unknown) => {
        const { exitCode, lines } = startFault(error);
        return t(exitCode, lines);
      });

async function answer({ url, replay, ...query }: DeliveriesCommand): Promise<number> {
  const config = readConfig();
  const bot = { url: url ?? `http://127.0.0.1:${config.port}`, keys: config.eventKeys };
  if (replay !== undefined) return await putBack(bot, replay);
  const found: Delivery[] = [];
  let cursor: string | null = '';
  while (cursor !== null && found.length < query.limit) {
    const page = await pageOf(bot, { ...query, limit: query.limit - found.length, cursor });
    if ('lines' in page) return t(1, page.lines);
    found.push(...page.deliveries);
    cursor = page.cursor;
  }
  const more = cursor === null ? [] : ['', 'There are more: ask with a higher --limit.'];
  return t(0, [...tableOf(found), ...more]);
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

async function putBack(bot: ApiTarget, id: string): Promise<number> {
  const path = `/api/deliveries/${encodeURIComponent(id)}/replay`;
  const reply = await callApi(bot, { method: 'POST', path });
  if (typeof reply === 'string') return t(1, [reply]);
  return reply.status === 202 ? t(0, [`${id} is queued again.`]) : t(1, refusalLines(reply));
}

function t(exitCode: number, lines: readonly string[]): number {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return exitCode;
}
