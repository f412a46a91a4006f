// What the dialogs are made of, over the database, and the way of a turn around them.

import { randomUUID } from 'node:crypto';
import { afterTurn } from '../../../dialogs/after-turn.ts';
import { LIVING_CARD } from '../../../dialogs/enrollment/open-card.ts';
import type { DialogServices } from '../../../dialogs/turn-info.ts';
import { createQuestionsIn } from '../../../services/storage/stores/questions-store.ts';
import { withRecentTurns } from '../../../services/turns/recent-turns.ts';
import { createInvitationsIn } from '../../../services/storage/stores/invitations-store.ts';
import { type Notifications } from '../../../services/storage/announcing.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import { type Database } from '../../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { createHintsIn } from '../../../services/storage/stores/partner-center-store.ts';
import {
  createTurnTransactions,
  mayTryAgain,
} from '../../../services/storage/transactions/turn-transaction.ts';
import { createTurnsIn } from '../../../services/storage/stores/turns-store.ts';
import {
  createConversationState,
  type ConversationState,
} from '../../teams/sdk/conversation-state.ts';
import type { TurnRunner } from '../../teams/turn/turn-runner.ts';
import { requesterOf } from '../../teams/sdk/user-tokens.ts';
import type { Config } from '../../config/config.ts';
import { type SigningIn } from '../sign-in/sign-in-feature.ts';
import { wireTurns } from './turns-feature.ts';
import { conversationProperty } from '../../monitoring/readiness.ts';
import type { Answering } from './answering.ts';
import type { Runtime } from '../../runtime.ts';

interface Given {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly answering: Answering;
  readonly notifications: Notifications;
  readonly signingIn: SigningIn | undefined;
}

/** Everything a turn is made of, over the database. */
export function turnsOn(
  database: Database,
  { config, runtime, answering, notifications, signingIn }: Given,
): TurnRunner {
  const { now } = runtime;
  const state = createConversationState(createDocumentsIn(database, now));
  const transactions = createTurnTransactions(database);
  const stored = createTurnsIn(database);
  const turns = transactions.alone ? withRecentTurns(stored) : stored;
  const services: DialogServices = {
    enrollments: createEnrollmentsIn(database, now),
    contacts: createContactsIn(database, now),
    livingCard: conversationProperty(state, LIVING_CARD),
    lastTopic: conversationProperty(state, 'lastTopic'),
    ...answering,
    questions: createQuestionsIn(database),
    ...(config.partnerCenter && { hintsOf: createHintsIn(database) }),
    acknowledgements: notifications.acknowledgements,
    async eraseNotes({ tenantId, id }) {
      await notifications.erase(tenantId, id);
      await turns.erase(tenantId, id);
    },
    invitations: createInvitationsIn(database),
    expert: config.expert,
    ...signInParts(state, signingIn),
    newId: randomUUID,
  };
  return wireTurns({
    config,
    runtime,
    parts: services,
    state,
    turns,
    transactions,
    mayTryAgain,
    people: notifications,
    signIn: signingIn?.signIn,
  });
}

function signInParts(
  state: ConversationState,
  signingIn: SigningIn | undefined,
): Pick<DialogServices, 'canSignIn' | 'lastExchange' | 'signOutAfter'> {
  return {
    canSignIn: signingIn !== undefined,
    lastExchange: conversationProperty(state, 'lastExchange'),
    signOutAfter: (context) => {
      afterTurn(context, async () => signingIn?.signIn.signOut(requesterOf(context)));
    },
  };
}
