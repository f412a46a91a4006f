// The sending process of the trial: the real outbox and the real messenger over a real file, until it is killed.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnectorClient } from '../../../bot/teams/connector/connector-client.ts';
import { createNotificationSender } from '../../../bot/teams/connector/notification-sender.ts';
import { createStateStorage } from '../../../bot/teams/sdk/state-storage.ts';
import { createNotifications } from '../../../bot/features/notifications/notifications.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import { openDatabase } from '../../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';

/** As in bot/scheduler.ts. */
const PUMP_MS = 75;
const [file = '', stallMs = ''] = process.argv.slice(2);
/** Longer than a stall of the connector, and the lease longer than any Retry-After: in earnest 10 s and 60 s. */
const TIMEOUT_MS = Number(stallMs) + 3_000;
const LEASE_MS = 2 * TIMEOUT_MS;

const now = (): Date => new Date();
const warn = (event: string): void => void process.send?.({ warning: event });
const log = { info: () => undefined, warn, error: warn };
const database = await openDatabase(file);
const messenger = createNotificationSender({
  contacts: createContactsIn(database, now),
  enrollments: createEnrollmentsIn(database, now),
  state: createStateStorage(createDocumentsIn(database, now)),
  client: createConnectorClient({ authorize: () => undefined, timeoutMs: TIMEOUT_MS }),
  trust: () => true,
  log,
  now,
});
const notifications = createNotifications({
  database,
  now,
  random: Math.random,
  sender: messenger,
  newId: randomUUID,
  quietHours: 'off',
  log,
  leaseMs: LEASE_MS,
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
for (;;) {
  await notifications.dispatcher.pump();
  await pause(PUMP_MS);
}
