// Activities → dialogs: who speaks, in which language, in private or not; then the dialogs have the word.

import {
  type Activity,
  ActivityHandler,
  type InvokeResponse,
  StatusCodes,
  type TurnContext,
} from 'botbuilder';
import { type Dialog, DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import type { Contact, Contacts } from '../../services/contacts/contacts.ts';
import { StoreError, type Enrollments } from '../../services/enrollment/enrollments.ts';
import { languageOf } from '../../services/texts/languages.ts';
import { welcomeCard } from '../../dialogs/cards/plain-cards.ts';
import { answerInGroup, welcomeGroup } from '../../dialogs/group.ts';
import { readSaid } from '../../dialogs/said.ts';
import { sceneOf, setScene } from '../../dialogs/scene.ts';
import { show, tell } from '../../dialogs/send.ts';
import { causeOf } from './dialog-error.ts';
import { addressOf, isShared, personOf, tenantOf } from './address.ts';
import type { ConversationState } from './conversation-state.ts';

export interface PartnerBotParts {
  readonly root: Dialog;
  readonly state: ConversationState;
  readonly contacts: Contacts;
  readonly enrollments: Enrollments;
  readonly allowedTenants: readonly string[];
  readonly now: () => Date;
}

/** What a client may tell of the person; the SDK's types say it always does. */
interface Told {
  readonly locale?: string | undefined;
  readonly localTimezone?: string | undefined;
}

const STRANGER = { language: null, locale: '', timeZone: null, muted: [] } as const;

/** The bot as the SDK wants it. */
export class PartnerBot extends ActivityHandler {
  readonly #parts: PartnerBotParts;
  readonly #dialogs: DialogSet;

  constructor(parts: PartnerBotParts) {
    super();
    this.#parts = parts;
    this.#dialogs = new DialogSet(parts.state.property('dialogs'));
    // Without it a stack from before a release ends the turn with a throw (house.md E 4).
    this.#dialogs.telemetryClient = parts.root.telemetryClient;
    this.#dialogs.add(parts.root);
    this.onMessage((context, next) => this.#turn(context, next, () => this.#converse(context)));
    this.onMembersAdded((context, next) => this.#turn(context, next, () => this.#greet(context)));
    this.onInstallationUpdateAdd((context, next) =>
      this.#turn(context, next, () => this.#greet(context)),
    );
    this.onInstallationUpdateRemove((context, next) =>
      this.#turn(context, next, () => this.#forgetWelcome(context)),
    );
  }

  /** A card's button may come as an invoke; Teams shows the answer's value when it is not empty. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    if (context.activity.name !== 'adaptiveCard/action') return super.onInvokeActivity(context);
    await this.#turn(
      context,
      () => Promise.resolve(),
      () => this.#converse(context),
    );
    const body = {
      statusCode: StatusCodes.OK,
      type: 'application/vnd.microsoft.activity.message',
      value: '',
    };
    return { status: StatusCodes.OK, body };
  }

  async #turn(
    context: TurnContext,
    next: () => Promise<void>,
    act: () => Promise<void>,
  ): Promise<void> {
    if (await this.#enter(context)) await act();
    await this.#parts.state.save(context);
    await next();
  }

  /** Sets the scene. Out: whether the tenant may use this bot. */
  async #enter(context: TurnContext): Promise<boolean> {
    const { contacts, allowedTenants, now } = this.#parts;
    const { activity } = context;
    const person = personOf(activity);
    const known = await contacts.find(person.tenantId, person.id);
    const language = known?.language ?? languageOf(activity.locale ?? known?.locale);
    setScene(context, { person, language, at: now().toISOString(), said: readSaid(activity) });
    if (isAllowed(activity, allowedTenants)) {
      await this.#remember(context, known);
      return true;
    }
    if (isMessage(activity)) await tell(context, 'tenant.notAllowed');
    return false;
  }

  async #remember(context: TurnContext, known: Contact | undefined): Promise<void> {
    const { activity } = context;
    if (isShared(activity) || !isPersonSpeaking(activity)) return;
    const contact = contactAfter(context, known);
    if (JSON.stringify(contact) !== JSON.stringify(known)) await this.#parts.contacts.save(contact);
  }

  async #converse(context: TurnContext): Promise<void> {
    if (isShared(context.activity)) return answerInGroup(context);
    try {
      const dc = await this.#dialogs.createContext(context);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog(this.#parts.root.id);
    } catch (error) {
      if (!isUnreadable(causeOf(error))) throw error;
      const number = await this.#parts.enrollments.setAside(sceneOf(context).person.tenantId);
      await tell(context, 'record.aside', { number });
    }
  }

  /** Once: Teams tells of an installation twice, and of every member that joins. */
  async #greet(context: TurnContext): Promise<void> {
    const welcomed = this.#parts.state.property<boolean>('welcomed');
    if (!isForBot(context.activity) || (await welcomed.get(context, false))) return;
    await welcomed.set(context, true);
    if (isShared(context.activity)) return welcomeGroup(context);
    await show(context, welcomeCard(sceneOf(context).say));
  }

  async #forgetWelcome(context: TurnContext): Promise<void> {
    await this.#parts.state.property<boolean>('welcomed').set(context, false);
  }
}

function isAllowed(activity: Activity, tenants: readonly string[]): boolean {
  return tenants.length === 0 || tenants.includes((tenantOf(activity) ?? '').toLowerCase());
}

function isMessage({ type }: { readonly type: string }): boolean {
  return type === 'message';
}

function isConversationUpdate({ type }: { readonly type: string }): boolean {
  return type === 'conversationUpdate';
}

function isUnreadable(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'record.unreadable';
}

/** In a team only the bot's own arrival counts: members are not greeted one by one (platform.md 4.2). */
function isForBot(activity: Activity): boolean {
  if (!isConversationUpdate(activity) || !isShared(activity)) return true;
  return activity.membersAdded?.some(({ id }) => id === activity.recipient.id) ?? false;
}

/** The bot itself may be the sender of an installation's news. */
function isPersonSpeaking({ from, recipient }: Activity): boolean {
  const sender = from as Activity['from'] | undefined;
  return sender?.id !== undefined && sender.id !== '' && sender.id !== recipient.id;
}

function toldBy(activity: Activity): Told {
  return activity;
}

function contactAfter(context: TurnContext, known: Contact | undefined): Contact {
  const { person } = sceneOf(context);
  const { locale, localTimezone } = toldBy(context.activity);
  const before = known ?? STRANGER;
  return {
    ...before,
    tenantId: person.tenantId,
    personId: person.id,
    name: person.name,
    locale: locale ?? before.locale,
    timeZone: localTimezone ?? before.timeZone,
    address: addressOf(context.activity),
  };
}
