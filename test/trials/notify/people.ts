// Who takes part in the trial: tenants of different size, some with an enrollment and living status cards, some guests.

import type { Contact } from '../../../services/contacts/contacts.ts';
import { beginEnrollment } from '../../../services/enrollment/enrollment.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { conversationOf } from './connector.ts';

/** People per tenant; the first tenant is the big one. */
export type Sizes = readonly number[];

export interface Person {
  readonly tenantId: string;
  readonly personId: string;
}

/** Every fifth tenant's first person is a guest: the same person in the tenant before. */
const GUEST_EVERY = 5;
/** Two tenants in three have begun to enroll. */
const ENROLLED = 2 / 3;

/** Everybody. In: how many people each tenant has. */
export function everybody(sizes: Sizes): readonly Person[] {
  return sizes.flatMap((size, tenant) =>
    Array.from({ length: size }, (_, at) => {
      const isGuest = at === 0 && tenant > 0 && tenant % GUEST_EVERY === 0;
      const home = isGuest ? tenant - 1 : tenant;
      return { tenantId: `tenant-${tenant}`, personId: `person-${home}-${at}` };
    }),
  );
}

/** Everybody has written to the bot once. In: the database, the people, where the connector is. */
export async function meet(
  database: Database,
  people: readonly Person[],
  serviceUrl: string,
): Promise<void> {
  const now = (): Date => new Date();
  const contacts = createContactsIn(database, now);
  for (const person of people) await contacts.save(contactOf(person, serviceUrl));
  const tenants = [...Map.groupBy(people, ({ tenantId }) => tenantId)];
  const documents = createDocumentsIn(database, now);
  for (const [tenantId, own] of tenants.slice(0, Math.ceil(tenants.length * ENROLLED))) {
    await enroll(database, tenantId, own);
    await documents.write(
      own.map(({ personId }) => ({
        key: `msteams/conversations/${conversationOf(tenantId, personId)}`,
        data: JSON.stringify({ livingCard: `card-${personId}` }),
        expected: undefined,
      })),
    );
  }
}

async function enroll(
  database: Database,
  tenantId: string,
  people: readonly Person[],
): Promise<void> {
  const at = new Date().toISOString();
  const participants = people.map(({ personId }) => ({ personId, name: '', joinedAt: at }));
  const [first] = participants;
  if (first === undefined) return;
  const begun = beginEnrollment(`enrollment-${tenantId}`, tenantId, { by: first, at });
  await createEnrollmentsIn(database, () => new Date()).change(tenantId, () => ({
    enrollment: { ...begun, participants },
    outcome: undefined,
  }));
}

function contactOf({ tenantId, personId }: Person, serviceUrl: string): Contact {
  const address = {
    bot: { id: '28:bot', name: 'Lotse' },
    user: { id: `29:${personId}`, aadObjectId: personId },
    conversation: {
      id: conversationOf(tenantId, personId),
      conversationType: 'personal',
      tenantId,
    },
    channelId: 'msteams',
    serviceUrl,
  };
  return {
    tenantId,
    personId,
    name: personId,
    language: null,
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    address: JSON.stringify(address),
    muted: [],
  };
}
