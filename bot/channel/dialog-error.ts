// botbuilder-dialogs wraps what a dialog throws; what is inside tells more.

import { DialogContextError } from 'botbuilder-dialogs';

/** What was thrown in the first place. In: anything caught around the dialogs. */
export function causeOf(error: unknown): unknown {
  return error instanceof DialogContextError ? causeOf(error.error) : error;
}
