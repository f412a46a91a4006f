// What the last sign-in showed of the token service and of Graph, for /readyz: nobody asks them just to know.

import type { Gap, DirectoryPart } from '../../../services/graph/directory.ts';
import type { PartState } from '../../monitoring/expiries.ts';

export interface SignInHealth {
  /** The token service answered. */
  worked(): void;
  /** The token service failed. In: a code. */
  failed(code: string): void;
  /** Graph was asked. In: what is missing of its answer. */
  read(gaps: Readonly<Partial<Record<DirectoryPart, Gap>>>): void;
  state(): PartState;
}

/** At first all is taken for well: nothing was tried yet. */
export function createSignInHealth(): SignInHealth {
  let now: PartState = { state: 'ok' };
  return {
    worked: () => {
      if (now.reason?.startsWith('token service') === true) now = { state: 'ok' };
    },
    failed: (code) => {
      now = { state: 'fault', reason: `token service: ${code}` };
    },
    read: (gaps) => {
      now = afterReading(Object.entries(gaps));
    },
    state: () => now,
  };
}

/** A missing permission is no fault: those parts are asked of the person. */
function afterReading(gaps: readonly (readonly [string, Gap])[]): PartState {
  const reason = gaps.map(([part, gap]) => `${part}: ${gap}`).join(', ');
  if (reason === '') return { state: 'ok' };
  const broken = gaps.some(([, gap]) => gap === 'unavailable' || gap === 'unreadable');
  return { state: broken ? 'fault' : 'ok', reason };
}
