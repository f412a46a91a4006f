// When secrets and subscriptions run out: looked up by a job and remembered, so that /readyz and /metrics ask nobody.

import { Gauge, type Registry } from 'prom-client';
import { errorCode, type Log } from './log.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Long enough for a holiday of whoever may make a new one. */
export const SOON_DAYS = 30;

/** Out: days to a tenth; negative when it is over. */
export function daysUntil(end: Date, now: Date): number {
  return Math.round(((end.getTime() - now.getTime()) / DAY_MS) * 10) / 10;
}

export const EXPIRING = [
  'appPassword',
  'graphSecret',
  'partnerCenterSecret',
  'mailboxSubscription',
] as const;
export type ExpiringThing = (typeof EXPIRING)[number];

/** When it ends; undefined = that is not known. */
export type ExpirySource = () => Promise<Date | undefined>;

/** How a part stands, as /readyz shows it. */
export interface PartState {
  /** `unproved`: configured, and not used with success since the start. */
  readonly state: 'ok' | 'off' | 'unproved' | 'fault';
  /** For a fault: what is wrong, without anybody's data in it. */
  readonly reason?: string;
  /** Until something it needs runs out. */
  readonly daysLeft?: number;
  /** When it last worked, ISO 8601. */
  readonly provedAt?: string;
}

/** A secret or subscription whose end is watched. */
export interface ExpiringSecret {
  readonly what: ExpiringThing;
  readonly endsAt: ExpirySource;
  /** The part of /readyz that is at fault when it has ended; absent when that part tells it itself. */
  readonly part?: string;
}

export interface Expiries {
  /** Looks everything up. Never rejects; what cannot be looked up keeps the end it had. */
  refresh(): Promise<void>;
  /** To a tenth, negative when it is over; undefined = not known. */
  daysLeft(what: ExpiringThing): number | undefined;
}

export interface ExpiriesDeps {
  readonly sources: Partial<Readonly<Record<ExpiringThing, ExpirySource>>>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Nothing is known until the first refresh. */
export function createExpiries({ sources, now, log }: ExpiriesDeps): Expiries {
  const ends = new Map<ExpiringThing, Date>();

  async function look(what: ExpiringThing): Promise<void> {
    try {
      const end = await sources[what]?.();
      if (end === undefined) ends.delete(what);
      else ends.set(what, end);
    } catch (error) {
      log.warn('expiry-unknown', { what, code: errorCode(error) });
    }
  }

  return {
    async refresh() {
      await Promise.all(EXPIRING.map(look));
    },
    daysLeft(what) {
      const end = ends.get(what);
      return end === undefined ? undefined : daysUntil(end, now());
    },
  };
}

/** What is known as a gauge; what is not known has no line. */
export function exposeExpiries(registers: Registry[], expiries: Pick<Expiries, 'daysLeft'>): void {
  new Gauge({
    name: 'lotse_days_to_expiry',
    help: 'Days until a secret or subscription ends; negative when it is over.',
    labelNames: ['what'],
    registers,
    collect() {
      this.reset();
      for (const what of EXPIRING) {
        const days = expiries.daysLeft(what);
        if (days !== undefined) this.set({ what }, days);
      }
    },
  });
}

/** A part and its secret: at fault when that is over, in words when that is near. What is at fault or off stays so. */
export function withExpiry(
  part: PartState,
  expiries: Pick<Expiries, 'daysLeft'>,
  what: ExpiringThing,
): PartState {
  const days = expiries.daysLeft(what);
  if (days === undefined || part.state === 'off' || part.state === 'fault') return part;
  const daysLeft = Math.min(days, part.daysLeft ?? days);
  if (days <= 0) return { ...part, state: 'fault', reason: `${what} has ended`, daysLeft };
  if (days > SOON_DAYS) return { ...part, daysLeft };
  return { ...part, reason: `${what} ends soon`, daysLeft };
}
