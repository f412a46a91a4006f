// Every store over the database, each made once.

import type { Contacts } from '../services/contacts/contacts.ts';
import type { Identities } from '../services/contacts/identities.ts';
import type { Enrollments } from '../services/enrollment/enrollments.ts';
import type { Invitations, Mailboxes } from '../services/mailbox/mailboxes.ts';
import type { InvitationOf } from '../services/notifications/reminders/stalled.ts';
import { createInvitationTermsIn } from '../services/storage/stores/reminders-store.ts';
import type { HintsOf } from '../services/partner-center/polling/hints.ts';
import type { Questions } from '../services/questions/questions.ts';
import { openDatabase, type Database } from '../services/storage/database/database.ts';
import { createContactsIn } from '../services/storage/stores/contacts-store.ts';
import { createDocumentsIn, type Documents } from '../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../services/storage/stores/enrollments-store.ts';
import { createIdentitiesIn } from '../services/storage/stores/identities-store.ts';
import { createInvitationsIn } from '../services/storage/stores/invitations-store.ts';
import { createMailboxesIn } from '../services/storage/stores/mailboxes-store.ts';
import { createHintsIn } from '../services/storage/stores/partner-center-store.ts';
import { createQuestionsIn } from '../services/storage/stores/questions-store.ts';
import { createTurnsIn } from '../services/storage/stores/turns-store.ts';
import {
  createTurnTransactions,
  type TurnTransactions,
} from '../services/storage/transactions/turn-transaction.ts';
import type { Turns } from '../services/turns/turns.ts';
import type { Config } from './config/config.ts';

export interface Stores {
  readonly enrollments: Enrollments;
  readonly contacts: Contacts;
  readonly identities: Identities;
  readonly documents: Documents;
  readonly questions: Questions;
  readonly invitations: Invitations;
  readonly mailboxes: Mailboxes;
  readonly hintsOf: HintsOf;
  readonly invitationOf: InvitationOf;
  readonly turns: Turns;
  readonly transactions: TurnTransactions;
}

/** The database of a configuration. Throws when it cannot be opened. */
export function openConfigured({ database, databasePool }: Config): Promise<Database> {
  return openDatabase(database, { connections: databasePool });
}

/** In: the database and the clock. */
export function createStores(database: Database, now: () => Date): Stores {
  return {
    enrollments: createEnrollmentsIn(database, now),
    contacts: createContactsIn(database, now),
    identities: createIdentitiesIn(database, now),
    documents: createDocumentsIn(database, now),
    questions: createQuestionsIn(database),
    invitations: createInvitationsIn(database),
    mailboxes: createMailboxesIn(database, now),
    hintsOf: createHintsIn(database),
    invitationOf: createInvitationTermsIn(database),
    turns: createTurnsIn(database),
    transactions: createTurnTransactions(database),
  };
}
