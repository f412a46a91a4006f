// The person says whether the mail that was noticed is a provider's invitation. Only then it counts, as a fact of the mailbox.

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import { applyFact, type FactOutcome } from '../../services/enrollment/facts.ts';
import type { Fact } from '../../services/enrollment/milestones.ts';
import type { Notification } from '../../services/notifications/notification.ts';
import { notificationCard } from '../cards/notification-card.ts';
import { readReply } from '../cards/invitation-reply.ts';
import { invitationCard } from '../cards/invitation-card.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendCard, sendText } from '../send.ts';
import { updateStatus } from './open-card.ts';

type Outcome = FactOutcome | { readonly kind: 'nothing' };

/** Handles a reply to a noticed invitation. In: the value of a milestone button. Out: whether it was one. */
export async function answerInvitation(
  context: TurnContext,
  services: DialogServices,
  value: string | undefined,
): Promise<boolean> {
  const reply = readReply(value);
  if (reply === undefined) return false;
  const turnInfo = turnInfoOf(context);
  const to = { tenantId: turnInfo.person.tenantId, userId: turnInfo.person.id };
  const note = await services.invitations?.find(to, reply.delivery);
  if (note === undefined) await sendText(context, 'notify.unknown');
  else if (reply.says === 'show') await sendCard(context, notificationCard([note], turnInfo));
  else await settle(context, services, note, reply.says === 'yes');
  return true;
}

async function settle(
  context: TurnContext,
  services: DialogServices,
  note: Notification,
  isIt: boolean,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const { tenantId, id } = turnInfo.person;
  const outcome = await services.enrollments.change(tenantId, (current): Change<Outcome> =>
    changeBy(isIt ? confirmInvitation(current, note) : denyInvitation(current, note, turnInfo.at)),
  );
  await services.invitations?.settle({ tenantId, userId: id }, note.deliveryId, isIt);
  await services.acknowledgements?.seen({ tenantId, userId: id }, note.deliveryId);
  if (outcome.kind === 'applied') await updateStatus(context, services, outcome.enrollment);
  if (isIt) await sendCard(context, invitationCard(note, turnInfo));
  else
    await sendText(context, outcome.kind === 'applied' ? 'invitation.struck' : 'invitation.denied');
}

function changeBy(outcome: Outcome): Change<Outcome> {
  return { enrollment: outcome.kind === 'applied' ? outcome.enrollment : undefined, outcome };
}

/** Refused where it is known already, or better: then there is nothing to change, and the invitation is shown all the same. */
function confirmInvitation(current: Enrollment | undefined, note: Notification): Outcome {
  return current === undefined ? { kind: 'nothing' } : applyFact(current, factOf(note));
}

/** A no after a yes takes back what the yes noted, and nothing else. */
function denyInvitation(current: Enrollment | undefined, note: Notification, at: string): Outcome {
  const standing = current?.standing.providerInvited;
  const isFromThis =
    standing?.source === 'mailbox' && standing.state === 'done' && standing.at === note.at;
  if (current === undefined || !isFromThis) return { kind: 'nothing' };
  return applyFact(current, { ...factOf(note), state: 'open', at });
}

function factOf({ at }: Notification): Fact {
  return { milestone: 'providerInvited', state: 'done', source: 'mailbox', at };
}
