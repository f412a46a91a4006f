// `npm run event -- verification rejected`: sends one event to the local bot, and says in words what came back.

import { randomUUID } from 'node:crypto';
import { type Config, readConfig } from '../config/config.ts';
import { callApi } from './api-client.ts';
import { reportOf, readArguments, type EventCommand, USAGE } from './event-command.ts';
import { startFault } from '../start-fault.ts';

const SOURCE = '/lotse/command-line';
/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;
const NOBODY =
  'Nobody has written to the bot yet: say hello in the Playground, or name a --tenant.';

const typed = readArguments(process.argv.slice(2));
process.exitCode =
  typeof typed === 'string'
    ? t(USAGE_FAULT, [typed, '', ...USAGE])
    : await send(typed).catch((error: unknown) => {
        const { exitCode, lines } = startFault(error);
        return t(exitCode, lines);
      });

async function send(event: EventCommand): Promise<number> {
  const config = readConfig();
  const url = event.url ?? `http://127.0.0.1:${config.port}`;
  const subject = event.subject ?? (await latestSubject(config));
  if (subject === undefined) return t(1, [NOBODY]);
  const answer = await callApi(
    { url, keys: config.eventKeys },
    {
      method: 'POST',
      path: '/api/events',
      contentType: 'application/cloudevents+json',
      body: JSON.stringify({
        specversion: '1.0',
        id: randomUUID(),
        source: SOURCE,
        type: event.type,
        subject,
        time: new Date().toISOString(),
        datacontenttype: 'application/json',
        data: event.data,
      }),
    },
  );
  if (typeof answer === 'string') return t(1, [answer]);
  const { ok, lines } = reportOf(answer);
  return t(ok ? 0 : 1, [`${event.type} for ${subject}`, ...lines]);
}

async function latestSubject(config: Config): Promise<string | undefined> {
  // Late, since a named tenant does without a database.
  const { latestTenant } = await import('./open.ts');
  const tenantId = await latestTenant(config);
  return tenantId && `tenant/${tenantId}`;
}

function t(exitCode: number, lines: readonly string[]): number {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return exitCode;
}
