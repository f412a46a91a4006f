// `npm run questions`: what people asked that had no sure answer, and which answers did not help.

import { openQuestions } from './open.ts';
import { readConfig } from '../config/config.ts';

const SHOWN = 100;

const kept = await openQuestions(readConfig());
const open = await kept.questions.open(SHOWN);
const ratings = await kept.questions.ratings();
await kept.close();

process.stdout.write(
  [
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
    '',
  ].join('\n'),
);
