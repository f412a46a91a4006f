// Port: how the database stands, for the doctor.

export interface SqliteHealth {
  readonly engine: 'sqlite';
  /** False: it will be made by the first start. */
  readonly exists: boolean;
  readonly isWritable: boolean;
  readonly freeBytes: number;
  /** Paths of its files, and of its folder, that others than the owner may read or write. */
  readonly openToOthers: readonly string[];
  /** As "wal"; undefined when there is no file yet. */
  readonly journalMode: string | undefined;
  /** 2 is FULL. */
  readonly synchronous: number | undefined;
  readonly migrations: MigrationsLeft;
}

export interface PostgresHealth {
  readonly engine: 'postgres';
  /** As 170004. */
  readonly version: number;
  readonly maxConnections: number;
  /** Of everybody on this server. */
  readonly connections: number;
  readonly isWritable: boolean;
  readonly migrations: MigrationsLeft;
}

export interface MigrationsLeft {
  readonly pending: readonly string[];
  /** Done by a newer version, which this one goes on beside. */
  readonly newer: readonly string[];
  /** Done by a newer version that took away what this one needs. */
  readonly unbearable: readonly string[];
}

export type DatabaseHealth = SqliteHealth | PostgresHealth;
