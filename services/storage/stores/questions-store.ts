// Open questions and ratings in the database. No person, no tenant.

import { LANGUAGES } from '../../texts/languages.ts';
import type { OpenQuestion, Questions } from '../../questions/questions.ts';
import type { Database } from '../database/database.ts';
import type { QuestionsTable } from '../database/schema.ts';

/** The questions of a database. */
export function createQuestionsIn(database: Database): Questions {
  return {
    async note({ text, language, outcome, topics, at }) {
      await database
        .insertInto('questions')
        .values({ text, language, outcome, topics: JSON.stringify(topics), asked_at: at })
        .execute();
    },
    rate: (topic, helpful) => rate(database, topic, helpful),
    async open(limit) {
      const rows = await database
        .selectFrom('questions')
        .selectAll()
        .orderBy('asked_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(questionOf);
    },
    async ratings() {
      const rows = await database
        .selectFrom('ratings')
        .selectAll()
        .orderBy('not_helpful', 'desc')
        .execute();
      return rows.map(({ not_helpful: notHelpful, ...same }) => ({ ...same, notHelpful }));
    },
  };
}

async function rate(database: Database, topic: string, helpful: boolean): Promise<void> {
  const [up, down] = helpful ? [1, 0] : [0, 1];
  await database
    .insertInto('ratings')
    .values({ topic, helpful: up, not_helpful: down })
    .onConflict((conflict) =>
      conflict.column('topic').doUpdateSet((row) => ({
        helpful: row('ratings.helpful', '+', up),
        not_helpful: row('ratings.not_helpful', '+', down),
      })),
    )
    .execute();
}

function questionOf(row: QuestionsTable): OpenQuestion {
  const { text, language, outcome, topics, asked_at: at } = row;
  return {
    text,
    language: LANGUAGES.find((known) => known === language) ?? 'de',
    outcome: outcome === 'offered' ? 'offered' : 'unknown',
    topics: JSON.parse(topics) as string[],
    at,
  };
}
