// `npm run mailbox`: what is typed → what to do, and watched mailboxes → a table. Pure.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Mailbox, MailSubscription } from '../../services/mailbox/mailboxes.ts';

export type MailboxCommand =
  { readonly order: 'list' } | { readonly order: 'watch' | 'unwatch'; readonly box: Mailbox };

export const USAGE: readonly string[] = [
  'npm run mailbox -- list',
  'npm run mailbox -- watch --tenant <id> --mailbox <address or object id>',
  'npm run mailbox -- unwatch --tenant <id> --mailbox <address or object id>',
];

const OPTIONS = { tenant: { type: 'string' }, mailbox: { type: 'string' } } as const;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** In: the arguments. Out: what is to be done, or what is wrong with them. */
export function readArguments(args: readonly string[]): MailboxCommand | string {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [order = 'list'] = positionals;
    if (order === 'list') return { order };
    if (order !== 'watch' && order !== 'unwatch') return `${order} is no order.`;
    return boxOrder(order, values);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
  if (!GUID.test(tenant)) return '--tenant must be a tenant id, which is a GUID.';
  const isMailbox = GUID.test(mailbox) || z.email().safeParse(mailbox).success;
  if (!isMailbox) return '--mailbox must be an e-mail address, or the object id of its owner.';
  return { order, box: { tenantId: tenant.toLowerCase(), mailbox: mailbox.toLowerCase() } };
}
