// What a milestone is called.

import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import type { TextKey } from '../../services/texts/texts.ts';

/** A milestone's name, as a key of the texts. */
export function nameKey(milestone: MilestoneId): TextKey {
  return `milestone.${milestone}`;
}
