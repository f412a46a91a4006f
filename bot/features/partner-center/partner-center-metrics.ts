// What is counted of Partner Center: our calls of it, and its calls of us. Labels are from closed sets.

import { Counter, type Registry } from 'prom-client';
import type { WebhookOutcome } from './partner-center-route.ts';

export interface PartnerCenterMetrics {
  readonly call: (call: string, outcome: string) => void;
  readonly webhook: (outcome: WebhookOutcome) => void;
}

/** In: the registers of the page they are to stand on. */
export function createPartnerCenterMetrics(registers: Registry[]): PartnerCenterMetrics {
  const calls = new Counter({
    name: 'lotse_partner_center_calls_total',
    help: 'Questions to Partner Center, by call and by what came of them.',
    labelNames: ['call', 'outcome'],
    registers,
  });
  const webhooks = new Counter({
    name: 'lotse_partner_center_webhooks_total',
    help: 'Webhook calls of Partner Center, by what came of them.',
    labelNames: ['outcome'],
    registers,
  });
  return {
    call(call, outcome) {
      calls.inc({ call, outcome });
    },
    webhook(outcome) {
      webhooks.inc({ outcome });
    },
  };
}
