// `npm run questions`: what people asked that had no sure answer, and which answers did not help.

import type { OpenQuestion, Rating } from '../../services/questions/questions.ts';
import { readConfig } from '../config/config.ts';
import { openQuestions } from './open.ts';
import { type CommandReport, createCommand } from './run-command.ts';

const SHOWN = 100;

export const command = createCommand({ usage: [], readArguments: () => ({}), run: list });

async function list(): Promise<CommandReport> {
  const kept = await openQuestions(readConfig());
  try {
    const open = await kept.questions.open(SHOWN);
    const ratings = await kept.questions.ratings();
    return { exitCode: 0, lines: linesOf(open, ratings) };
  } finally {
    await kept.close();
  }
}

function linesOf(open: readonly OpenQuestion[], ratings: readonly Rating[]): readonly string[] {
  return [
    `Open questions, newest first (${open.length}):`,
    ...open.map(
      ({ at, language, outcome, text, topics }) =>
        `${at.slice(0, 16)}  ${language}  ${outcome.padEnd(7)}  ${text}${topics.length > 0 ? `  → ${topics.join(', ')}` : ''}`,
    ),
    '',
    'Ratings, most complaints first:',
    ...ratings.map(
      ({ topic, helpful, notHelpful }) =>
        `${topic.padEnd(36)}  helpful ${helpful}  not helpful ${notHelpful}`,
    ),
  ];
}
