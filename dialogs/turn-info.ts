// What a turn knows of the person and the moment, handed to the dialogs beside the SDK's context.

import type { TurnContext } from 'botbuilder';
import type { Act, Enrollment, Participant } from '../services/enrollment/enrollment.ts';
import type { Contacts } from '../services/contacts/contacts.ts';
import type { Invitations } from '../services/mailbox/mailboxes.ts';
import type { Acknowledgements } from '../services/notifications/notification.ts';
import type { Recognizer } from '../services/understanding/recognizer.ts';
import type { Search } from '../services/knowledge/search.ts';
import type { Knowledge } from '../services/knowledge/content/topic.ts';
import type { InvitationOf } from '../services/notifications/reminders/stalled.ts';
import type { HintsOf } from '../services/partner-center/polling/hints.ts';
import type { Questions } from '../services/questions/questions.ts';
import type { Enrollments } from '../services/enrollment/enrollments.ts';
import type { Language } from '../services/texts/languages.ts';
import { textsIn, type Translate } from '../services/texts/texts.ts';
import type { SignInOutcome } from './sign-in/sign-in-news.ts';
import type { UserInput } from './user-input.ts';

export interface Person {
  readonly tenantId: string;
  /** The one under which everything of them is kept (services/contacts/identities.ts). */
  readonly id: string;
  readonly name: string;
}

export interface TurnInfo {
  readonly person: Person;
  readonly language: Language;
  readonly t: Translate;
  /** The moment of the turn, ISO 8601. */
  readonly at: string;
  readonly input: UserInput;
  /** What was found out for a sign-in before the turn; undefined when the turn is not about one. */
  readonly signIn?: SignInOutcome | undefined;
  /** Work that begins once the turn is stored and answered; add to it by `afterTurn`. */
  readonly later: readonly LaterWork[];
}

/** Work for after the turn. It may wait for others; what it wants to send or store goes through `speak`. */
export type LaterWork = (speak: SpeakLater) => Promise<void>;

/** Runs a turn later in the same conversation, in a transaction of its own. Throws what cannot be stored. */
export type SpeakLater = (t: (context: TurnContext) => Promise<void>) => Promise<void>;

/** Whom to turn to when the bot cannot help. */
export interface ExpertContact {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
}

/** One thing remembered of a conversation. */
export interface ConversationProperty {
  get(context: TurnContext): Promise<string | undefined>;
  set(context: TurnContext, value: string | undefined): Promise<void>;
}

/** Everything the dialogs are made of; bot/app.ts puts it together. */
export interface DialogServices {
  readonly enrollments: Enrollments;
  readonly contacts: Contacts;
  /** The id of the activity that shows the living status card. */
  readonly livingCard: ConversationProperty;
  /** The topic answered last: what „und wie lange dauert das?“ is about. */
  readonly lastTopic: ConversationProperty;
  /** A report that waits for its one tap, as JSON: a yes in words counts as the tap. */
  readonly pendingReport: ConversationProperty;
  readonly knowledge: Knowledge;
  readonly search: Search;
  readonly recognizer: Recognizer;
  readonly questions: Questions;
  /** What becomes of notifications once read; without it buttons are thanked for and no more. */
  readonly acknowledgements?: Acknowledgements;
  /** Invitations that were noticed in a mailbox; absent where no mailbox is watched. */
  readonly invitations?: Invitations;
  /** Forgets a person under all their ids, on their wish. Out: whether the company's enrollment stays for others. */
  readonly forgetPerson: (person: Person) => Promise<boolean>;
  /** What Partner Center reported beside the facts; without it cards say nothing of that. */
  readonly hintsOf?: HintsOf;
  /** The provider's open invitation; without it no invitation is known to lapse. */
  readonly invitationOf?: InvitationOf;
  readonly expert: ExpertContact;
  /** Whether people may sign in with Microsoft 365. */
  readonly canSignIn?: boolean;
  /** The exchange of tokens that was handled last. */
  readonly lastExchange?: ConversationProperty;
  /** Has the person signed out once the turn is over. */
  readonly signOutAfter?: (context: TurnContext) => void;
  readonly newId: () => string;
}

const TURN_INFO = Symbol('turn info');
const FORGOTTEN = Symbol('forgotten');

/** What is known of a turn. Throws when nothing was set: partner-bot does that for every turn. */
export function turnInfoOf(context: TurnContext): TurnInfo {
  const turnInfo = knownTurnInfo(context);
  if (turnInfo === undefined) throw new Error('No turn info: set it before the dialogs run.');
  return turnInfo;
}

/** Sets what is known of a turn, or replaces it; work for after the turn stays. */
export function setTurnInfo(context: TurnContext, turnInfo: Omit<TurnInfo, 't' | 'later'>): void {
  const t = textsIn(turnInfo.language);
  context.turnState.set(TURN_INFO, { ...turnInfo, t, later: worksAfter(context) });
}

/** The enrollment of the person's company, as it is now. */
export function enrollmentOf(
  context: TurnContext,
  { enrollments }: Pick<DialogServices, 'enrollments'>,
): Promise<Enrollment | undefined> {
  return enrollments.find(turnInfoOf(context).person.tenantId);
}

/** Puts work behind the turn. It runs only when the turn is stored; a process that ends before it is over loses it. */
export function afterTurn(context: TurnContext, work: LaterWork): void {
  const turnInfo = turnInfoOf(context);
  context.turnState.set(TURN_INFO, { ...turnInfo, later: [...turnInfo.later, work] });
}

/** What was put behind a turn, in order. */
export function worksAfter(context: TurnContext): readonly LaterWork[] {
  return knownTurnInfo(context)?.later ?? [];
}

/** Whoever sent this had their data deleted: nothing of the turn is kept of them. */
export function markForgotten(context: TurnContext): void {
  context.turnState.set(FORGOTTEN, true);
}

export function isForgotten(context: TurnContext): boolean {
  return context.turnState.get<boolean | undefined>(FORGOTTEN) ?? false;
}

/** Who acts in this turn, as the domain wants it. */
export function actOf({ person, at }: TurnInfo): Act {
  const by: Participant = { personId: person.id, name: person.name, joinedAt: at };
  return { by, at };
}

function knownTurnInfo(context: TurnContext): TurnInfo | undefined {
  return context.turnState.get<TurnInfo | undefined>(TURN_INFO);
}
