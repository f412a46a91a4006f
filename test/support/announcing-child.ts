// A process that dispatches until it is killed. Its messenger hands every message to the parent and waits for an answer.

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type {
  NotificationSender,
  DeliveryOutcome,
} from '../../services/notifications/notification.ts';
import { createNotifications } from '../../bot/features/notifications/notifications.ts';
import { openDatabase } from '../../services/storage/database/database.ts';

const waiting = new Map<string, (outcome: DeliveryOutcome) => void>();

const messenger: NotificationSender = {
  send(to, notes) {
    const call = randomUUID();
    const isQuestion = notes.some(({ isDoubtful }) => isDoubtful);
    const ids = notes.map(({ deliveryId }) => deliveryId);
    process.send?.({ call, to: to.userId, notes: ids, isQuestion });
    return new Promise((resolve) => waiting.set(call, resolve));
  },
};

process.on('message', ({ call, outcome }: { call: string; outcome: DeliveryOutcome }) => {
  waiting.get(call)?.(outcome);
  waiting.delete(call);
});

const notifications = createNotifications({
  database: await openDatabase(process.argv[2] ?? ''),
  now: () => new Date(),
  random: Math.random,
  sender: messenger,
  newId: randomUUID,
  quietHours: 'off',
  log: { warn: (code) => process.send?.({ warning: code }) },
  leaseMs: 500,
});

for (;;) {
  await notifications.dispatcher.pump();
  await setTimeout(10);
}
