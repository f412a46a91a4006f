// A secret is not stored, logged, passed on; the person is asked to delete it [interface-secrets].

import type { TurnContext } from 'botbuilder';
import { position, REVIEW } from '../services/enrollment/form.ts';
import { neverKept } from '../services/reading/never-kept.ts';
import { expectsDigits } from './enrollment/typed-answer.ts';
import { turnInfoOf, type DialogServices } from './turn-info.ts';
import { sendText } from './send.ts';

/** Warns when a message carries a secret. Out: whether it did; the message must not be read any further then. */
export async function warnOfSecret(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<boolean> {
  const certain = neverKept(text, { digitsExpected: true });
  const likely = certain ?? neverKept(text, { digitsExpected: false });
  const secret =
    certain ??
    (likely !== undefined && (await takesDigits(context, services)) ? undefined : likely);
  if (secret === undefined) return false;
  await sendText(context, `secret.${secret}`);
  return true;
}

async function takesDigits(context: TurnContext, services: DialogServices): Promise<boolean> {
  const enrollment = await services.enrollments.find(turnInfoOf(context).person.tenantId);
  const now = enrollment && position(enrollment);
  return (
    enrollment !== undefined &&
    now !== undefined &&
    now !== REVIEW &&
    expectsDigits(enrollment, now)
  );
}
