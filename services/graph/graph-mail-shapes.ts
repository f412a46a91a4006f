// The answers of Microsoft Graph as documented; whatever has another shape is refused.

import { z } from 'zod';
import type { Mail } from '../mailbox/mail.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const ORDINARY = '#microsoft.graph.message';
const id = z.string().min(1).max(1024);

export const subscriptionShape = z
  .object({ id: z.string().min(1).max(200), expirationDateTime: moment })
  .transform((given) => ({ id: given.id, expiresAt: given.expirationDateTime.getTime() }));

/** A page has either a link to the next one or the link for next time. Removed messages are of no interest. */
export const deltaShape = z
  .object({
    value: z.array(z.object({ id, '@removed': z.unknown().optional() })),
    '@odata.nextLink': z.url().optional(),
    '@odata.deltaLink': z.url().optional(),
  })
  .transform((page, context) => {
    const { '@odata.nextLink': next, '@odata.deltaLink': last, value } = page;
    const link = next ?? last;
    if (link === undefined) {
      context.addIssue({ code: 'custom', message: 'has no link' });
      return z.NEVER;
    }
    const created = value.filter((message) => message['@removed'] === undefined);
    return { messageIds: created.map((message) => message.id), link, isLast: next === undefined };
  });

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

const correspondent = z.object({ emailAddress: z.object({ name: text, address: text }) }).nullish();

export const messageShape = z
  .object({
    '@odata.type': z.string().default(ORDINARY),
    id,
    subject: text,
    receivedDateTime: moment,
    from: correspondent,
    sender: correspondent,
    body: z.object({ contentType: z.string(), content: z.string() }),
    internetMessageHeaders: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  })
  .transform((message): Mail => {
    const { from, sender, subject, body } = message;
    const { name, address } = (from ?? sender)?.emailAddress ?? { name: '', address: '' };
    return {
      id: message.id,
      ordinary: message['@odata.type'].toLowerCase() === ORDINARY,
      fromName: name,
      fromAddress: address,
      subject,
      receivedAt: message.receivedDateTime,
      body: {
        type: body.contentType.toLowerCase() === 'html' ? 'html' : 'text',
        content: body.content,
      },
      headers: message.internetMessageHeaders ?? [],
    };
  });
