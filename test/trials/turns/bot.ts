// Lotse as bot/main.ts runs it, timers included, but that the search is made when it is first asked: a form never asks, and
// hundreds of starts would spend their time in learning topics.

import { createApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config/config.ts';
import { createLog } from '../../../bot/monitoring/log.ts';
import { startScheduler } from '../../../bot/scheduler.ts';
import { createSearch, type Search } from '../../../services/knowledge/search.ts';
import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';

const config = readConfig();
const log = createLog(config.logLevel);
const knowledge = loadKnowledge();
let made: Search | undefined;
const search: Search = {
  ask: (text, given) => (made ??= createSearch(knowledge)).ask(text, given),
};
const runtime = { now: () => new Date(), random: Math.random, log };
const { server, ...app } = await createApp(config, runtime, { knowledge, search });
startScheduler(app.jobs, log);
server.listen(0, '127.0.0.1', () => {
  log.info('listening', { port: server.address().port });
});
process.on('SIGTERM', () => process.exit(0));
