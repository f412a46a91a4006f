// In a mailbox lies what is probably a provider's invitation. It moves nothing: a person has to say whether it is one.

import { z } from 'zod';
import { eventType, given, line, webAddress } from './event-type.ts';

export const invitationNoticed = eventType(
  z.object({
    providerName: line(200).optional(),
    senderDomain: line(253),
    invitationUrl: webAddress(),
    warnings: z.array(z.string().regex(/^[a-zA-Z]{1,40}$/u)).max(10),
  }),
  ({ warnings, ...data }) => ({
    subject: 'provider.invitationNoticed',
    values: given({
      ...data,
      source: 'mailbox',
      warnings: warnings.length === 0 ? undefined : warnings.join(' '),
    }),
    fact: undefined,
  }),
);
