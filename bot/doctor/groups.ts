// What is looked at for a configuration: the checks of each part of the bot.

import { databaseChecks } from './database-check.ts';
import type { CheckGroup, Checks, DoctorDeps } from './finding.ts';
import { mailboxChecks } from './mailbox-check.ts';
import { notificationsChecks } from './notifications-checks.ts';
import { partnerCenterChecks } from './partner-center-check.ts';
import { personChecks } from './person-check.ts';
import { proxyChecks } from './proxy-check.ts';
import { signInChecks } from './sign-in-checks.ts';
import { turnsChecks } from './turns-checks.ts';

const CHECKS: readonly Checks[] = [
  proxyChecks,
  turnsChecks,
  personChecks,
  databaseChecks,
  notificationsChecks,
  signInChecks,
  mailboxChecks,
  partnerCenterChecks,
];

/** In: a good configuration, and what is looked at through. Out: the groups, in the order they are told. */
export function groupsFor(deps: DoctorDeps): readonly CheckGroup[] {
  return CHECKS.flatMap((checks) => checks(deps));
}
