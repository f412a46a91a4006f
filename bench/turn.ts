// `npm run bench`: an enrollment turn (card submitted, checked, stored durably, next card sent) against the SDK's stateless
// echo and its waterfall in memory. Same run, interleaved rounds, medians; CPU of the bot's process only.

import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { BERLIN } from '../test/fixtures/companies.ts';
import { isPinned, startBenchBot, stepAside, type BotProcess } from './bot-process.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const SESSIONS = Number(process.argv[3] ?? 160);
const AT_ONCE = 16;
const STEPS = Object.entries(BERLIN);

interface Figure {
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

const WAYS = ['echo', 'waterfall', 'lotse'] as const;

stepAside();
let ids = 0;
const connector = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    ids += 1;
    response.writeHead(201, { 'content-type': 'application/json' }).end(`{"id":"${ids}"}`);
  });
});
await once(connector.listen(0, '127.0.0.1'), 'listening');
const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

const flags = process.argv.slice(4);
const bots = new Map<string, BotProcess>();
for (const way of WAYS) bots.set(way, await startBenchBot(way, way === 'lotse' ? flags : []));
const figures = new Map<string, Figure[]>();
for (const [, bot] of bots) await measured(bot);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [way, bot] of [...bots].slice(round % 3).concat([...bots].slice(0, round % 3))) {
    figures.set(way, [...(figures.get(way) ?? []), await measured(bot)]);
  }
}
report();
for (const [, bot] of bots) await bot.close();
agent.destroy();
connector.close();

/** People who have begun already answer the six steps of the form, sixteen at once. */
async function measured(bot: BotProcess): Promise<Figure> {
  const people = Array.from({ length: SESSIONS }, () => personAt());
  await together(people, (person) => post(bot.url, { ...person, text: 'registrieren' }));
  const before = await bot.cpu();
  const started = performance.now();
  const times: number[] = [];
  await together(people, async (person) => {
    for (const [step, inputs] of STEPS) {
      const value = { action: 'answer', step, ...inputs };
      const sent = performance.now();
      await post(bot.url, { ...person, value });
      times.push(performance.now() - sent);
    }
  });
  const seconds = (performance.now() - started) / 1_000;
  const after = await bot.cpu();
  const sorted = times.toSorted((one, other) => one - other);
  return {
    cpuMs: (after - before) / times.length,
    p50: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    perSecond: times.length / seconds,
  };
}

function personAt(): object {
  const [id, tenantId] = [randomUUID(), randomUUID()];
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl,
    locale: 'de-DE',
    localTimezone: 'Europe/Berlin',
    from: { id: `29:${id}`, name: 'Ada Lovelace', aadObjectId: id },
    recipient: { id: '28:bot', name: 'Lotse' },
    conversation: { id: `a:${id}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    entities: [{ type: 'clientInfo', locale: 'de-DE', country: 'DE', platform: 'Web' }],
  };
}

async function together<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function post(url: string, fields: object): Promise<void> {
  const now = new Date().toISOString();
  const stamped = { id: randomUUID(), timestamp: now, localTimestamp: now, ...fields };
  const body = Buffer.from(JSON.stringify(stamped));
  const headers = { 'content-type': 'application/json', 'content-length': body.byteLength };
  const outgoing = request(url, { method: 'POST', agent, headers });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`answered ${String(response.statusCode)}`);
}

function report(): void {
  const rows = [...figures].map(([way, all]) => ({ way, ...medianOf(all) }));
  const echo = rows[0] ?? { cpuMs: 1, p99: 1 };
  const lines = rows.map(
    ({ way, cpuMs, p50, p99, perSecond }) =>
      `| ${way} | ${cpuMs.toFixed(3)} | ${(cpuMs / echo.cpuMs).toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p99 / echo.p99).toFixed(2)} | ${perSecond.toFixed(0)} |`,
  );
  const pinned = isPinned ? 'bot on one core, driver on another' : 'cores not bound';
  const head = `${SESSIONS * STEPS.length} turns a round, ${AT_ONCE} at once, ${ROUNDS} rounds, ${pinned}`;
  const table =
    '| bot | CPU ms a turn | × echo | p50 ms | p99 ms | × echo | turns/s |\n|---|---|---|---|---|---|---|';
  process.stdout.write(`${head}\n\n${table}\n${lines.join('\n')}\n`);
}

function medianOf(all: readonly Figure[]): Figure {
  const middle = (name: keyof Figure): number =>
    all.map((one) => one[name]).toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ??
    0;
  return {
    cpuMs: middle('cpuMs'),
    p50: middle('p50'),
    p99: middle('p99'),
    perSecond: middle('perSecond'),
  };
}
