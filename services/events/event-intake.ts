// Port: what every door (HTTP, mailbox, Partner Center) does with an event it has proved and translated.

import type { Delivery, DeliveryState } from '../notifications/notification.ts';

export type Subject =
  | { readonly kind: 'tenant'; readonly tenantId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'enrollment'; readonly id: string };

/** An event as CloudEvents 1.0 tells it, its subject read. (source, id) is the idempotency key. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: Subject;
  /** ISO 8601; the moment of arrival when the sender gave none. */
  readonly time: string;
  readonly data: unknown;
}

export interface AcceptedEvent {
  readonly id: string;
  readonly source: string;
  readonly status: 'accepted' | 'duplicate';
  /** Ids of its deliveries. */
  readonly deliveries: readonly string[];
}

/** A fault in an envelope. */
export interface EventFault {
  /** Position in the batch. */
  readonly index: number;
  /** JSON pointer of the faulty field, as `/data/status`. */
  readonly pointer: string;
  readonly detail: string;
}

export type Acceptance =
  | { readonly kind: 'accepted'; readonly events: readonly AcceptedEvent[] }
  | { readonly kind: 'refused'; readonly faults: readonly EventFault[] };

export interface StoredEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly receivedAt: string;
  readonly deliveries: readonly Delivery[];
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly cursor: string | null;
}

export interface EventIntake {
  /** All or nothing, stored durably when it resolves. */
  accept(events: readonly Envelope[]): Promise<Acceptance>;
  find(source: string, id: string): Promise<StoredEvent | undefined>;
  deliveries(query: {
    readonly state?: DeliveryState | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  }): Promise<DeliveryPage>;
  /** Puts a dead delivery back. */
  replay(deliveryId: string): Promise<'queued' | 'unknown' | 'notDead'>;
}
