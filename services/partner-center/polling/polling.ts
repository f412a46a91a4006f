// The duty: asks what is due, bounded at once, and turns what it finds into facts and news. No timers here.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { applyOrConfirmFact } from '../../events/event-router.ts';
import { asksOf, type PollRound } from './questions.ts';
import type { PartnerCenterUpdate } from './findings.ts';
import { eventIdOf, sourceOf } from './origin.ts';
import type { DuePoll, PollingDeps } from './poll-store.ts';
import { nextDue, topicsFor } from './topics.ts';
import { workOff } from '../webhooks/webhook-work.ts';

const AT_ONCE = 4;
const A_ROUND = 24;
const PAGE = 100;
const LEASE_MS = 5 * 60_000;
const SCAN_MS = 60_000;
const KEEP_EVENTS_MS = 14 * 24 * 60 * 60_000;
/** Newly watched companies are spread over this, or a start would ask about all of them at once. */
const SPREAD_MS = 60_000;

/** Makes the duty. Out: it tells how many questions it worked on; throws what the store throws. */
export function createPolling(deps: PollingDeps): () => Promise<number> {
  const state = { scannedAt: 0, seenUntil: 0 };
  return async () => {
    const at = deps.now().getTime();
    // A clock that was set back: all of them are looked at anew.
    if (at < state.scannedAt - SCAN_MS) Object.assign(state, { scannedAt: 0, seenUntil: 0 });
    if (at - state.scannedAt >= SCAN_MS) {
      await scan(deps, state.seenUntil);
      state.scannedAt = at;
      // Clocks of several processes differ a little; what is looked at twice costs nothing.
      state.seenUntil = at - SCAN_MS;
      await deps.book.forget(at - KEEP_EVENTS_MS);
    }
    const worked = await workOff(deps, at, at + LEASE_MS, A_ROUND);
    const due = await deps.book.due(at, at + LEASE_MS, A_ROUND);
    const round = asksOf(deps);
    await atOnce(due, (poll) => askOne(deps, round, poll));
    return worked + due.length;
  };
}

async function scan({ book, ownTenantId, now, random }: PollingDeps, since: number): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly Enrollment[] = await book.changed(since, after, PAGE);
    for (const enrollment of page) {
      const dueAt = Math.round(now().getTime() + (since === 0 ? SPREAD_MS * random() : 0));
      await book.watch(enrollment.tenantId, topicsFor(enrollment, ownTenantId), dueAt);
    }
    after = page.length < PAGE ? undefined : page.at(-1)?.tenantId;
  }
}

async function askOne(deps: PollingDeps, round: PollRound, poll: DuePoll): Promise<void> {
  const { book, enrollments, ownTenantId, now, random } = deps;
  const enrollment = await enrollments.find(poll.tenantId).catch(() => undefined);
  if (!enrollment || !topicsFor(enrollment, ownTenantId).includes(poll.watch)) {
    await book.drop(poll);
    return;
  }
  const asked = await round.ask(enrollment, poll);
  if (asked.kind === 'found') await tell(deps, enrollment, asked.finding);
  const after = (await enrollments.find(poll.tenantId).catch(() => undefined)) ?? enrollment;
  const failures = asked.kind === 'found' ? 0 : poll.failures + 1;
  const at = now().getTime();
  const usual = nextDue(poll.watch, after, { failures, at, chance: random() });
  const [learnt, earliest = 0] =
    asked.kind === 'found' ? [asked.learnt] : [poll.learnt, asked.retryAt];
  await book.settle(poll, { dueAt: Math.max(usual, earliest), failures, learnt });
}

/** First what follows, then the news: the card that comes with the news shows both. */
async function tell(
  { enrollments, intake, ownTenantId, now, log }: PollingDeps,
  enrollment: Enrollment,
  { facts, news }: PartnerCenterUpdate,
): Promise<void> {
  const at = now().toISOString();
  const { tenantId } = enrollment;
  if (facts.length > 0) {
    await enrollments.change(tenantId, (current) => {
      const told = facts.map((fact) => ({ ...fact, source: 'partnerCenter', at }) as const);
      const after = current && told.reduce((one, fact) => applyOrConfirmFact(one, fact), current);
      return { enrollment: after === current ? undefined : after, outcome: undefined };
    });
  }
  if (news === undefined) return;
  const accepted = await intake.accept([
    {
      id: eventIdOf(tenantId, enrollment.id, news.mark),
      source: sourceOf(ownTenantId),
      type: news.type,
      subject: { kind: 'tenant', tenantId },
      time: at,
      data: news.data,
    },
  ]);
  if (accepted.kind === 'refused') log.warn('partner-center-news-refused', { type: news.type });
}

/** Runs work on every item, a few at once. Rejects with the first failure, after the others have ended. */
async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  async function worker(): Promise<void> {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
