// Judges a trial: what the connector heard against what the outbox says. Each check is one line with its figures.

import type { Delivery } from '../../../services/notifications/notification.ts';
import { conversationOf, type Heard } from './connector.ts';
import type { TrialRecord } from './run.ts';
import { wordsShown } from './words.ts';

export interface Check {
  readonly name: string;
  readonly holds: boolean;
  readonly figures: string;
}

/** Requests a window may hold, by conversation and by tenant [connector-rates]. */
const CONVERSATION_LIMITS = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;
const TENANT_LIMIT = [50, 1_000] as const;
/** An answer this long before a kill may still not have been written down; a request this long after it was on its way. */
const MARKED_MS = 1_500;
const ON_ITS_WAY_MS = 1_000;
/** Until the last of these answers has been read and written down, others of the tenant may be on their way. */
const HOLD_MS = 700;
/** Throttled conversations that make a tenant (services/notifications/outbox/tenant-throttle.ts). */
const MANY = 5;

/** All checks of issue 4's "It is done when" that concern sending. */
export function judge(record: TrialRecord): readonly Check[] {
  const arrived = arrivals(record.heard);
  return [
    noneLost(record, arrived.any),
    { name: 'the words of every note were shown', ...wordsShown(record, arrived.notes) },
    atMostTwice(record, arrived.notes),
    twiceForAReason(record, arrived.notes),
    trueStates(record, arrived),
    inOrder(record, arrived.notes),
    conversationLimits(record.heard),
    tenantLimit(record.heard),
    retryAfter(record.heard),
    tenantsHeld(record),
  ];
}

type Arrivals = ReadonlyMap<string, readonly Heard[]>;

/** What came through of every delivery: as a note, and as a note or the question about it. */
function arrivals(heard: readonly Heard[]): { readonly notes: Arrivals; readonly any: Arrivals } {
  const through = heard.filter(({ fate }) => fate === 'accepted' || fate === 'cut');
  const byNote = (some: readonly Heard[]): Arrivals => {
    const pairs = some.flatMap((one) => one.notes.map((note) => [note, one] as const));
    return new Map(
      [...Map.groupBy(pairs, ([note]) => note)].map(([note, own]) => [
        note,
        own.map(([, one]) => one),
      ]),
    );
  };
  return { notes: byNote(through.filter(({ isQuestion }) => !isQuestion)), any: byNote(through) };
}

function noneLost({ deliveries, promised }: TrialRecord, any: Arrivals): Check {
  const silent = deliveries.filter(({ id, state }) => !any.has(id) && state !== 'unreachable');
  const isComplete = deliveries.length === promised;
  return {
    name: 'none lost',
    holds: isComplete && silent.length === 0,
    figures: `${promised} notes promised, ${deliveries.length} kept, ${silent.length} neither arrived nor unreachable`,
  };
}

function atMostTwice({ deliveries }: TrialRecord, notes: Arrivals): Check {
  const copies = deliveries.map(({ id }) => notes.get(id)?.length ?? 0);
  const count = (times: number): number => copies.filter((one) => one === times).length;
  const more = copies.filter((one) => one > 2).length;
  return {
    name: 'no note more than twice',
    holds: more === 0,
    figures: `${count(1)} once, ${count(2)} twice, ${more} more often`,
  };
}

/** The answer was reset, or a kill fell between the connector's taking it and our writing it down. */
function twiceForAReason({ kills }: TrialRecord, notes: Arrivals): Check {
  const isExcused = (first: Heard, second: Heard): boolean =>
    first.fate === 'cut' ||
    kills.some(
      (kill) =>
        first.at <= kill + ON_ITS_WAY_MS &&
        (first.answeredAt ?? Infinity) >= kill - MARKED_MS &&
        second.at > kill,
    );
  const doubles = [...notes.values()].flatMap(([first, second]) =>
    first && second ? [{ first, second }] : [],
  );
  const resets = doubles.filter(({ first }) => first.fate === 'cut').length;
  const unexcused = doubles.filter(({ first, second }) => !isExcused(first, second)).length;
  return {
    name: 'twice only where the answer was lost or a kill fell between',
    holds: unexcused === 0,
    figures: `${kills.length} kills; ${resets} doubles after a reset, ${doubles.length - resets - unexcused} after a kill, ${unexcused} without a reason`,
  };
}

function trueStates(
  { deliveries, blocked }: TrialRecord,
  { notes, any }: ReturnType<typeof arrivals>,
): Check {
  const isBlocked = new Set(blocked);
  const isTrue = ({ id, state, lastError, recipient }: Delivery): boolean => {
    // What was interrupted twice is asked about: then `lastError` says so, and the question is what arrived, not the note.
    if (state === 'sent') return lastError === null ? notes.has(id) : any.has(id);
    if (state !== 'unreachable' || any.has(id)) return false;
    const conversation = conversationOf(recipient.tenantId, recipient.userId);
    return isBlocked.has(conversation) && (lastError ?? '').includes('MessageWritesBlocked');
  };
  const untrue = deliveries.filter((delivery) => !isTrue(delivery));
  const states = [...Map.groupBy(deliveries, ({ state }) => state)];
  const asked = deliveries.filter(({ state, lastError }) => state === 'sent' && lastError !== null);
  const told = states.map(([state, own]) => `${own.length} ${state}`).join(', ');
  const [example] = untrue;
  return {
    name: 'every delivery in a true state',
    holds: untrue.length === 0,
    figures: `${told}; ${asked.length} asked about; ${untrue.length} untrue${example ? ` (${example.state}: ${example.lastError ?? ''})` : ''}`,
  };
}

/** What a person got for the first time, she got in the order in which it was queued. */
function inOrder({ deliveries }: TrialRecord, notes: Arrivals): Check {
  const people = Map.groupBy(deliveries, ({ recipient }) => JSON.stringify(recipient));
  let overtaken = 0;
  for (const own of people.values()) {
    const firsts = own.flatMap(({ id }) => notes.get(id)?.[0]?.at ?? []);
    overtaken += firsts.filter((at, place) => at < (firsts[place - 1] ?? 0)).length;
  }
  return {
    name: 'in order for each person',
    holds: overtaken === 0,
    figures: `${people.size} people, ${overtaken} notes overtaken`,
  };
}

function conversationLimits(heard: readonly Heard[]): Check {
  const all = [...Map.groupBy(heard, ({ conversation }) => conversation).values()];
  const worst = CONVERSATION_LIMITS.map(
    ([most, span]) => [Math.max(0, ...all.map((own) => densest(own, span))), most, span] as const,
  );
  return {
    name: 'limits of a conversation',
    holds: worst.every(([count, most]) => count <= most),
    figures: worst.map(([count, most, span]) => `${count}/${most} in ${span / 1_000} s`).join(', '),
  };
}

function tenantLimit(heard: readonly Heard[]): Check {
  const [most, span] = TENANT_LIMIT;
  const tenants = Map.groupBy(heard, ({ tenant }) => tenant);
  const worst = Math.max(0, ...[...tenants.values()].map((own) => densest(own, span)));
  const refreshes = heard.filter(({ method }) => method === 'PUT').length;
  return {
    name: 'limit of a tenant',
    holds: worst <= most,
    figures: `${worst}/${most} in ${span / 1_000} s, ${refreshes} of ${heard.length} requests status cards`,
  };
}

/** The most requests in any stretch of time. */
function densest(heard: readonly Heard[], span: number): number {
  const times = heard.map(({ at }) => at).toSorted((one, other) => one - other);
  let [from, most] = [0, 0];
  for (const [place, at] of times.entries()) {
    while (at - (times[from] ?? at) >= span) from += 1;
    most = Math.max(most, place - from + 1);
  }
  return most;
}

function retryAfter(heard: readonly Heard[]): Check {
  let [told, undercut, closest] = [0, 0, Infinity];
  for (const own of Map.groupBy(heard, ({ conversation }) => conversation).values()) {
    for (const [place, { retryAfterMs, answeredAt }] of own.entries()) {
      const next = own[place + 1];
      if (retryAfterMs === null || answeredAt === null || next === undefined) continue;
      const spare = next.at - answeredAt - retryAfterMs;
      told += 1;
      closest = Math.min(closest, spare);
      if (spare < 0) undercut += 1;
    }
  }
  return {
    name: 'Retry-After never undercut',
    holds: undercut === 0,
    figures: `${told} times told, ${undercut} undercut, the closest came ${closest} ms later`,
  };
}

/** Once enough of its conversations were throttled, nothing more of a tenant came before its time. */
function tenantsHeld({ heard, kills }: TrialRecord): Check {
  const wide = heard.filter(({ isTenantWide }) => isTenantWide);
  const early = wide.filter((one) => {
    const before = heard.filter(
      ({ tenant, answeredAt }) =>
        tenant === one.tenant && answeredAt !== null && answeredAt + HOLD_MS < one.at,
    );
    const forgotten = Math.max(
      0,
      ...kills.filter((kill) => kill < one.at),
      ...before.filter(({ status }) => status === 201).map(({ answeredAt }) => answeredAt ?? 0),
    );
    const run = before.filter((past) => past.isTenantWide && past.at > forgotten);
    return new Set(run.map(({ conversation }) => conversation)).size >= MANY;
  });
  return {
    name: 'a throttled tenant is held back',
    holds: early.length === 0,
    figures: `${wide.length} requests met a throttled tenant, ${early.length} after it was known`,
  };
}
