// Keeps a question that had no sure answer, without the one who asked it.

import type { TurnContext } from 'botbuilder';
import type { SearchResult } from '../../services/knowledge/search.ts';
import { anonymousText } from '../../services/reading/anonymous-text.ts';
import type { KnownWords } from '../../services/reading/personal-words.ts';
import { plainText } from '../../services/reading/plain-text.ts';
import { enrollmentOf, turnInfoOf, type DialogServices } from '../turn-info.ts';
import { writtenText } from '../written-text.ts';

/** Keeps a question for whoever writes topics, when it was offered topics or is not covered; nothing where only personal data was said. */
export async function noteDoubtful(
  context: TurnContext,
  services: DialogServices,
  text: string,
  found: SearchResult,
): Promise<void> {
  const { language, at } = turnInfoOf(context);
  const offered = found.kind === 'offer';
  if (!offered && !(found.kind === 'unknown' && found.why === 'notCovered')) return;
  const kept = anonymousText(withLines(context, text), await knownIn(context, services));
  if (kept === '') return;
  await services.questions.note({
    text: kept,
    language,
    outcome: offered ? 'offered' : 'unknown',
    topics: offered ? found.topics : [],
    at,
  });
}

/** A signature is known by its lines, which the question has no more. */
function withLines({ activity }: TurnContext, text: string): string {
  const { text: written } = writtenText(activity);
  return plainText(written) === text ? written : text;
}

/** Names and addresses of whoever asks, and of their company. In front of others no enrollment is read. */
async function knownIn(context: TurnContext, services: DialogServices): Promise<KnownWords> {
  const { name } = turnInfoOf(context).person;
  const isAlone = context.activity.conversation.conversationType === 'personal';
  const enrollment = isAlone ? await enrollmentOf(context, services) : undefined;
  const valueOf = (step: string, field: string): string =>
    enrollment?.answers[step]?.values[field] ?? '';
  const contact = ['firstName', 'lastName'].map((field) => valueOf('contact', field));
  const participants = enrollment?.participants ?? [];
  return {
    people: [name, contact.join(' '), ...participants.map((one) => one.name)],
    companies: [valueOf('company', 'legalName')],
    addresses: [valueOf('company', 'street')],
  };
}
