// Port: the certificate a webhook call names, and its issuers.

import type { X509Certificate } from 'node:crypto';

export type FoundCertificate =
  | {
      readonly kind: 'found';
      readonly leaf: X509Certificate;
      /** Fetched from where the certificates say; not trusted for that. */
      readonly issuers: readonly X509Certificate[];
      /** It was fetched for an earlier call. */
      readonly isKept: boolean;
    }
  | {
      readonly kind: 'none';
      readonly code: string;
      /** Another try may find it. */
      readonly isPassing: boolean;
    };

export interface Certificates {
  /** In: its address; whether the kept one is doubted, so that another may lie there by now. */
  find(url: string, isDoubted?: boolean): Promise<FoundCertificate>;
}
