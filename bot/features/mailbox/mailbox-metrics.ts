// What is counted of watched mailboxes. Labels are from closed sets.

import { Counter, Gauge, type Registry } from 'prom-client';
import type {
  NotificationVerdict,
  NotificationVerdicts,
} from '../../../services/mailbox/change-notifications.ts';
import type { MailReading, MailboxState } from '../../../services/mailbox/worker.ts';
import { daysLeft } from './mailbox-readiness.ts';

export interface MailboxMetrics {
  readonly notified: (verdicts: NotificationVerdicts) => void;
  readonly read: (reading: MailReading) => void;
}

/** New counters in a registry; the days are asked for at each reading. */
export function createMailboxMetrics(
  registry: Registry,
  state: () => Promise<MailboxState>,
  now: () => Date,
): MailboxMetrics {
  const registers = [registry];
  const notices = new Counter({
    name: 'lotse_mail_notifications_total',
    help: 'Notifications of Microsoft Graph about mailboxes, by what became of them.',
    labelNames: ['verdict'],
    registers,
  });
  const mails = new Counter({
    name: 'lotse_mails_total',
    help: 'Mails looked at, by what became of them.',
    labelNames: ['reading'],
    registers,
  });
  new Gauge({
    name: 'lotse_mail_subscription_days',
    help: 'Days until the first subscription of a mailbox ends; negative when one is over.',
    registers,
    async collect() {
      this.remove({});
      const days = daysLeft((await state().catch(() => undefined))?.watches ?? [], now());
      if (days !== undefined) this.set(days);
    },
  });
  return {
    notified(verdicts) {
      for (const [verdict, count] of Object.entries(verdicts) as [NotificationVerdict, number][]) {
        if (count > 0) notices.inc({ verdict }, count);
      }
    },
    read(reading) {
      mails.inc({ reading });
    },
  };
}
