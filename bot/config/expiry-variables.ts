// The days on which secrets end, as an operator writes them down.

import { z } from 'zod';

/** One schema per variable, as in variables.ts. */
export const EXPIRY_VARIABLES = {
  MICROSOFT_APP_PASSWORD_EXPIRES: day().optional(),
  GRAPH_CLIENT_SECRET_EXPIRES: day().optional(),
  PARTNER_CENTER_CLIENT_SECRET_EXPIRES: day().optional(),
};

/** Out: the end of that day, UTC. */
function day(): z.ZodType<Date, string> {
  return z.iso
    .date('must be a day like 2027-05-31')
    .transform((text) => new Date(`${text}T23:59:59.999Z`));
}
