// `npm run mailbox`: names the mailboxes to watch. The running bot sees it within a second.

import { z } from 'zod';
import type { Mailbox, MailSubscription } from '../../services/mailbox/mailboxes.ts';
import { type Config, readConfig } from '../config/config.ts';
import { openMailboxes } from './open.ts';
import { type CommandReport, createCommand, isGuid, parseArguments } from './run-command.ts';

type MailboxCommand =
  { readonly order: 'list' } | { readonly order: 'watch' | 'unwatch'; readonly box: Mailbox };

const USAGE: readonly string[] = [
  'npm run mailbox -- list',
  'npm run mailbox -- watch --tenant <id> --mailbox <address or object id>',
  'npm run mailbox -- unwatch --tenant <id> --mailbox <address or object id>',
];

const OPTIONS = { tenant: { type: 'string' }, mailbox: { type: 'string' } } as const;

export const command = createCommand({ usage: USAGE, readArguments, run });

/** In: the arguments. Out: what is to be done, or what is wrong with them. */
export function readArguments(args: readonly string[]): MailboxCommand | string {
  const parsed = parseArguments(args, OPTIONS, true);
  if (typeof parsed === 'string') return parsed;
  const [order = 'list'] = parsed.positionals;
  if (order === 'list') return { order };
  if (order !== 'watch' && order !== 'unwatch') return `${order} is no order.`;
  return boxOrder(order, parsed.values);
}

/** In: watched mailboxes. Out: one line each; a sentence when there is none. */
export function tableOf(watches: readonly MailSubscription[]): readonly string[] {
  if (watches.length === 0) return ['No mailbox is watched.'];
  return watches.map(({ tenantId, mailbox, state, subscriptionId, expiresAt, fault }) => {
    const until = expiresAt === null ? 'not subscribed yet' : new Date(expiresAt).toISOString();
    const told = subscriptionId === null ? 'not subscribed yet' : `until ${until}`;
    return `${tenantId}  ${mailbox}  ${state}  ${told}${fault === null ? '' : `  ${fault}`}`;
  });
}

function boxOrder(
  order: 'watch' | 'unwatch',
  { tenant = '', mailbox = '' }: { readonly tenant?: string; readonly mailbox?: string },
): MailboxCommand | string {
  if (!isGuid(tenant)) return '--tenant must be a tenant id, which is a GUID.';
  const isMailbox = isGuid(mailbox) || z.email().safeParse(mailbox).success;
  if (!isMailbox) return '--mailbox must be an e-mail address, or the object id of its owner.';
  return { order, box: { tenantId: tenant.toLowerCase(), mailbox: mailbox.toLowerCase() } };
}

async function run(wanted: MailboxCommand): Promise<CommandReport> {
  const config = readConfig();
  const kept = await openMailboxes(config);
  const { mailboxes } = kept;
  try {
    if (wanted.order === 'list') return { exitCode: 0, lines: tableOf(await mailboxes.list()) };
    if (wanted.order === 'unwatch') {
      return (await mailboxes.unwatch(wanted.box))
        ? { exitCode: 0, lines: ['It is not watched any more.'] }
        : { exitCode: 1, lines: ['Nobody watches it.'] };
    }
    const isNew = await mailboxes.watch(wanted.box);
    const what = isNew ? 'It is watched from now on.' : 'It is watched already.';
    return { exitCode: 0, lines: [what, ...unreachable(config)] };
  } finally {
    await kept.close();
  }
}

function unreachable({ mailbox }: Config): readonly string[] {
  if (mailbox !== undefined) return [];
  return [
    'But the bot cannot reach it: GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET and GRAPH_NOTIFICATION_URL are not set.',
  ];
}
