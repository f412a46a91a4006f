// Carries notes to one person: words chosen now, one request, and what became of it as an outcome.

import type { Activity, ConversationReference, Storage } from 'botbuilder';
import {
  notificationMessage,
  deliveryQuestionMessage,
  statusMessage,
} from '../../../dialogs/notifications/notification-messages.ts';
import type { Contact, Contacts } from '../../../services/contacts/contacts.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import type { Enrollments } from '../../../services/enrollment/enrollments.ts';
import type { HintsOf } from '../../../services/partner-center/polling/hints.ts';
import {
  type NotificationSender,
  type Notification,
  type DeliveryOutcome,
  type Recipient,
  movesStatus,
} from '../../../services/notifications/notification.ts';
import { errorCode, errorPlace, type Log } from '../../monitoring/log.ts';
import { referenceIn } from '../turn/address.ts';
import type { ConnectorClient } from './connector-client.ts';
import { outcomeOf } from './connector-outcomes.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';
import { stateKey } from '../sdk/conversation-state.ts';

export interface NotificationSenderDeps {
  readonly contacts: Pick<Contacts, 'find'>;
  readonly enrollments: Pick<Enrollments, 'find'>;
  readonly client: ConnectorClient;
  /** Whether a kept address may still be called; what was allowed when it was kept may not be today. */
  readonly trust: (serviceUrl: unknown) => boolean;
  /** What Partner Center told beside the facts. */
  readonly hintsOf?: HintsOf;
  /** Where the conversations' state is; it knows the living status card. */
  readonly state: Pick<Storage, 'read'>;
  readonly log: Log;
  readonly now: () => Date;
}

const always = (): boolean => true;

interface SenderContext {
  readonly deps: NotificationSenderDeps;
  readonly window: SlidingWindow;
}

interface NotificationBatch {
  readonly to: Recipient;
  readonly notes: readonly Notification[];
  readonly mayStill: () => boolean;
}

interface AddressedNotification {
  readonly to: Recipient;
  readonly contact: Contact;
  readonly reference: Partial<ConversationReference>;
}

/** Reports what the SDK swallows [sdk-swallowed-errors] or repeats [sdk-connector-retries]. */
export function createNotificationSender(deps: NotificationSenderDeps): NotificationSender {
  const line = { deps, window: createSlidingWindow() };
  return {
    async send(to, notes, mayStill = always) {
      try {
        return await carry(line, { to, notes, mayStill });
      } catch (error) {
        const code = errorCode(error);
        deps.log.error('messenger-failed', { code, at: errorPlace(error) });
        return { kind: 'later', reason: `the messenger failed (${code})`, maybeArrived: false };
      }
    },
  };
}

async function carry(
  line: SenderContext,
  { to, notes, mayStill }: NotificationBatch,
): Promise<DeliveryOutcome> {
  const { deps } = line;
  const contact = await deps.contacts.find(to.tenantId, to.userId);
  if (contact === undefined) return unreachable('never met, or forgotten at her own wish');
  const reference = referenceIn(contact.address);
  if (reference === undefined) return unreachable('no usable address is kept');
  if (!deps.trust(reference.serviceUrl)) {
    return unreachable('the kept address is at no host of SERVICE_URL_HOSTS');
  }
  const message = rendered(deps, contact, notes);
  if (message === undefined) {
    return { kind: 'never', state: 'dead', reason: 'the card could not be made' };
  }
  const errand = { to, contact, reference };
  const held = refreshes(notes) ? await refreshStatus(line, errand) : undefined;
  if (held !== undefined) return held;
  await line.window(to.tenantId);
  if (!mayStill()) return { kind: 'later', reason: 'its turn had passed', maybeArrived: false };
  return deliver(line, { errand, message });
}

/** The pace counts a second request for exactly these (`requestsFor`). */
function refreshes(notes: readonly Notification[]): boolean {
  return notes.some(({ subject, isDoubtful }) => isDoubtful !== true && movesStatus(subject));
}

function rendered(
  { log }: NotificationSenderDeps,
  contact: Contact,
  notes: readonly Notification[],
): Partial<Activity> | undefined {
  try {
    const [first] = notes;
    return first?.isDoubtful === true
      ? deliveryQuestionMessage(contact, first)
      : notificationMessage(contact, notes);
  } catch (error) {
    log.error('card-failed', { code: errorCode(error), at: errorPlace(error) });
    return undefined;
  }
}

/**
 * Brings the living status card up to date before the note comes, so that a throttled refresh holds the note back too:
 * after it, its Retry-After would be lost. Whatever else goes wrong with it, the note matters more.
 * Out: the outcome when the note must wait.
 */
async function refreshStatus(
  line: SenderContext,
  errand: AddressedNotification,
): Promise<DeliveryOutcome | undefined> {
  const { deps } = line;
  const { to, contact } = errand;
  const activityId = await livingCardOf(deps, errand.reference);
  if (activityId === undefined) return undefined;
  const enrollment = await deps.enrollments.find(to.tenantId).catch(() => undefined);
  if (enrollment === undefined) return undefined;
  const message = await statusFor(deps, contact, enrollment);
  await line.window(to.tenantId);
  const outcome = await deliver(line, { errand, message, activityId });
  if (outcome.kind === 'sent') return undefined;
  deps.log.warn('status-not-refreshed', { reason: outcome.reason });
  const mustWait =
    outcome.kind === 'later' &&
    (outcome.isThrottled === true || outcome.retryAfterMs !== undefined);
  return mustWait ? { ...outcome, maybeArrived: false } : undefined;
}

async function statusFor(
  { hintsOf }: NotificationSenderDeps,
  contact: Contact,
  enrollment: Enrollment,
): Promise<Partial<Activity>> {
  return statusMessage(contact, enrollment, await hintsOf?.(enrollment.tenantId));
}

async function livingCardOf(
  { state }: NotificationSenderDeps,
  { channelId, conversation }: Partial<ConversationReference>,
): Promise<string | undefined> {
  const key = stateKey(channelId ?? '', conversation?.id ?? '');
  const items = (await state.read([key])) as Record<string, { livingCard?: unknown } | undefined>;
  const id = items[key]?.livingCard;
  return typeof id === 'string' ? id : undefined;
}

interface OutgoingMessage {
  readonly errand: AddressedNotification;
  readonly message: Partial<Activity>;
  /** Of the activity it replaces. */
  readonly activityId?: string;
}

async function deliver(
  { deps }: SenderContext,
  { errand: { reference }, message, activityId }: OutgoingMessage,
): Promise<DeliveryOutcome> {
  const { serviceUrl = '', conversation, channelId, bot, user, locale } = reference;
  const place = { serviceUrl, conversationId: conversation?.id ?? '' };
  const addressed = {
    ...message,
    ...(activityId === undefined ? {} : { id: activityId }),
    ...{ channelId, serviceUrl, conversation, from: bot, recipient: user, locale },
  } as Partial<Activity>;
  const destination = activityId === undefined ? place : { ...place, activityId };
  return outcomeOf(await deps.client.deliver(destination, addressed), deps.now());
}

function unreachable(reason: string): DeliveryOutcome {
  return { kind: 'never', state: 'unreachable', reason };
}
