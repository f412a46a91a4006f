// The tables, as Kysely sees them; migrations.ts makes them so. The tenant id leads every key that has one.

import type {
  EventsTable,
  LanesTable,
  OutboxTable,
  TenantRatesTable,
} from './notifications-schema.ts';
import type { PartnerCenterTables } from '../migrations/partner-center-tables.ts';
import type { MailNoticesTable, MailSubscriptionsTable } from '../migrations/mailbox-tables.ts';

export interface Tables extends PartnerCenterTables {
  enrollments: EnrollmentsTable;
  contacts: ContactsTable;
  documents: DocumentsTable;
  records_aside: AsideTable;
  questions: QuestionsTable;
  ratings: RatingsTable;
  events: EventsTable;
  outbox: OutboxTable;
  lanes: LanesTable;
  tenant_rates: TenantRatesTable;
  turns: TurnsTable;
  mail_subscriptions: MailSubscriptionsTable;
  mail_notices: MailNoticesTable;
}

export interface EnrollmentsTable {
  tenant_id: string;
  id: string;
  /** Counts the writes; a write that expects another count is refused. */
  version: number;
  /** The record as JSON; upgrade.ts reads it. */
  data: string;
  updated_at: number;
}

export interface ContactsTable {
  tenant_id: string;
  person_id: string;
  name: string;
  language: string | null;
  locale: string;
  time_zone: string | null;
  address: string;
  /** JSON array of kinds. */
  muted: string;
  updated_at: number;
}

/** Bot Framework state, by its key. */
export interface DocumentsTable {
  key: string;
  etag: number;
  data: string;
  updated_at: number;
}

/** Records that could not be read, bytes as they were. */
export interface AsideTable {
  number: string;
  origin: string;
  key: string;
  data: string;
  set_aside_at: number;
}

/** Questions without a sure answer; nobody's name is with them. */
export interface QuestionsTable {
  text: string;
  language: string;
  outcome: string;
  /** JSON array of topic ids. */
  topics: string;
  asked_at: string;
}

export interface RatingsTable {
  topic: string;
  helpful: number;
  not_helpful: number;
}

/** See services/turns/turns.ts. */
export interface TurnsTable {
  tenant_id: string;
  conversation: string;
  activity_id: string;
  person_id: string;
  digest: string;
  asked: string;
  local_time: string;
  channel_time: string;
  received_at: number;
  answered_at: number | null;
  state: string;
  owner: string;
  sent: number;
  replies: string;
  answer: string;
}
