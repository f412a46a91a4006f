// Forms under SIGKILL: people fill them without pause while processes, or the server, are killed at any moment.
// After each kill all that is stored is compared with what was acknowledged and with itself.

import { setTimeout as pause } from 'node:timers/promises';
import { acknowledgedBy, faultsOf, storedOf } from './agreement.ts';
import { NOTE } from './connector.ts';
import type { Field } from './field.ts';
import { fillForm, newPerson, WAY, type Person } from './person.ts';
import type { Verdict } from './verdict.ts';

export interface Course {
  readonly name: string;
  readonly kills: number;
  /** How many people at once. */
  readonly people: number;
  /** One disaster, and everything running again. */
  readonly strike: (field: Field, round: number) => Promise<void>;
}

/** Longest time of life before a kill. */
const LIFE_MS = 500;
const STUCK_MS = 60_000;

interface Crowd {
  readonly all: Person[];
  /** Not yet compared after their end. */
  readonly open: Set<Person>;
  readonly finished: Set<Person>;
}

/** Runs a course over a field. */
export async function forms(
  field: Field,
  { name, kills, people, strike }: Course,
): Promise<Verdict> {
  const crowd: Crowd = { all: [], open: new Set(), finished: new Set() };
  const faults: string[] = [];
  let isEnding = false;
  const lanes = Array.from({ length: people }, async () => {
    while (!isEnding) await live(field, crowd);
  });
  let underWay = 0;
  for (let round = 0; round < kills; round += 1) {
    await pause(Math.random() * LIFE_MS);
    await strike(field, round);
    underWay += crowd.all.filter(isUnderWay).length;
    faults.push(...(await compare(field, crowd)));
  }
  isEnding = true;
  const isOver = await within(STUCK_MS, Promise.all(lanes));
  if (!isOver) faults.push(`${crowd.all.length - crowd.finished.size} conversations stuck`);
  faults.push(...(await compare(field, crowd)), ...shownWrong(field, crowd));
  return {
    name: `${field.name}: ${name}`,
    figures: figuresOf(field, crowd, { kills, underWay }),
    faults,
  };
}

async function live(field: Field, { all, open, finished }: Crowd): Promise<void> {
  const person = newPerson();
  await announce(field, person);
  all.push(person);
  open.add(person);
  await fillForm(field, person);
  finished.add(person);
}

/** Waits for somebody of the tenant to appear, so that her first turn writes to the outbox as well. */
async function announce(field: Field, { tenantId }: Person): Promise<void> {
  const body = JSON.stringify({
    specversion: '1.0',
    id: tenantId,
    source: '/trial',
    type: 'csp.announcement',
    subject: `tenant/${tenantId}`,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: { title: { de: NOTE, en: NOTE }, text: { de: NOTE, en: NOTE } },
  });
  for (;;) {
    const url = await field.url();
    const headers = { 'content-type': 'application/cloudevents+json' };
    const request = { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) };
    const status = await fetch(`${url}api/events`, request).then(
      (response) => response.arrayBuffer().then(() => response.status),
      () => 0,
    );
    if (status === 202) return;
    if (status === 400) throw new Error('The trial’s event is refused.');
    await pause(20);
  }
}

async function compare(field: Field, { open, finished }: Crowd): Promise<string[]> {
  const people = [...open];
  const known = people.map(acknowledgedBy);
  const ended = people.filter((person) => finished.has(person));
  const stored = await storedOf(field, people);
  for (const person of ended) open.delete(person);
  return people.flatMap((person, at) => {
    const there = stored[at];
    return there === undefined ? [] : faultsOf(person, known[at] ?? new Set(), there);
  });
}

/** Each card at least once, and no more often than what leads to it was sent. */
function shownWrong(field: Field, { finished }: Crowd): string[] {
  return [...finished].flatMap((person) =>
    WAY.flatMap(({ step, then }) => {
      const count = cardsIn(field, person, then);
      const again = person.said.find((said) => said.step === step)?.again ?? 0;
      const isRight = count >= 1 && count <= 1 + again;
      return isRight
        ? []
        : [`${person.conversation}: ${then} shown ${count}×, sent again ${again}×`];
    }),
  );
}

function cardsIn({ connector }: Field, { conversation }: Person, step: string): number {
  return connector.shownIn(conversation).filter((shown) => shown.step === step).length;
}

function figuresOf(
  field: Field,
  { all, finished }: Crowd,
  { kills, underWay }: { readonly kills: number; readonly underWay: number },
): string {
  const said = all.flatMap((person) => person.said);
  const acknowledged = said.filter(({ isAcknowledged }) => isAcknowledged).length;
  const again = said.reduce((sum, one) => sum + one.again, 0);
  const twice = [...finished].reduce(
    (sum, person) =>
      sum + WAY.reduce((more, { then }) => more + cardsIn(field, person, then) - 1, 0),
    0,
  );
  return `${kills} times, ${finished.size} forms of ${all.length} ended, ${acknowledged} answers acknowledged and there, ${underWay} answers under way at a strike, ${again} sent again, ${twice} cards seen twice`;
}

function isUnderWay({ said }: Person): boolean {
  return said.at(-1)?.isAcknowledged === false;
}

function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, milliseconds, false).unref();
  });
  return Promise.race([work.then(() => true), late]);
}
