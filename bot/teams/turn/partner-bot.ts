// Activities → dialogs: who speaks, in which language, in private or not; then the dialogs take over.

import {
  type Activity,
  ActivityHandler,
  type InvokeResponse,
  StatusCodes,
  type TurnContext,
} from 'botbuilder';
import { type Dialog, type DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import type { Contact } from '../../../services/contacts/contacts.ts';
import { StoreError } from '../../../services/enrollment/enrollments.ts';
import { languageOf } from '../../../services/texts/languages.ts';
import { welcomeCard } from '../../../dialogs/cards/plain-cards.ts';
import { answerInGroup, welcomeGroup } from '../../../dialogs/group.ts';
import { LeanDialogSet } from '../../../dialogs/sdk/dialog-context.ts';
import {
  isForgotten,
  turnInfoOf,
  setTurnInfo,
  type DialogServices,
} from '../../../dialogs/turn-info.ts';
import { sendCard, sendText } from '../../../dialogs/send.ts';
import { recognizeInput, type UserInput } from '../../../dialogs/user-input.ts';
import type { SignInOutcome } from '../../../dialogs/sign-in/sign-in-news.ts';
import type { Log } from '../../monitoring/log.ts';
import { contactAfter, isShared, personIn, tenantIdOf } from './address.ts';
import { localeAfter } from './client-locale.ts';
import type { ConversationState } from '../sdk/conversation-state.ts';

export interface PartnerBotDeps {
  readonly root: Dialog;
  readonly state: ConversationState;
  /** What the dialogs are made of; the bot itself needs the contacts and the enrollments. */
  readonly services: DialogServices;
  /** Is told who came, who went and who has read. */
  readonly presence: Presence;
  readonly now: () => Date;
  readonly log: Log;
}

/** What waits for a person depends on whether they are there. */
export interface Presence {
  personAppeared(tenantId: string, personId: string): Promise<unknown>;
  personLeft(tenantId: string, personId: string, reason: string): Promise<void>;
  readUpTo(to: { readonly tenantId: string; readonly userId: string }, until: Date): Promise<void>;
}

/** Whoever uninstalled the bot has no address until they come back. */
const NOWHERE = '';
/** What is part of a conversation. */
const TALKING = ['message', 'invoke', 'conversationUpdate', 'installationUpdate'];
const DAY_MS = 24 * 60 * 60_000;
const READ_RECEIPT = 'application/vnd.microsoft.readReceipt';

/** The bot as the SDK wants it. */
export class PartnerBot extends ActivityHandler {
  readonly #deps: PartnerBotDeps;
  readonly #dialogs: DialogSet;

  constructor(deps: PartnerBotDeps) {
    super();
    this.#deps = deps;
    this.#dialogs = new LeanDialogSet(deps.state.property('dialogs'));
    this.#dialogs.add(deps.root);
    this.onMembersAdded((context, next) => this.#turn(context, next, () => this.#greet(context)));
    this.onInstallationUpdateAdd((context, next) =>
      this.#turn(context, next, () => this.#greet(context)),
    );
    this.onInstallationUpdateRemove((context, next) =>
      this.#turn(context, next, () => this.#leave(context)),
    );
    this.onEvent((context, next) => this.#turn(context, next, () => this.#hearEvent(context)));
  }

  /** Runs a turn. In: its context, who sent its activity, and what was found out for a sign-in before it. */
  override async run(context: TurnContext, personId = '', signIn?: SignInOutcome): Promise<void> {
    await this.#prepare(context, personId, signIn);
    // Messages are nearly all that comes; they need not go through the SDK's lists of handlers.
    await (hasType(context.activity, 'message') ? this.#hear(context) : super.run(context));
  }

  async #prepare(
    context: TurnContext,
    personId: string,
    signIn: SignInOutcome | undefined,
  ): Promise<void> {
    const { activity } = context;
    const known = await this.#deps.services.contacts.find(tenantIdOf(activity), personId);
    const person = personIn(activity, personId, known);
    const language = known?.language ?? languageOf(await this.#localeIn(context, known));
    const news = signIn?.result;
    const input: UserInput =
      news === undefined ? recognizeInput(activity) : { kind: 'signIn', news };
    setTurnInfo(context, { person, language, at: this.#deps.now().toISOString(), input, signIn });
  }

  /** In front of others everybody is answered in their own client's language. */
  async #localeIn(context: TurnContext, known: Contact | undefined): Promise<string> {
    const { activity } = context;
    const isHeld = TALKING.some((type) => hasType(activity, type)) && !isShared(activity);
    const stack: unknown = isHeld && (await this.#deps.state.property('dialogs').get(context));
    return localeAfter(activity, known, Boolean(stack));
  }

  /** A card's button may come as an invoke; Teams shows the answer's value when it is not empty. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { signIn } = turnInfoOf(context);
    if (signIn?.response !== undefined) {
      if (signIn.result !== undefined) await this.#hear(context);
      return signIn.response;
    }
    if (context.activity.name !== 'adaptiveCard/action') return super.onInvokeActivity(context);
    await this.#hear(context);
    const type = 'application/vnd.microsoft.activity.message';
    return { status: StatusCodes.OK, body: { statusCode: StatusCodes.OK, type, value: '' } };
  }

  #hear(context: TurnContext): Promise<void> {
    return this.#turn(
      context,
      () => Promise.resolve(),
      () => this.#converse(context),
    );
  }

  async #turn(
    context: TurnContext,
    next: () => Promise<void>,
    act: () => Promise<void>,
  ): Promise<void> {
    await this.#remember(context);
    await act();
    await this.#tellAppeared(context);
    const { state } = this.#deps;
    await (isForgotten(context) ? state.clear(context) : state.save(context));
    await next();
  }

  async #remember(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (isShared(activity) || !isPersonSpeaking(activity)) return;
    const { contacts } = this.#deps.services;
    const { person } = turnInfoOf(context);
    const known = await contacts.find(person.tenantId, person.id);
    const contact = contactAfter(activity, person, {
      known,
      locale: await this.#localeIn(context, known),
    });
    const heard = contact ?? (isLongAgo(known?.keptAt, this.#deps.now()) ? known : undefined);
    if (heard !== undefined) await contacts.save(heard);
  }

  async #converse(context: TurnContext): Promise<void> {
    if (isShared(context.activity)) return answerInGroup(context, this.#deps.services);
    try {
      const dc = await this.#dialogs.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog(this.#deps.root.id);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const { tenantId } = turnInfoOf(context).person;
      const number = await this.#deps.services.enrollments.setAside(tenantId);
      this.#deps.log.warn('record-set-aside', { number });
      await sendText(context, 'record.aside', { number });
    }
  }

  /** Once: Teams tells of an installation twice, and of every member that joins. */
  async #greet(context: TurnContext): Promise<void> {
    const welcomed = this.#deps.state.property<boolean>('welcomed');
    if (!isForBot(context.activity) || (await welcomed.get(context, false))) return;
    await welcomed.set(context, true);
    if (isShared(context.activity)) return welcomeGroup(context);
    await sendCard(context, welcomeCard(turnInfoOf(context), this.#deps.services.expert));
  }

  async #leave(context: TurnContext): Promise<void> {
    await this.#deps.state.property<boolean>('welcomed').set(context, false);
    if (isShared(context.activity)) return;
    const { tenantId, id } = turnInfoOf(context).person;
    const { contacts } = this.#deps.services;
    const known = await contacts.find(tenantId, id);
    if (known !== undefined) await contacts.save({ ...known, address: NOWHERE });
    await this.#deps.presence.personLeft(tenantId, id, 'the bot was uninstalled');
  }

  /** What waited for the person goes out now; after an uninstall they are not there. */
  async #tellAppeared(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (isShared(activity) || !isPersonSpeaking(activity) || isGoing(activity)) return;
    const { tenantId, id } = turnInfoOf(context).person;
    await this.#deps.presence.personAppeared(tenantId, id);
  }

  /** Teams tells up to where somebody has read; the number is a time in ms. */
  async #hearEvent(context: TurnContext): Promise<void> {
    const { activity } = context;
    if (activity.name !== READ_RECEIPT || isShared(activity)) return;
    const { tenantId, id } = turnInfoOf(context).person;
    const { lastReadMessageId } = (activity.value ?? {}) as { lastReadMessageId?: unknown };
    const read = Number(lastReadMessageId);
    const until = Number.isFinite(read) ? new Date(read) : this.#deps.now();
    await this.#deps.presence.readUpTo({ tenantId, userId: id }, until);
  }
}

/** A day: retention by age goes by when somebody was last heard. A clock that was ahead counts as long ago. */
function isLongAgo(keptAt: number | undefined, now: Date): boolean {
  return keptAt !== undefined && Math.abs(now.getTime() - keptAt) > DAY_MS;
}

function isGoing(activity: Activity): boolean {
  return hasType(activity, 'installationUpdate') && activity.action === 'remove';
}

/** The SDK's types know fewer types than come. */
function hasType({ type }: { readonly type: string }, wanted: string): boolean {
  return type === wanted;
}

function isUnreadable(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'record.unreadable';
}

/** In a team only the bot's own arrival counts; members are not greeted singly [store-welcome]. */
function isForBot(activity: Activity): boolean {
  if (!hasType(activity, 'conversationUpdate') || !isShared(activity)) return true;
  return activity.membersAdded?.some(({ id }) => id === botIdIn(activity)) ?? false;
}

/** News of a conversation may come without a recipient. */
function botIdIn(activity: Activity): string | undefined {
  return (activity.recipient as Activity['recipient'] | undefined)?.id;
}

/** The bot itself may be the sender of an installation's news. */
function isPersonSpeaking(activity: Activity): boolean {
  const sender = activity.from as Activity['from'] | undefined;
  return sender?.id !== undefined && sender.id !== '' && sender.id !== botIdIn(activity);
}
