// Events as their senders have them, and a door that takes everything.

import { CloudEvent } from 'cloudevents';
import sinon from 'sinon';
import type { EventIntake } from '../../services/events/event-intake.ts';
import type { Delivery } from '../../services/notifications/notification.ts';

export const TENANT = '00000000-0000-4000-8000-0000000c0115';

/** A valid event. In: what is to be different. */
export function sampleEvent(fields: object = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 'e-1',
    source: '/partner-center',
    type: 'csp.verification.changed',
    subject: `tenant/${TENANT}`,
    time: '2026-11-23T09:00:00.000Z',
    datacontenttype: 'application/json',
    data: { status: 'rejected', reason: 'Die Adresse weicht ab – prüfen' },
    ...fields,
  };
}

/** The same as an event of the package, which then speaks the bindings. */
export function sampleCloudEvent(fields: object = {}): CloudEvent<unknown> {
  return new CloudEvent<unknown>(sampleEvent(fields));
}

export function sampleDelivery(fields: Partial<Delivery> = {}): Delivery {
  return {
    id: 'd-1',
    eventId: 'e-1',
    recipient: { tenantId: TENANT, userId: 'u-1' },
    state: 'dead',
    attempts: 7,
    nextAttemptAt: null,
    lastError: 'the channel did not answer',
    sentAt: null,
    seenAt: null,
    ...fields,
  };
}

/** A door whose answers a test can change; it accepts every event with one delivery. */
export function fakeDoor() {
  return {
    accept: sinon.fake<Parameters<EventIntake['accept']>, ReturnType<EventIntake['accept']>>(
      (envelopes) =>
        Promise.resolve({
          kind: 'accepted',
          events: envelopes.map(({ id, source }) => ({
            id,
            source,
            status: 'accepted',
            deliveries: [`d-${id}`],
          })),
        }),
    ),
    find: sinon.stub<Parameters<EventIntake['find']>, ReturnType<EventIntake['find']>>(),
    deliveries: sinon.stub<
      Parameters<EventIntake['deliveries']>,
      ReturnType<EventIntake['deliveries']>
    >(),
    replay: sinon.stub<Parameters<EventIntake['replay']>, ReturnType<EventIntake['replay']>>(),
  };
}
