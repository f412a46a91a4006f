// What Partner Center told beside the facts, for the cards: doubts about the address, where the agreement is stuck, a link.

import { z } from 'zod';

const ADDRESS_DOUBTS = ['addressWrong', 'addressPartial', 'postalCode', 'state'] as const;
const AGREEMENT_HINTS = ['noReseller', 'unknownTenant', 'unknownPartnerId', 'otherRegion'] as const;

export const hintsShape = z.object({
  address: z.array(z.enum(ADDRESS_DOUBTS)).optional(),
  /** Which address they are about, so that a corrected one is checked anew. */
  addressOf: z.string().optional(),
  agreement: z.enum(AGREEMENT_HINTS).optional(),
  invitation: z
    .object({
      url: z.url({ protocol: /^https$/u }),
      provider: z.string().max(200),
      /** Whether it is the company's own credentials that made it. */
      isOwn: z.boolean(),
    })
    .optional(),
});

export type Hints = Readonly<z.infer<typeof hintsShape>>;
export type AddressDoubt = (typeof ADDRESS_DOUBTS)[number];

/** What the cards may say of a company; empty when nothing is known. Reads the database, asks nobody. */
export type HintsOf = (tenantId: string) => Promise<Hints>;
