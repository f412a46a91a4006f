// What the last sign-in showed of the token service and of Graph, for /readyz: nobody asks them just to know.

import {
  DIRECTORY_PARTS,
  type Gap,
  type DirectoryPart,
} from '../../../services/graph/directory.ts';
import type { PartState } from '../../monitoring/expiries.ts';
import { beginProof } from '../../monitoring/proof.ts';

export interface SignInHealth {
  /** The token service answered. */
  worked(): void;
  /** The token service failed. In: a code. */
  failed(code: string): void;
  /** Graph was asked. In: what is missing of its answer. */
  read(gaps: Readonly<Partial<Record<DirectoryPart, Gap>>>): void;
  state(): PartState;
}

/** Proved is what Graph itself answered: that the token service works tells nothing of it. */
export function createSignInHealth(now: () => Date): SignInHealth {
  let proof = beginProof(now);
  let refusal: string | undefined;
  return {
    worked() {
      refusal = undefined;
    },
    failed(code) {
      refusal = `token service: ${code}`;
    },
    read(gaps) {
      const missing = Object.entries(gaps);
      const reason = missing.map(([part, gap]) => `${part}: ${gap}`).join(', ');
      refusal = undefined;
      if (isBroken(missing)) proof.failed(reason);
      else if (missing.length === DIRECTORY_PARTS.length) proof = beginProof(now, reason);
      else proof.proved(reason === '' ? undefined : reason);
    },
    state() {
      const shown = proof.state();
      return refusal === undefined ? shown : { ...shown, state: 'fault', reason: refusal };
    },
  };
}

/** A missing permission is no fault: those parts are asked of the person. */
function isBroken(missing: readonly (readonly [string, Gap])[]): boolean {
  return missing.some(([, gap]) => gap === 'unavailable' || gap === 'unreadable');
}
