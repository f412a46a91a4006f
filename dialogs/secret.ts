// A secret is not stored, logged, passed on; the person is asked to delete it [interface-secrets].

import type { DialogContext } from 'botbuilder-dialogs';
import { position, REVIEW } from '../services/enrollment/form.ts';
import { neverKept } from '../services/reading/never-kept.ts';
import { expectsDigits } from './enrollment/typed-answer.ts';
import { isOtherDialogActive } from './form-focus.ts';
import { enrollmentOf, type DialogServices } from './turn-info.ts';
import { sendText } from './send.ts';

/** Warns when a message carries a secret. Out: whether it did; the message must not be read any further then. */
export async function warnOfSecret(
  dc: DialogContext,
  services: DialogServices,
  text: string,
): Promise<boolean> {
  const certain = neverKept(text, { digitsExpected: true });
  const likely = certain ?? neverKept(text, { digitsExpected: false });
  const secret =
    certain ?? (likely !== undefined && (await takesDigits(dc, services)) ? undefined : likely);
  if (secret === undefined) return false;
  await sendText(dc.context, `secret.${secret}`);
  return true;
}

/** Another dialog may well have asked for a number. */
async function takesDigits(dc: DialogContext, services: DialogServices): Promise<boolean> {
  if (isOtherDialogActive(dc)) return true;
  const enrollment = await enrollmentOf(dc.context, services);
  if (enrollment === undefined) return false;
  const now = position(enrollment);
  return now !== undefined && now !== REVIEW && expectsDigits(enrollment, now);
}
