// A mail, as far as it has to be read to know an invitation.

export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

export interface Mail {
  /** Of the server; opaque. */
  readonly id: string;
  /** Whether it is an ordinary mail, not an invitation to a meeting or the like. */
  readonly ordinary: boolean;
  readonly fromName: string;
  /** Empty when there is none. */
  readonly fromAddress: string;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly body: { readonly type: 'html' | 'text'; readonly content: string };
  /** As they came, the topmost first. */
  readonly headers: readonly MailHeader[];
}

/** The first header of a name, in whatever case. Out: undefined when there is none. */
export function headerOf({ headers }: Pick<Mail, 'headers'>, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

/** The domain of an address, in lower case; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = at < 0 ? '' : address.slice(at + 1);
  return domain.trim().toLowerCase();
}
