// What signing in or out came to. The network calls are made before the turn; it may run more than once.

import type { InvokeResponse } from 'botbuilder';
import type { DirectoryFacts } from '../../services/enrollment/take-over.ts';
import type { SignInResource } from '../cards/sign-in-card.ts';

export type SignInResult =
  | { readonly kind: 'toSignIn'; readonly card: SignInResource }
  | {
      readonly kind: 'read';
      readonly told: DirectoryFacts;
      /** Teams asks once per device; the same id twice is the same sign-in. */
      readonly exchangeId: string | undefined;
    }
  | { readonly kind: 'failed'; readonly why: SignInFailure }
  | { readonly kind: 'signedOut' };

export type SignInFailure =
  'expired' | 'unavailable' | 'nothing' | 'otherTenant' | 'wrongCode' | 'declined';

/** What was found out before a turn that is about signing in. */
export interface SignInOutcome {
  /** How Teams' own invoke is answered; undefined when it was a message or a button. */
  readonly response?: InvokeResponse | undefined;
  /** What the dialogs have to say; undefined for nothing. */
  readonly result?: SignInResult | undefined;
}
