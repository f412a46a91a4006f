// The Microsoft Partner Agreement was signed, or is not signed any more.

import { z } from 'zod';
import { eventType } from './event-type.ts';

export const mpaChanged = eventType(z.object({ signed: z.boolean() }), ({ signed }) => ({
  subject: signed ? 'mpa.signed' : 'mpa.unsigned',
  values: {},
  fact: { milestone: 'mpaSigned', state: signed ? 'done' : 'open' },
}));
