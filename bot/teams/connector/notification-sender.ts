// Carries notes to one person: words chosen now, one request, and what became of it as an outcome.

import type { Activity, ConversationReference, Storage } from 'botbuilder';
import {
  notificationMessage,
  deliveryQuestionMessage,
  statusMessage,
  type StatusSource,
} from '../../../dialogs/notifications/notification-messages.ts';
import type { Contact, Contacts } from '../../../services/contacts/contacts.ts';
import type { Enrollments } from '../../../services/enrollment/enrollments.ts';
import type { InvitationOf } from '../../../services/notifications/reminders/stalled.ts';
import type { HintsOf } from '../../../services/partner-center/polling/hints.ts';
import {
  type NotificationSender,
  type Notification,
  type DeliveryOutcome,
  type Recipient,
  movesStatus,
} from '../../../services/notifications/notification.ts';
import { errorCode, errorFields, errorPlace, type Log } from '../../monitoring/log.ts';
import { referenceIn } from '../turn/address.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { openInvitation } from '../../../services/enrollment/next-step.ts';
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
  /** The provider's open invitation; without it no invitation is known to lapse. */
  readonly invitationOf?: InvitationOf;
  /** Where the conversations' state is; it knows the living status card. */
  readonly state: Pick<Storage, 'read'>;
  readonly log: Log;
  readonly now: () => Date;
}

interface SenderContext extends NotificationSenderDeps {
  readonly window: SlidingWindow;
}

type Reference = Partial<ConversationReference>;

/** Reports what the SDK swallows [sdk-swallowed-errors] or repeats [sdk-connector-retries]. */
export function createNotificationSender(deps: NotificationSenderDeps): NotificationSender {
  const line = { ...deps, window: createSlidingWindow() };
  return {
    async send(to, notes, mayStill = () => true) {
      try {
        return await carry(line, to, notes, mayStill);
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
  to: Recipient,
  notes: readonly Notification[],
  mayStill: () => boolean,
): Promise<DeliveryOutcome> {
  const contact = await line.contacts.find(to.tenantId, to.userId);
  if (contact === undefined) return unreachable('never met, or forgotten at her own wish');
  const reference = referenceIn(contact.address);
  if (reference === undefined) return addressLost('no usable address is kept');
  if (!line.trust(reference.serviceUrl)) {
    return addressLost('the kept address is at no host of SERVICE_URL_HOSTS');
  }
  const message = rendered(line, contact, notes);
  if (message === undefined) {
    return { kind: 'never', state: 'dead', reason: 'the card could not be made' };
  }
  const held = refreshes(notes) ? await refreshStatus(line, contact, reference) : undefined;
  if (held !== undefined) return held;
  await line.window(to.tenantId);
  if (!mayStill()) return { kind: 'later', reason: 'its turn had passed', maybeArrived: false };
  return deliver(line, reference, message);
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
    log.error('card-failed', errorFields(error));
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
  contact: Contact,
  reference: Reference,
): Promise<DeliveryOutcome | undefined> {
  const { tenantId } = contact;
  const activityId = await livingCardOf(line, reference);
  if (activityId === undefined) return undefined;
  const enrollment = await line.enrollments.find(tenantId).catch(() => undefined);
  if (enrollment === undefined) return undefined;
  const message = statusMessage(contact, await statusSource(line, enrollment));
  await line.window(tenantId);
  const outcome = await deliver(line, reference, message, activityId);
  if (outcome.kind === 'sent') return undefined;
  line.log.warn('status-not-refreshed', { reason: outcome.reason });
  const mustWait =
    outcome.kind === 'later' &&
    (outcome.isThrottled === true || outcome.retryAfterMs !== undefined);
  return mustWait ? { ...outcome, maybeArrived: false } : undefined;
}

async function statusSource(
  { hintsOf, invitationOf, now }: NotificationSenderDeps,
  enrollment: Enrollment,
): Promise<StatusSource> {
  const { tenantId } = enrollment;
  const hints = await hintsOf?.(tenantId);
  const invitation = openInvitation(enrollment) && (await invitationOf?.(tenantId));
  return { enrollment, hints, invitation, at: now().toISOString() };
}

async function livingCardOf(
  { state }: NotificationSenderDeps,
  { channelId, conversation }: Reference,
): Promise<string | undefined> {
  const key = stateKey(channelId ?? '', conversation?.id ?? '');
  const items = (await state.read([key])) as Record<string, { livingCard?: unknown } | undefined>;
  const id = items[key]?.livingCard;
  return typeof id === 'string' ? id : undefined;
}

/** In: the id of the activity it replaces, if any. */
async function deliver(
  { client, now }: SenderContext,
  reference: Reference,
  message: Partial<Activity>,
  activityId?: string,
): Promise<DeliveryOutcome> {
  const { serviceUrl = '', conversation, channelId, bot, user, locale } = reference;
  const place = { serviceUrl, conversationId: conversation?.id ?? '' };
  const addressed = {
    ...message,
    ...(activityId === undefined ? {} : { id: activityId }),
    ...{ channelId, serviceUrl, conversation, from: bot, recipient: user, locale },
  } as Partial<Activity>;
  const destination = activityId === undefined ? place : { ...place, activityId };
  return outcomeOf(await client.deliver(destination, addressed), now());
}

function unreachable(reason: string): DeliveryOutcome {
  return { kind: 'never', state: 'unreachable', reason };
}

function addressLost(reason: string): DeliveryOutcome {
  return { kind: 'never', state: 'unreachable', reason, isAddressLost: true };
}
