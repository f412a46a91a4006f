// Direct bill excludes indirect reseller on one tenant [direct-bill-tenant]: said before going on.

import type { Doubt } from './finding.ts';

/** Doubtful: a direct-bill partner can only go on with another tenant. */
export const goesAnotherWay: Doubt = (value) =>
  value === 'direct' ? 'situation.direct' : undefined;
