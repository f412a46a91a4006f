// What the connector's answer means for a delivery: arrived, later, or never; the reason in words, nothing personal.
// Statuses and codes: [connector-statuses].

import { retryAfterMs } from '../../../services/http/retry-after.ts';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import type { ConnectorAnswer } from './connector-exchange.ts';

type ConnectorResponse = Extract<ConnectorAnswer, { kind: 'answered' }>;

/** Final by their code. Every other 403 and 404 may pass: Teams gives them now and then to a conversation that is well. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  MessageWritesBlocked: 'the person blocked the bot or uninstalled it',
  ConversationBlockedByUser: 'the person blocked the bot',
  BotNotInConversationRoster: 'the bot is not in the conversation any more (uninstalled)',
  BotDisabledByAdmin: 'an administrator turned the bot off',
};

/** Whose fault it is by its code, whatever the status: not the message's. */
const SERVICE_FAULTS: readonly string[] = ['ServiceError', 'Unknown', 'InternalServerError'];

const LATER: readonly number[] = [401, 408, 409, 412, 425, 429];
const CODE = /^[\w.-]{1,64}$/u;

/** In: how one request ended, and the time now, since Retry-After may be a date. Out: what becomes of the delivery. */
export function outcomeOf(answer: ConnectorAnswer, now: Date): DeliveryOutcome {
  if (answer.kind === 'unanswered') {
    const reason = `no answer from the connector (${answer.code})`;
    return { kind: 'later', reason, maybeArrived: answer.written };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent', activityId: idIn(answer.body) };
  if (LATER.includes(status) || status >= 500) return later(answer, now);
  return refused(answer);
}

function later(answer: ConnectorResponse, now: Date): DeliveryOutcome {
  const wait = retryAfterMs(answer.retryAfter, now);
  return {
    kind: 'later',
    reason: told(answer),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(answer.status === 429 ? { isThrottled: true } : {}),
    // A refusal in so many words: the SDK and Microsoft's advice repeat these freely, and two in a row must lose nothing.
    maybeArrived: false,
  };
}

function refused(answer: ConnectorResponse): DeliveryOutcome {
  const codes = codesIn(answer.body);
  const final = codes.find((code) => code in UNREACHABLE);
  if (final !== undefined) return unreachable(`${UNREACHABLE[final] ?? ''} (${final})`);
  if (codes.some((code) => SERVICE_FAULTS.includes(code))) return passing(answer);
  switch (answer.status) {
    case 403:
    case 404:
      return passing(answer);
    case 410:
      return { ...unreachable(`conversation gone: ${told(answer)}`), isAddressLost: true };
    case 413:
      return { kind: 'never', state: 'dead', reason: `message too big: ${told(answer)}` };
    default:
      return { kind: 'never', state: 'dead', reason: `refused: ${told(answer)}` };
  }
}

function passing(answer: ConnectorResponse): DeliveryOutcome {
  return { kind: 'later', reason: told(answer), maybeArrived: false, isFinalIfRepeated: true };
}

function unreachable(reason: string): Extract<DeliveryOutcome, { kind: 'never' }> {
  return { kind: 'never', state: 'unreachable', reason };
}

function told({ status, body }: ConnectorResponse): string {
  return ['the connector answered', status, ...codesIn(body).slice(0, 2)].join(' ');
}

/** Teams tells the code, and at times a finer one, on several levels. */
function codesIn(body: unknown): readonly string[] {
  const error = partOf(body, 'error');
  const inner = partOf(error, 'innererror') ?? partOf(error, 'innerHttpError');
  const found = [
    partOf(error, 'subCode'),
    partOf(error, 'code'),
    partOf(inner, 'code'),
    partOf(body, 'subCode'),
    partOf(body, 'errorCode'),
    partOf(body, 'code'),
  ];
  return found.filter((code) => typeof code === 'string' && CODE.test(code)).map(String);
}

function idIn(body: unknown): string | undefined {
  const id = partOf(body, 'id');
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function partOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
