// What a turn is known by: where it belongs, who said what, and when.

import { hash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { ActivityFingerprint } from '../../../services/turns/redelivery.ts';
import { writtenText } from '../../../dialogs/written-text.ts';
import { neverKept } from '../../../services/reading/never-kept.ts';
import type { TurnKey } from '../../../services/turns/turns.ts';
import { senderOf, tenantIdOf } from './address.ts';
import { stateKey } from '../sdk/conversation-state.ts';

/** In: an activity, and an id for one that has none. */
export function turnKeyOf(activity: Activity, newId: () => string): TurnKey {
  const conversation = activity.conversation as Activity['conversation'] | undefined;
  return {
    tenantId: tenantIdOf(activity),
    conversation: stateKey(activity.channelId, conversation?.id ?? ''),
    activityId: idOf(activity) ?? newId(),
  };
}

/** In: an activity, what was asked before it, and when it came (epoch ms). */
export function fingerprintOf(
  activity: Activity,
  asked: string,
  receivedAt: number,
): ActivityFingerprint {
  const { localTimestamp, timestamp } = activity as unknown as Record<string, unknown>;
  return {
    digest: digestOf(activity) ?? '',
    asked,
    localTime: typeof localTimestamp === 'string' ? localTimestamp : '',
    channelTime: typeof timestamp === 'string' ? timestamp : '',
    receivedAt,
  };
}

/** Whether a person says something by it; whatever else comes again is recognized by its id alone. */
export function isUserInput({ type }: { readonly type: string }): boolean {
  return type === 'message' || type === 'invoke';
}

/** Whether a button was pressed. */
export function isButtonPress({ value }: { readonly value?: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

/** Out: undefined for what must not be kept: a digest of a code or a password can be guessed from. */
function digestOf(activity: Activity): string | undefined {
  const { type, name, text, attachments } = activity;
  const inputs: string[] = [];
  const value = inOrder(activity.value as unknown, inputs);
  if (
    isSecret(writtenText(activity).text, false) ||
    isSecret(text, false) ||
    inputs.some((input) => isSecret(input, true))
  )
    return undefined;
  const said = [senderOf(activity), type, name, text, value, attachments?.length ?? 0];
  return hash('sha256', JSON.stringify(said), 'base64url');
}

/** The SDK's types say there always is one. */
function idOf({ id }: { readonly id?: string }): string | undefined {
  return id;
}

function isSecret(text: string | undefined, digitsExpected: boolean): boolean {
  return typeof text === 'string' && neverKept(text, { digitsExpected }) !== undefined;
}

/** A value as JSON with its names in order, however the client had them. In: the value, and where its texts go. */
function inOrder(value: unknown, texts: string[]): string | undefined {
  if (typeof value === 'string') texts.push(value);
  if (Array.isArray(value)) return `[${value.map((one) => inOrder(one, texts)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${inOrder(fields[name], texts)}`).join()}}`;
}
