// Port: where enrollments are kept, one per tenant.

import type { Enrollment } from './enrollment.ts';

/** What a change makes of the record: a new one, nothing (`undefined`: leave as is), or `null`: remove it. */
export interface Change<T> {
  readonly enrollment: Enrollment | null | undefined;
  readonly outcome: T;
}

export interface Enrollments {
  /** The enrollment of a tenant. Throws `StoreError` "record.unreadable" when the stored one cannot be read. */
  find(tenantId: string): Promise<Enrollment | undefined>;
  /**
   * Reads, changes and writes in one step that nobody else can come between; `change` may run again on fresh state,
   * so it must be pure. Throws as `find`.
   */
  change<T>(tenantId: string, change: (current: Enrollment | undefined) => Change<T>): Promise<T>;
  /** Keeps an unreadable record aside, bytes as they are, and frees the tenant for a new one. Out: the number to quote. */
  setAside(tenantId: string): Promise<string>;
}

/** Something stored cannot be used; the code says what, the message what to do. */
export class StoreError extends Error {
  readonly code: 'record.unreadable' | 'record.contended' | 'state.conflict';
  constructor(code: StoreError['code'], message: string) {
    super(message);
    this.name = 'StoreError';
    this.code = code;
  }
}
