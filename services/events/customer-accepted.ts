// A customer accepted the reseller relationship.

import { z } from 'zod';
import { eventType, line } from './event-type.ts';

export const customerAccepted = eventType(z.object({ customerName: line(200) }), (data) => ({
  subject: 'customer.accepted',
  values: data,
  fact: { milestone: 'customerInvited', state: 'done' },
}));
