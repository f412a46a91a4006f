// What signing in or out came to, as the channel found out before the turn.

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
