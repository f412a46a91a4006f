// What an app proves itself with at Microsoft's sign-in.

export type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | {
      readonly kind: 'certificate';
      /** SHA-1 or SHA-256 of the certificate, in hexadecimal. */
      readonly thumbprint: string;
      /** PEM. */
      readonly privateKey: string;
    }
  /** The app is a user-assigned managed identity itself. */
  | { readonly kind: 'managedIdentity' }
  /** A token of somebody the app trusts: of a managed identity, or in a file that the platform renews. */
  | { readonly kind: 'federated'; readonly identityId: string }
  | { readonly kind: 'federated'; readonly tokenFile: string };

/** An app and its proof. */
export interface ClientIdentity {
  readonly clientId: string;
  readonly credential: ClientCredential;
}
