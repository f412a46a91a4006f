// Whether there is a person behind the bot whom people are sent to.

import type { Config } from '../config/config.ts';
import { type CheckResult, type Checks, ok, warning } from './finding.ts';

/** The contact that cards name. */
export const personChecks: Checks = ({ config }) => [
  { id: 'expert', look: () => Promise.resolve([checkPerson(config)]) },
];

function checkPerson({ expert }: Config): CheckResult {
  const id = 'expert';
  const isSomebody = Object.values(expert).some((part) => part !== undefined);
  if (isSomebody) return ok(id, 'People who want a person are told whom to turn to.');
  return warning(
    id,
    'Nobody is configured for people who want a person: they are sent to their provider and to Microsoft.',
    'Set EXPERT_NAME and EXPERT_EMAIL, or EXPERT_URL, in .env.',
  );
}
