// What Graph tells of a subscription: proved item by item, then kept; the work is done later. Nothing is answered from it.

import { z } from 'zod';
import type { Mailbox, Mailboxes, SubscribedMailbox } from './mailboxes.ts';
import { isSecretOf } from './secret.ts';

export type NotificationVerdict =
  'accepted' | 'duplicate' | 'unknown' | 'wrongSecret' | 'malformed';
export type NotificationVerdicts = Readonly<Partial<Record<NotificationVerdict, number>>>;

const proof = {
  subscriptionId: z.string().min(1).max(200),
  clientState: z.string().min(1).max(128),
  tenantId: z.string().max(64).nullish(),
};
const notice = z.object({
  ...proof,
  changeType: z.literal('created'),
  resourceData: z.object({ id: z.string().min(1).max(1024) }),
});
const lifecycle = z.object({
  ...proof,
  lifecycleEvent: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']),
});

type Notice = z.infer<typeof notice>;
type NotificationProof = Pick<Notice, keyof typeof proof>;

/** Takes change notifications in. In: the items of a body, whatever they are. Out: what became of them; throws what the store throws. */
export async function takeNotices(
  items: readonly unknown[],
  mailboxes: Mailboxes,
): Promise<NotificationVerdicts> {
  const { proved, verdicts } = await prove(items, notice, mailboxes);
  const wanted = proved.map(({ item, box }) => ({ ...box, messageId: item.resourceData.id }));
  const accepted = await mailboxes.add(wanted);
  return { ...verdicts, accepted, duplicate: wanted.length - accepted };
}

/** The same for lifecycle notifications. */
export async function takeLifecycle(
  items: readonly unknown[],
  mailboxes: Mailboxes,
): Promise<NotificationVerdicts> {
  const { proved, verdicts } = await prove(items, lifecycle, mailboxes);
  for (const { item } of proved) {
    switch (item.lifecycleEvent) {
      case 'reauthorizationRequired':
        await mailboxes.reauthorize(item.subscriptionId);
        break;
      case 'subscriptionRemoved':
        await mailboxes.removed(item.subscriptionId);
        break;
      case 'missed':
        await mailboxes.missed(item.subscriptionId);
    }
  }
  return verdicts;
}

interface ProvedItems<Item> {
  readonly proved: readonly { readonly item: Item; readonly box: Mailbox }[];
  readonly verdicts: NotificationVerdicts;
}

async function prove<Item extends NotificationProof>(
  items: readonly unknown[],
  shape: z.ZodType<Item>,
  mailboxes: Mailboxes,
): Promise<ProvedItems<Item>> {
  const read = items.flatMap((item) => shape.safeParse(item).data ?? []);
  const ids = new Set(read.map((item) => item.subscriptionId));
  const known = ids.size === 0 ? [] : await mailboxes.subscribed([...ids]);
  const bySubscription = new Map(known.map((one) => [one.subscriptionId, one]));
  const proved: { item: Item; box: Mailbox }[] = [];
  const malformed = items.length - read.length;
  const verdicts: Partial<Record<NotificationVerdict, number>> = { malformed };
  for (const item of read) {
    const about = bySubscription.get(item.subscriptionId);
    const verdict = verdictOn(item, about);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    if (verdict !== 'accepted' || about === undefined) continue;
    proved.push({ item, box: { tenantId: about.tenantId, mailbox: about.mailbox } });
  }
  return { proved, verdicts };
}

function verdictOn(
  item: NotificationProof,
  about: SubscribedMailbox | undefined,
): NotificationVerdict {
  const isRight = isSecretOf(item.clientState, about?.secretHash);
  if (about === undefined) return 'unknown';
  const tenant = item.tenantId?.toLowerCase() ?? about.tenantId;
  return isRight && tenant === about.tenantId ? 'accepted' : 'wrongSecret';
}
