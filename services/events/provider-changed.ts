// An indirect provider invited the company, was authorized by it, or is gone again.

import { z } from 'zod';
import { eventType, given, line, webAddress } from './event-type.ts';

const providerName = line(200);

export const providerInvited = eventType(
  z.object({
    providerName,
    invitationUrl: webAddress().optional(),
    providerPartnerId: line(20).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  }),
  (data) => ({
    subject: 'provider.invited',
    values: given(data),
    fact: { milestone: 'providerInvited', state: 'done' },
  }),
);

export const providerAuthorized = eventType(z.object({ providerName }), (data) => ({
  subject: 'provider.authorized',
  values: data,
  fact: { milestone: 'providerAuthorized', state: 'done' },
}));

export const providerRemoved = eventType(z.object({ providerName }), (data) => ({
  subject: 'provider.removed',
  values: data,
  fact: { milestone: 'providerAuthorized', state: 'open' },
}));
