// `npm run mailbox`: names the mailboxes to watch. The running bot sees it within a second.

import { openMailboxes } from './open.ts';
import { readConfig, type Config } from '../config/config.ts';
import { readArguments, tableOf, USAGE, type MailboxCommand } from './mailbox-command.ts';
import { startFault } from '../start-fault.ts';

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;

const order = readArguments(process.argv.slice(2));
process.exitCode =
  typeof order === 'string'
    ? t(USAGE_FAULT, [order, '', ...USAGE])
    : await obey(order).catch((error: unknown) => {
        const { exitCode, lines } = startFault(error);
        return t(exitCode, lines);
      });

async function obey(given: MailboxCommand): Promise<number> {
  const config = readConfig();
  const kept = await openMailboxes(config);
  try {
    if (given.order === 'list') return t(0, tableOf(await kept.mailboxes.list()));
    if (given.order === 'unwatch') {
      const was = await kept.mailboxes.unwatch(given.box);
      return was ? t(0, ['It is not watched any more.']) : t(1, ['Nobody watches it.']);
    }
    const isNew = await kept.mailboxes.watch(given.box);
    return t(0, [isNew ? 'It is watched from now on.' : 'It is watched already.', ...off(config)]);
  } finally {
    await kept.close();
  }
}

function off({ mailbox }: Config): readonly string[] {
  if (mailbox !== undefined) return [];
  return [
    'But the bot cannot reach it: GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET and GRAPH_NOTIFICATION_URL are not set.',
  ];
}

function t(exitCode: number, lines: readonly string[]): number {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return exitCode;
}
