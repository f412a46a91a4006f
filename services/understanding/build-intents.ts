// `npm run knowledge:build`, second half: learns the recognizer and writes intents.bin. Run it after every change of phrasings,
// concepts or topics.

import { loadKnowledge } from '../knowledge/content/topic.ts';
import { writeIntents } from './intents-file.ts';

process.stdout.write(`${writeIntents(loadKnowledge())} features of intents learned.\n`);
