// What command lines open: one part over the database each, without the whole bot. Beside app.ts the only one that knows adapters.

import type { OpenPartnerCenter } from '../../services/partner-center/partner-center-feed.ts';
import type { PersonExport, PersonQuery } from '../../services/privacy/person-export.ts';
import type { Questions } from '../../services/questions/questions.ts';
import type { DatabaseHealth } from '../../services/health/database-health.ts';
import type { Graph } from '../../services/graph/graph.ts';
import { createGraph } from '../../services/graph/graph-client.ts';
import { databaseHealth } from '../../services/storage/database/database-health.ts';
import { openDatabase } from '../../services/storage/database/database.ts';
import { latestTenantIn } from '../../services/storage/stores/contacts-store.ts';
import type { Mailboxes, MailSubscription } from '../../services/mailbox/mailboxes.ts';
import { createMailboxesIn } from '../../services/storage/stores/mailboxes-store.ts';
import { exportPerson } from '../../services/storage/maintenance/person-export.ts';
import { moveData } from '../../services/storage/maintenance/move-data.ts';
import { openPartnerCenterIn } from '../features/partner-center/partner-center.ts';
import { createQuestionsIn } from '../../services/storage/stores/questions-store.ts';
import type { Config } from '../config/config.ts';
import { openConfigured } from '../stores.ts';

/** The questions kept in the database, for `npm run questions`. The caller closes it. */
export async function openQuestions(
  config: Config,
): Promise<{ readonly questions: Questions; close(): Promise<void> }> {
  const database = await openConfigured(config);
  return { questions: createQuestionsIn(database), close: () => database.destroy() };
}

/** Everything that is kept of a person, for `npm run export`; undefined when nothing is. Closes the database again. */
export async function openPersonExport(
  config: Config,
  query: PersonQuery,
): Promise<PersonExport | undefined> {
  const database = await openConfigured(config);
  return await exportPerson(database, query, new Date()).finally(() => database.destroy());
}

/** Copies everything from one database to another, for `npm run migrate-data`. Throws what `moveData` throws. */
export function moveAll(from: string, to: string): ReturnType<typeof moveData> {
  return moveData(from, to);
}

/** Partner Center for `npm run partner-center`; undefined when it is not configured. The caller closes it. */
export async function openPartnerCenter(config: Config): Promise<OpenPartnerCenter | undefined> {
  if (config.partnerCenter === undefined) return undefined;
  return openPartnerCenterIn(await openConfigured(config), config.partnerCenter);
}

/** Microsoft Graph for who looks something up: one request per question. */
export function openGraph({ baseUrl }: Config['graph']): Graph {
  return createGraph({ baseUrl, mostRepeats: 0 });
}

/** How the database stands, for `npm run doctor`. Throws what opening it throws. */
export function examineDatabase({ database }: Config): Promise<DatabaseHealth> {
  return databaseHealth(database);
}

/** The mailboxes that are watched, for `npm run doctor`. Closes the database again. */
export async function watchedMailboxes(config: Config): Promise<readonly MailSubscription[]> {
  const database = await openConfigured(config);
  const mailboxes = createMailboxesIn(database, () => new Date());
  return await mailboxes.list().finally(() => database.destroy());
}

/** The tenant whose people wrote last, for `npm run event`; undefined when nobody did. Closes the database again. */
export async function latestTenant(config: Config): Promise<string | undefined> {
  const database = await openConfigured(config);
  return await latestTenantIn(database).finally(() => database.destroy());
}

/** The mailboxes kept in the database, for `npm run mailbox`. The caller closes it. */
export async function openMailboxes(
  config: Pick<Config, 'database'>,
  now = () => new Date(),
): Promise<{ readonly mailboxes: Mailboxes; close(): Promise<void> }> {
  const database = await openDatabase(config.database);
  const mailboxes = createMailboxesIn(database, now);
  return { mailboxes, close: () => database.destroy() };
}
