// Direct bill and indirect reseller cannot be enrolled on one tenant (A.2.2): said before the person goes on with another.

import type { Doubt } from './finding.ts';

/** Doubtful: a direct-bill partner can only go on with another tenant. */
export const goesAnotherWay: Doubt = (value) =>
  value === 'direct' ? 'situation.direct' : undefined;
