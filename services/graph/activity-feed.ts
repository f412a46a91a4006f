// Port: a line in a person's activity feed in Teams, in place of an urgent note that cannot reach the chat.

export interface FeedLine {
  /** One sentence, as the note's own. */
  readonly words: string;
  /** Where it leads; Teams takes its own deep links only. */
  readonly url: string;
}

/** told: Teams took it; off: not permitted in this tenant, and not tried again; failed: this once. */
export type FeedOutcome = 'told' | 'off' | 'failed';

export interface ActivityFeed {
  /** Tells one person. Never rejects. */
  tell(
    to: { readonly tenantId: string; readonly userId: string },
    line: FeedLine,
  ): Promise<FeedOutcome>;
}
