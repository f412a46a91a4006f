// Days until secrets end, in /readyz and /metrics: looked up by the duty, remembered in between.

import assert from 'node:assert/strict';
import { type BotUnderTest, startBot } from '../support/bot.ts';
import { APP_ID, type DoctorWorld, SECRET, startDoctorWorld } from '../support/doctor-world.ts';

const DAY_MS = 86_400_000;
const UNPROVED = { state: 'unproved', reason: 'not used since the start' };

interface Ready {
  readonly status: string;
  readonly parts: Readonly<Record<string, { state: string; daysLeft?: number; reason?: string }>>;
}

describe('days until secrets end', () => {
  let world: DoctorWorld;
  let bot: BotUnderTest;

  beforeEach(async () => {
    world = await startDoctorWorld();
    bot = await startBot({ ...world.env });
    endsIn(100);
  });

  afterEach(async () => {
    await bot.stop();
    await world.close();
  });

  function endsIn(days: number): void {
    const endDateTime = new Date(bot.now.getTime() + days * DAY_MS).toISOString();
    world.credentials = [{ hint: SECRET.slice(0, 3), endDateTime }];
  }

  async function credentials() {
    const response = await fetch(`${bot.url()}/readyz`);
    const { parts } = (await response.json()) as Ready;
    return { status: response.status, ...parts['credentials'] };
  }

  it('are not told before they are known', async () => {
    assert.deepEqual(await credentials(), { status: 200, ...UNPROVED });
  });

  it('are told as they are known, without asking anybody', async () => {
    await bot.lookAhead();
    const asked = world.calls.length;

    const first = await credentials();
    bot.now = new Date(bot.now.getTime() + 80 * DAY_MS);
    const later = await credentials();
    const metrics = await (await fetch(`${bot.url()}/metrics`)).text();

    assert.deepEqual(first, { status: 200, ...UNPROVED, daysLeft: 100 });
    assert.deepEqual(later, {
      status: 200,
      state: 'unproved',
      reason: 'appPassword ends soon',
      daysLeft: 20,
    });
    assert.match(metrics, /^lotse_days_to_expiry\{what="appPassword"\} 20$/mu);
    assert.equal(world.calls.length, asked);
  });

  it('are a fault when they are over, while the bot stays ready', async () => {
    endsIn(-1);

    await bot.lookAhead();

    const told = await credentials();
    assert.deepEqual(told, {
      status: 200,
      state: 'fault',
      reason: 'appPassword has ended',
      daysLeft: -1,
    });
  });

  it('stay what they were while Graph does not answer', async () => {
    await bot.lookAhead();
    world.instead.set(`/v1.0/applications(appId='${APP_ID}')`, { status: 503, body: {} });

    await bot.lookAhead();

    assert.equal((await credentials()).daysLeft, 100);
  });
});
