// What is told in the trial: events of several types, each with words of its own, so that a card shows whose note it carries.

import { randomUUID } from 'node:crypto';
import type { Envelope } from '../../../services/events/event-intake.ts';

type EventKind = readonly [
  type: string,
  dataFor: (word: string) => Readonly<Record<string, unknown>>,
];

const TITLE = 'Die Vereinbarung ist unterzeichnet';
const KINDS: readonly EventKind[] = [
  ['csp.announcement', (word) => announced(word, { url: `https://${word}.example/` })],
  ['csp.mpa.changed', () => ({ signed: true })],
  [
    'csp.provider.invited',
    (word) => ({
      providerName: `Nordwind ${word}`,
      invitationUrl: `https://partner.microsoft.com/${word}`,
    }),
  ],
  ['csp.announcement', (word) => announced(word, {})],
  ['csp.customer.accepted', (word) => ({ customerName: `Fabrikam ${word}` })],
];

/** In: which of the types' turn it is, and whom it is about. */
export function eventFor(at: number, subject: Envelope['subject']): Envelope {
  const [type, dataFor] = KINDS[at % KINDS.length] ?? ['', () => ({})];
  const time = new Date().toISOString();
  const id = randomUUID();
  return { id, source: 'urn:trial', type, subject, time, data: dataFor(wordOf(id)) };
}

/** What a person must be able to read of an event: its own words and its own link; of one that brings none, what happened. */
export function wordsIn(event: Envelope | undefined): readonly string[] {
  if (event === undefined) return [];
  const word = wordOf(event.id);
  switch (event.type) {
    case 'csp.announcement': {
      const { url } = event.data as { url?: string };
      return [
        `Neu ${word}`,
        `Etwas ${word}`,
        ...(url === undefined ? [] : [`(${word}.example)`, url]),
      ];
    }
    case 'csp.provider.invited':
      return [`Nordwind ${word}`, `https://partner.microsoft.com/${word}`];
    case 'csp.customer.accepted':
      return [`Fabrikam ${word}`];
    default:
      return [TITLE];
  }
}

function announced(word: string, more: object): Readonly<Record<string, unknown>> {
  const title = { de: `Neu ${word}`, en: `New ${word}` };
  return { title, text: { de: `Etwas ${word}`, en: `Something ${word}` }, ...more };
}

function wordOf(id: string): string {
  return `w${id.replaceAll('-', '')}`;
}
