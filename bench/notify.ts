// `npm run bench:notify`: from the stored event to the connector, against the SDK's plain loop, in the same run.
// Interleaved rounds, medians; CPU of this process only. The connector has a process of its own.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
} from 'botbuilder';
import { createConnectorClient } from '../bot/teams/connector/connector-client.ts';
import { createNotificationSender } from '../bot/teams/connector/notification-sender.ts';
import { notificationMessage } from '../dialogs/notifications/notification-messages.ts';
import type { Contact } from '../services/contacts/contacts.ts';
import type { Notification } from '../services/notifications/notification.ts';
import { createNotifications } from '../bot/features/notifications/notifications.ts';
import { createContactsIn } from '../services/storage/stores/contacts-store.ts';
import { openDatabase } from '../services/storage/database/database.ts';
import { createEnrollmentsIn } from '../services/storage/stores/enrollments-store.ts';
import { startBenchConnector } from './connector.ts';
import { medianOf, together, turned } from './round.ts';

const PEOPLE = Number(process.argv[2] ?? 2_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const AT_ONCE = 32;
/** Within what a tenant may get at once, so that the pacing costs its work but no waiting. */
const PER_TENANT = 4;
const BATCH = 500;
const HOUR_MS = 3_600_000;

interface NotifyFigure {
  readonly cpuMs: number;
  readonly perSecond: number;
}

const DATA = {
  title: { de: 'Neue Preise', en: 'New prices' },
  text: { de: 'Ab Januar gilt die neue Liste.', en: 'The new list is valid from January.' },
  url: 'https://distri.example/preise',
};
const NOTE: Omit<Notification, 'deliveryId'> = {
  subject: 'announcement',
  kind: 'announcement',
  values: {
    'title.de': DATA.title.de,
    'title.en': DATA.title.en,
    'text.de': DATA.text.de,
    'text.en': DATA.text.en,
    url: DATA.url,
  },
  at: new Date().toISOString(),
};

const connector = await startBenchConnector();
const folder = mkdtempSync(join(tmpdir(), 'lotse-bench-'));
const database = await openDatabase(join(folder, 'bench.db'));
let hours = 0;
const now = (): Date => new Date(Date.now() + hours * HOUR_MS);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const contacts = createContactsIn(database, now);
const people = Array.from({ length: PEOPLE }, (_, at) => contactOf(at));
for (const person of people) await contacts.save(person);
const messenger = createNotificationSender({
  contacts,
  enrollments: createEnrollmentsIn(database, now),
  state: { read: () => Promise.resolve({}) },
  client: createConnectorClient({ authorize: () => undefined }),
  trust: () => true,
  log: silent,
  now,
});
const notifications = createNotifications({
  database,
  now,
  random: Math.random,
  sender: messenger,
  newId: randomUUID,
  quietHours: 'off',
  log: silent,
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

const WAYS: Readonly<Record<string, { prepare?: () => Promise<void>; run: () => Promise<void> }>> =
  {
    'SDK, plain loop, 32 at once, nothing stored': { run: sdkLoop },
    'messenger alone, 32 at once': { run: messengerLoop },
    'stored event → outbox → connector': { prepare: store, run: drain },
  };

const figures = new Map<string, NotifyFigure[]>();
await store();
await drain();
await sdkLoop();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, { prepare, run }] of turned(Object.entries(WAYS), round)) {
    await prepare?.();
    figures.set(name, [...(figures.get(name) ?? []), await measured(run)]);
  }
}
report();
await database.destroy();
connector.close();
rmSync(folder, { recursive: true });

function contactOf(at: number): Contact {
  const id = `person-${at}`;
  const tenantId = `tenant-${Math.floor(at / PER_TENANT)}`;
  const address = {
    bot: { id: '28:bot', name: 'Lotse' },
    user: { id: `29:${id}`, aadObjectId: id },
    conversation: { id: `a:${id}`, conversationType: 'personal', tenantId },
    channelId: 'msteams',
    serviceUrl: connector.url,
  };
  return {
    tenantId,
    personId: id,
    name: id,
    language: null,
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    address: JSON.stringify(address),
    muted: [],
  };
}

/** One event for each person, an hour after the last ones: each round finds the pacing rested. */
async function store(): Promise<void> {
  hours += 1;
  for (let at = 0; at < PEOPLE; at += BATCH) {
    const events = people.slice(at, at + BATCH).map(({ personId }) => ({
      id: randomUUID(),
      source: 'bench',
      type: 'csp.announcement',
      subject: { kind: 'user', userId: personId } as const,
      time: now().toISOString(),
      data: DATA,
    }));
    const accepted = await notifications.intake.accept(events);
    if (accepted.kind === 'refused') throw new Error(JSON.stringify(accepted.faults[0]));
  }
}

async function drain(): Promise<void> {
  const tried = await notifications.dispatcher.drain();
  if (tried !== PEOPLE) throw new Error(`${tried} of ${PEOPLE} notes went out`);
}

function messengerLoop(): Promise<void> {
  return together(AT_ONCE, people.entries(), async ([at, { tenantId, personId }]) => {
    const note = { ...NOTE, deliveryId: `delivery-${at}` };
    const { kind } = await messenger.send({ tenantId, userId: personId }, [note]);
    if (kind !== 'sent') throw new Error(`a note went ${kind}`);
  });
}

function sdkLoop(): Promise<void> {
  return together(AT_ONCE, people.entries(), async ([at, person]) => {
    const reference = JSON.parse(person.address) as Partial<ConversationReference>;
    await adapter.continueConversationAsync('', reference, async (context) => {
      await context.sendActivity(
        notificationMessage(person, [{ ...NOTE, deliveryId: `delivery-${at}` }]),
      );
    });
  });
}

async function measured(run: () => Promise<void>): Promise<NotifyFigure> {
  const [before, started] = [process.cpuUsage(), performance.now()];
  await run();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1_000;
  return { cpuMs: (user + system) / 1_000 / PEOPLE, perSecond: PEOPLE / seconds };
}

function report(): void {
  const rows = [...figures].map(([name, each]) => ({ name, ...medianOf(each) }));
  const plain = rows[0]?.cpuMs ?? 1;
  const lines = rows.map(
    ({ name, cpuMs, perSecond }) =>
      `| ${name} | ${cpuMs.toFixed(3)} | ${(cpuMs / plain).toFixed(2)} | ${perSecond.toFixed(0)} |`,
  );
  const head = '| way | CPU ms a note | × SDK | notes/s |\n|---|---|---|---|';
  process.stdout.write(`${PEOPLE} notes, ${ROUNDS} rounds\n\n${head}\n${lines.join('\n')}\n`);
}
