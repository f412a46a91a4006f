// The tables, as Kysely sees them; the migrations make them so. Times are epoch milliseconds.

import type {
  EventsTable,
  LanesTable,
  OutboxTable,
  TenantRatesTable,
} from './notifications-schema.ts';

export interface Tables {
  enrollments: EnrollmentsTable;
  contacts: ContactsTable;
  identities: IdentitiesTable;
  documents: DocumentsTable;
  records_aside: AsideTable;
  questions: QuestionsTable;
  ratings: RatingsTable;
  events: EventsTable;
  outbox: OutboxTable;
  lanes: LanesTable;
  tenant_rates: TenantRatesTable;
  turns: TurnsTable;
  partner_center_tokens: PartnerCenterTokensTable;
  partner_center_polls: PartnerCenterPollsTable;
  partner_center_events: PartnerCenterEventsTable;
  mail_subscriptions: MailSubscriptionsTable;
  mail_notices: MailNoticesTable;
  clock_marks: ClockMarksTable;
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

/** See services/contacts/identities.ts. */
export interface IdentitiesTable {
  tenant_id: string;
  account_id: string;
  person_id: string;
  /** When the person was first known; never moved. */
  met_at: number;
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

export interface PartnerCenterTokensTable {
  /** Whose credentials they are: the provider's. */
  tenant_id: string;
  client_id: string;
  /** The newest refresh token, sealed under the client secret. */
  sealed: string;
  /** Mark of the token in the environment it descends from; another one there ends it. */
  origin: string;
  updated_at: number;
}

export interface PartnerCenterPollsTable {
  tenant_id: string;
  milestone: string;
  due_at: number;
  failures: number;
  /** What was learnt beside the facts, as JSON (partner-center/polling/hints.ts). */
  learnt: string;
}

export interface PartnerCenterEventsTable {
  /** The provider's, to whom they were sent. */
  tenant_id: string;
  id: string;
  name: string;
  /** Null once it is worked off. */
  customer_id: string | null;
  changed_at: number;
  received_at: number;
  /** Null: done. */
  due_at: number | null;
  failures: number;
}

export interface MailSubscriptionsTable {
  tenant_id: string;
  mailbox: string;
  state: string;
  subscription_id: string | null;
  /** SHA-256 of what Graph repeats with every notification. */
  secret_hash: string | null;
  expires_at: number | null;
  renew_at: number;
  /** 0 or 1. */
  reauthorize: number;
  sync_at: number;
  delta_link: string | null;
  since: number;
  failures: number;
  fault: string | null;
  /** Until then a replica works on it. */
  claimed_until: number;
}

export interface MailNoticesTable {
  tenant_id: string;
  mailbox: string;
  message_id: string;
  /** `queued` or `done`. */
  state: string;
  due_at: number;
  attempts: number;
  created_at: number;
}

/** See services/clock/clock-watch.ts. */
export interface ClockMarksTable {
  name: string;
  seen_at: number;
  leapt_at: number | null;
}
