// Port: everything that is kept of one person, as they may ask for it.

/** Whose data: every id by which the person is known; one tenant, or all in which they are. */
export interface PersonQuery {
  readonly ids: readonly string[];
  readonly tenantId?: string | undefined;
}

/** Rows by what they are, each as it is kept, with JSON in it read. Ids and names of colleagues are left out. */
export interface PersonExport {
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly ids: readonly string[];
  readonly tenantIds: readonly string[];
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  /** What is not in here, and why. */
  readonly notKeptHere: readonly string[];
}
