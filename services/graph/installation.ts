// Port: putting the bot into the personal chats of named people, so that it can greet them before they write.

export type InstallationOutcome =
  | 'installed'
  | 'already'
  /** Nobody of that name in the tenant. */
  | 'unknownPerson'
  | 'notPermitted'
  | 'failed';

export interface Installation {
  /** As it was asked for: a user principal name or an object id. */
  readonly person: string;
  readonly outcome: InstallationOutcome;
  /** Graph's own code when it was refused, else "". */
  readonly code: string;
  /** The chat with the bot, once there is one. */
  readonly chatId: string | undefined;
}

export type InstallReportLine =
  | { readonly kind: 'done'; readonly installations: readonly Installation[] }
  /** The app is not in the tenant's catalog, or it could not be looked up there: nobody was served. */
  | { readonly kind: 'noApp' | 'notPermitted' | 'noToken' | 'failed'; readonly code: string };

export interface Installer {
  /** Installs the bot for each person, one after the other. Never rejects. */
  installFor(tenantId: string, people: readonly string[]): Promise<InstallReportLine>;
}
