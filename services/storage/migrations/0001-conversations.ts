// Enrollments, contacts, and what turns and questions leave behind. The tenant leads every key that has one (decision 22).

import { sql, type Kysely } from 'kysely';
import { runStatements } from './run-statements.ts';

export function createConversationTables(database: Kysely<unknown>): Promise<void> {
  return runStatements(database, [...COMPANIES, ...TURNS, ...QUESTIONS]);
}

const COMPANIES = [
  sql`create table enrollments (
    tenant_id text primary key,
    id text not null,
    version integer not null,
    data text not null,
    updated_at bigint not null
  )`,
  sql`create index enrollments_tenant on enrollments (lower(tenant_id))`,
  sql`create index enrollments_id on enrollments (id)`,
  sql`create table contacts (
    tenant_id text not null,
    person_id text not null,
    name text not null,
    language text,
    locale text not null,
    time_zone text,
    address text not null,
    muted text not null,
    updated_at bigint not null,
    constraint contacts_key primary key (tenant_id, person_id)
  )`,
  sql`create index contacts_person on contacts (lower(person_id))`,
  sql`create index contacts_tenant on contacts (lower(tenant_id))`,
];

const TURNS = [
  sql`create table documents (
    key text primary key,
    etag integer not null,
    data text not null,
    updated_at bigint not null
  )`,
  sql`create table records_aside (
    number text primary key,
    origin text not null,
    key text not null,
    data text not null,
    set_aside_at bigint not null
  )`,
  sql`create table turns (
    tenant_id text not null,
    conversation text not null,
    activity_id text not null,
    person_id text not null,
    digest text not null,
    asked text not null,
    local_time text not null,
    channel_time text not null,
    received_at bigint not null,
    answered_at bigint,
    state text not null,
    owner text not null,
    sent integer not null,
    replies text not null,
    answer text not null,
    constraint turns_key primary key (tenant_id, conversation, activity_id)
  )`,
  sql`create index turns_latest on turns (tenant_id, conversation, received_at)`,
  sql`create index turns_age on turns (received_at)`,
];

const QUESTIONS = [
  sql`create table questions (
    text text not null,
    language text not null,
    outcome text not null,
    topics text not null,
    asked_at text not null
  )`,
  sql`create table ratings (
    topic text primary key,
    helpful integer not null,
    not_helpful integer not null
  )`,
];
