// Port: what a company's directory (Microsoft Entra) tells for a person who signed in. What it does not tell is unknown, never "no".

/** Undefined, wherever it stands: not told, not permitted, or not to be trusted. */
export interface Organization {
  /** The tenant's id. */
  readonly id: string;
  readonly displayName: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | undefined;
  readonly street: string | undefined;
  readonly city: string | undefined;
  readonly postalCode: string | undefined;
  readonly state: string | undefined;
  readonly verifiedDomains: readonly string[];
  /** Whether Microsoft counts the tenant as an indirect reseller's; undefined is no "no". */
  readonly isIndirectReseller: true | undefined;
}

/** The account that signed in; it need not be the one that Teams runs under. */
export interface Account {
  readonly id: string;
  readonly givenName: string | undefined;
  readonly surname: string | undefined;
  readonly mail: string | undefined;
  readonly phone: string | undefined;
}

/** Why a part of the answer is missing. */
export type Gap = 'expired' | 'notPermitted' | 'throttled' | 'unavailable' | 'unreadable';

/** What can be asked of the directory, each with a permission of its own. */
export const DIRECTORY_PARTS = ['organization', 'account', 'roles', 'groups'] as const;
export type DirectoryPart = (typeof DIRECTORY_PARTS)[number];

export interface DirectoryFindings {
  readonly organization: Organization | undefined;
  readonly account: Account | undefined;
  readonly isGlobalAdmin: boolean | undefined;
  readonly isAdminAgent: boolean | undefined;
  /** The parts that are missing, and why. */
  readonly gaps: Readonly<Partial<Record<DirectoryPart, Gap>>>;
}

export interface Directory {
  /** Reads what the token may see. Never rejects; takes no longer than some seconds. The token is not kept. */
  read(token: string): Promise<DirectoryFindings>;
}
