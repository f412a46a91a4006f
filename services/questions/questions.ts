// Port: what people asked that had no sure answer, and what they thought of the answers. For whoever writes the topics.

import type { Language } from '../texts/languages.ts';

/** A question that was not answered for sure. Nobody's name is with it, and personal data is taken out of its text. */
export interface OpenQuestion {
  readonly text: string;
  readonly language: Language;
  readonly outcome: 'offered' | 'unknown';
  /** What was offered instead; empty when nothing was. */
  readonly topics: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

/** How often an answer was found helpful, and how often not. */
export interface Rating {
  readonly topic: string;
  readonly helpful: number;
  readonly notHelpful: number;
}

export interface Questions {
  note(question: OpenQuestion): Promise<void>;
  rate(topic: string, helpful: boolean): Promise<void>;
  /** The newest open questions first. */
  open(limit: number): Promise<readonly OpenQuestion[]>;
  /** The topics with the most complaints first. */
  ratings(): Promise<readonly Rating[]>;
}
