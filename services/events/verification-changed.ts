// Microsoft's verification of the company moved [account-verification].

import { z } from 'zod';
import type { MilestoneState } from '../enrollment/milestones.ts';
import { eventType, given, lines } from './event-type.ts';

const CHECKS = ['email_ownership', 'employment', 'business', 'identity', 'due_diligence'] as const;

const STATES: Readonly<Record<'pending' | 'authorized' | 'rejected', MilestoneState>> = {
  pending: 'waiting',
  authorized: 'done',
  rejected: 'failed',
};

export const verificationChanged = eventType(
  z.object({
    status: z.enum(['pending', 'authorized', 'rejected']),
    check: z.enum(CHECKS).optional(),
    reason: lines(2000).optional(),
  }),
  ({ status, check, reason }) => ({
    subject: `verification.${status}`,
    values: given({ check, reason }),
    fact: { milestone: 'verified', state: STATES[status] },
  }),
);
