// Whether what is marked as sent could be read: every note's own words and link in a card that came through.

import type { Heard } from './connector.ts';
import type { TrialRecord } from './run.ts';

const MOST_ACTIONS = 6;

/** In: what came through of every delivery as a note. */
export function wordsShown(
  { deliveries, words }: TrialRecord,
  notes: ReadonlyMap<string, readonly Heard[]>,
): { readonly holds: boolean; readonly figures: string } {
  const isShown = (id: string): boolean =>
    (notes.get(id) ?? []).some((card) => tells(card, id, words));
  const sent = deliveries.filter(({ state }) => state === 'sent');
  const asked = sent.filter(({ lastError }) => lastError !== null);
  const silent = sent.filter(({ id, lastError }) => lastError === null && !isShown(id));
  const onlyAsked = asked.filter(({ id }) => !isShown(id));
  const cards = [...new Set([...notes.values()].flat())];
  const counts = [...Map.groupBy(cards, (card) => card.notes.length)].sort(([a], [b]) => a - b);
  return {
    holds: silent.length === 0 && cards.every(({ actions }) => actions <= MOST_ACTIONS),
    figures: `${sent.length - onlyAsked.length} of ${sent.length} sent, ${silent.length} not, ${onlyAsked.length} only asked about; ${counts.map(([count, own]) => `${own.length} cards of ${count}`).join(', ')}`,
  };
}

/** A title that several notes share stands there once for each of them. */
function tells(card: Heard, id: string, words: TrialRecord['words']): boolean {
  return (words.get(id) ?? []).every((word) => {
    const sharing = card.notes.filter((note) => words.get(note)?.includes(word));
    return card.words.split(word).length - 1 >= sharing.length;
  });
}
