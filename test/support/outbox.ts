// Notes that wait for Anna, and a dispatcher driven through time.

import type { Delivery } from '../../services/notifications/notification.ts';
import { announcement, stage, type Stage } from './announcing.ts';

/** Anna has written; what she is told about is in the outbox. */
export async function waiting(notes = 1): Promise<Stage> {
  const on = await stage();
  await on.meet('tenant-1', 'anna');
  for (let count = 0; count < notes; count += 1) await on.intake.accept([announcement()]);
  return on;
}

export async function deliveries(on: Stage): Promise<readonly Delivery[]> {
  const page = await on.intake.deliveries({ limit: 50 });
  return page.deliveries.toReversed();
}

export async function states(on: Stage): Promise<readonly string[]> {
  return (await deliveries(on)).map(({ state }) => state);
}

/** Drives the dispatcher for a time, a step at a time. */
export async function during(on: Stage, ms: number, step: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await on.dispatcher.drain();
    on.pass(step);
  }
  await on.dispatcher.drain();
}
