// Port: Partner Center's webhook registration, one per tenant [webhook-registration].

import type { PartnerCenterAnswer } from '../partner-center.ts';

export interface Registration {
  readonly url: string;
  readonly events: readonly string[];
}

export interface TestResult {
  /** "completed" when it is over; other words are not documented. */
  readonly status: string;
  /** What our address answered, as Partner Center saw it: codes such as "OK". */
  readonly codes: readonly string[];
}

/** The events that mean something to Lotse, and the one that tests need. */
export const WANTED_EVENTS = [
  'test-created',
  'reseller-relationship-accepted-by-customer',
  'indirect-reseller-relationship-accepted-by-customer',
] as const;

export interface Registrations {
  /** Names of the events that Partner Center offers this tenant. */
  offered(): Promise<PartnerCenterAnswer<readonly string[]>>;
  /** Out: undefined when nothing is registered. */
  current(): Promise<PartnerCenterAnswer<Registration | undefined>>;
  /** Registers, or changes what is registered; signatures then come in x-ms-signature. */
  register(registration: Registration, isNew: boolean): Promise<PartnerCenterAnswer<Registration>>;
  /** Asks for a test event; Partner Center allows two a minute. Out: its id. */
  sendTest(): Promise<PartnerCenterAnswer<string>>;
  testResult(id: string): Promise<PartnerCenterAnswer<TestResult>>;
}
