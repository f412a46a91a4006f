// GET /api/deliveries: the operators' list. POST /api/deliveries/{id}/replay: a dead delivery gets another chance.

import type { Request } from 'restify';
import { z } from 'zod';
import type { EventIntake } from '../../../services/events/event-intake.ts';
import { type Delivery, DELIVERY_STATES } from '../../../services/notifications/notification.ts';
import { sendJson, sendProblem } from '../../http/answer.ts';
import { type KeyDeps, withKey } from '../../http/bearer.ts';

export interface DeliveriesDeps extends KeyDeps {
  readonly intake: EventIntake;
}

const MAX_LIMIT = 500;
const LIMIT_DETAIL = `must be a whole number from 1 to ${MAX_LIMIT}`;

const QUERY = z.object({
  state: z.enum(DELIVERY_STATES, `must be one of ${DELIVERY_STATES.join(', ')}`).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/u, LIMIT_DETAIL)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, LIMIT_DETAIL)
    .prefault('50'),
  cursor: z
    .string()
    .regex(/^[\w.~:=+/-]{1,512}$/u, 'must be the cursor of an earlier answer')
    .optional(),
});

/** The handler of the list: 200 with a page and the cursor of the next, 400 for a wrong query. */
export function createDeliveriesRoute(deps: DeliveriesDeps) {
  return withKey(deps, async function deliveries(request, response) {
    const { success, data: query, error } = QUERY.safeParse(queryOf(request));
    if (!success) {
      const errors = error.issues.map(({ path, message }) => ({
        parameter: String(path[0]),
        detail: message,
      }));
      sendProblem(response, { status: 400, detail: 'The query is not as it must be.', errors });
      return;
    }
    const page = await deps.intake.deliveries(query);
    sendJson(response, 200, { deliveries: page.deliveries.map(asSeen), cursor: page.cursor });
  });
}

/** The handler of the replay: 202, 404, or 409 for a delivery that is not dead. */
export function createReplayRoute(deps: DeliveriesDeps) {
  return withKey(deps, async function replay(request, response) {
    const { id } = request.params as { id: string };
    const outcome = await deps.intake.replay(id);
    switch (outcome) {
      case 'queued':
        sendJson(response, 202, { id, state: outcome });
        return;
      case 'unknown':
        sendProblem(response, { status: 404, detail: 'There is no delivery with this id.' });
        return;
      case 'notDead':
        sendProblem(response, { status: 409, detail: 'Only a dead delivery can be replayed.' });
    }
  });
}

/** Only the fields that a delivery shows [interface-deliveries], whatever else its store knows. */
export function asSeen(delivery: Delivery): Delivery {
  const { id, eventId, recipient, state, attempts } = delivery;
  const { nextAttemptAt, lastError, sentAt, seenAt } = delivery;
  const to = { tenantId: recipient.tenantId, userId: recipient.userId };
  return {
    ...{ id, eventId, recipient: to, state, attempts },
    ...{ nextAttemptAt, lastError, sentAt, seenAt },
  };
}

/** A parameter without a value counts as absent. */
function queryOf(request: Request): object {
  const given = [...new URLSearchParams(request.getQuery())];
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}
