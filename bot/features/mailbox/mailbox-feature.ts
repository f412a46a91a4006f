// The feature that looks for invitations in watched mailboxes.

import { createGraphMail } from '../../../services/graph/graph-mail.ts';
import { newSecret } from '../../../services/mailbox/secret.ts';
import { createMailboxWorker, type MailboxWorker } from '../../../services/mailbox/worker.ts';
import { graphSecret } from '../../doctor/graph-apps.ts';
import { errorFields, type Log } from '../../monitoring/log.ts';
import type { Config } from '../../config/config.ts';
import type { Job } from '../../scheduler.ts';
import type { ExpiringSecret, PartState } from '../../monitoring/expiries.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { secretEndOf } from '../secret-expiry/secret-expiry-feature.ts';
import { createMailboxMetrics, type MailboxMetrics } from './mailbox-metrics.ts';
import { mailboxState } from './mailbox-readiness.ts';
import { graphRoutes } from './mailbox-route.ts';

const TEND_MS = 1_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Out: none where no access to Graph is configured. */
export function createMailboxFeature({
  config,
  runtime,
  stores,
  metrics,
  notifications,
}: FeatureDeps): readonly Feature[] {
  if (config.mailbox === undefined) return [];
  const { now, log } = runtime;
  const stopping = new AbortController();
  const worker = createMailboxWorker({
    ...runtime,
    mailboxes: stores.mailboxes,
    graph: createGraphMail({ ...config.mailbox, now, signal: stopping.signal }),
    intake: notifications.intakeFor('mailbox'),
    providers: config.mailbox.providers,
    newSecret,
    counted: (reading) => {
      figures.read(reading);
    },
  });
  const state: MailboxWorker['state'] = () => worker.state();
  const figures: MailboxMetrics = createMailboxMetrics(metrics.registry, state, now);
  const watching = watchJob(worker, stopping, log);
  const readiness = async () => mailboxState(await state(), now());
  const feature: Feature = {
    name: 'mailbox',
    routes: graphRoutes({ worker, counted: figures.notified, log }),
    jobs: [watching.job, { name: 'forget', everyMs: HOUR_MS, run: () => worker.forget() }],
    secrets: secretsOf(config, readiness, now),
    readiness,
    stop: () => watching.stop(),
  };
  return [feature];
}

function secretsOf(
  config: Config,
  readiness: () => Promise<PartState>,
  now: () => Date,
): readonly ExpiringSecret[] {
  return [
    { what: 'graphSecret', endsAt: secretEndOf(graphSecret(config)), part: 'mailbox' },
    {
      what: 'mailboxSubscription',
      async endsAt() {
        const { daysLeft } = await readiness();
        return daysLeft === undefined ? undefined : new Date(now().getTime() + daysLeft * DAY_MS);
      },
    },
  ];
}

/** One round at a time; a slow answer of Graph delays neither the clock nor the end of the process. */
function watchJob(
  worker: MailboxWorker,
  stopping: AbortController,
  log: Log,
): { readonly job: Job; stop(): Promise<void> } {
  let underWay: Promise<unknown> | undefined;
  const failed = (error: unknown): void => {
    log.error('duty-failed', { duty: 'mailbox', ...errorFields(error) });
  };
  return {
    job: {
      name: 'tend',
      everyMs: TEND_MS,
      run: () => worker.watch(),
      begin() {
        if (!stopping.signal.aborted) {
          underWay ??= worker
            .watch()
            .catch(failed)
            .finally(() => (underWay = undefined));
        }
        return Promise.resolve();
      },
    },
    /** What was broken off is done by the next process. */
    async stop() {
      stopping.abort();
      await underWay;
    },
  };
}
