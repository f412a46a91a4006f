// The dialogs without HTTP: said in, all replies out. Stored state passes through JSON between turns.

import type { Activity, BotTelemetryClient, TurnContext } from 'botbuilder';
import { DialogTestClient } from 'botbuilder-testing';
import { RootDialog } from '../../dialogs/root-dialog.ts';
import { recognizeInput } from '../../dialogs/user-input.ts';
import {
  setTurnInfo,
  type DialogServices,
  type ConversationProperty,
} from '../../dialogs/turn-info.ts';
import type { Contact } from '../../services/contacts/contacts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Enrollments } from '../../services/enrollment/enrollments.ts';
import { readEnrollment } from '../../services/enrollment/upgrade.ts';
import { readIntents } from '../../services/understanding/intents-file.ts';
import { createRecognizer } from '../../services/understanding/recognizer.ts';
import { createSearch } from '../../services/knowledge/search.ts';
import { loadKnowledge } from '../../services/knowledge/content/topic.ts';
import type { Language } from '../../services/texts/languages.ts';

export interface Conversation {
  /** Everything the bot said to a typed line. */
  say(text: string): Promise<readonly Partial<Activity>[]>;
  /** Everything the bot said to a pressed button. */
  press(data: object): Promise<readonly Partial<Activity>[]>;
  /** The record as it is stored now. */
  stored(): Enrollment | undefined;
}

const knowledge = loadKnowledge();
/** Building it takes longer than any test. */
const search = createSearch(knowledge);
const recognizer = createRecognizer(readIntents(knowledge));
const PERSON = { tenantId: 'tenant', id: 'anna', name: 'Anna Muster' };
const AT = '2026-11-23T09:00:00.000Z';

/** A conversation with the root dialog. In: the language, a record to begin with, services other than the usual, a telemetry client. */
export function createConversation(
  language: Language,
  record?: Enrollment,
  differing: Partial<DialogServices> = {},
  telemetry?: BotTelemetryClient,
): Conversation {
  const records = new Map(record ? [[PERSON.tenantId, JSON.stringify(record)]] : []);
  const root = new RootDialog({ ...servicesWith(records), ...differing });
  if (telemetry !== undefined) root.telemetryClient = telemetry;
  const enter = {
    onTurn: async (context: TurnContext, next: () => Promise<void>): Promise<void> => {
      setTurn(context, language);
      await next();
    },
  };
  const client = new DialogTestClient('msteams', root, {}, [enter]);

  async function hear(activity: Partial<Activity>): Promise<readonly Partial<Activity>[]> {
    const replies: Partial<Activity>[] = [];
    let reply = (await client.sendActivity(activity)) as Partial<Activity> | undefined;
    while (reply !== undefined) {
      replies.push(reply);
      reply = client.getNextReply();
    }
    return replies;
  }

  return {
    say: (text) => hear({ type: 'message', text }),
    press: (data) => hear({ type: 'message', value: data }),
    stored: () => read(records, PERSON.tenantId),
  };
}

/** Sets what the channel sets before the dialogs run. */
export function setTurn(context: TurnContext, language: Language): void {
  const input = recognizeInput(context.activity);
  setTurnInfo(context, { person: PERSON, language, at: AT, input });
}

/** The dialogs' services, in memory. In: the records by tenant, as JSON. */
export function servicesWith(records = new Map<string, string>()): DialogServices {
  const contacts = new Map<string, Contact>();
  return {
    enrollments: enrollmentsIn(records),
    contacts: {
      find: (_tenantId, personId) => Promise.resolve(contacts.get(personId)),
      save: (contact) => Promise.resolve(void contacts.set(contact.personId, contact)),
      remove: (_tenantId, personId) => Promise.resolve(void contacts.delete(personId)),
    },
    livingCard: forgetful(),
    lastTopic: forgetful(),
    pendingReport: remembering(),
    knowledge,
    search,
    recognizer,
    questions: {
      note: () => Promise.resolve(),
      rate: () => Promise.resolve(),
      open: () => Promise.resolve([]),
      ratings: () => Promise.resolve([]),
    },
    forgetPerson: ({ tenantId }) => Promise.resolve(records.delete(tenantId) && false),
    expert: {},
    newId: () => 'enrollment-1',
  };
}

function remembering(): ConversationProperty {
  let kept: string | undefined;
  return {
    get: () => Promise.resolve(kept),
    set: (_context, value) => Promise.resolve(void (kept = value)),
  };
}

function forgetful(): ConversationProperty {
  return { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
}

function enrollmentsIn(records: Map<string, string>): Enrollments {
  return {
    find: (tenantId) => Promise.resolve(read(records, tenantId)),
    change: (tenantId, change) => {
      const { enrollment, outcome } = change(read(records, tenantId));
      if (enrollment === null) records.delete(tenantId);
      else if (enrollment !== undefined) records.set(tenantId, JSON.stringify(enrollment));
      return Promise.resolve(outcome);
    },
    setAside: () => Promise.resolve('0'),
  };
}

function read(records: ReadonlyMap<string, string>, tenantId: string): Enrollment | undefined {
  const text = records.get(tenantId);
  return text === undefined ? undefined : readEnrollment(JSON.parse(text));
}
