// Fifty submits at once in each of thirty conversations: half rate topics, which only add up; half answer the form's steps,
// several for each, of which one may count.

import { loadKnowledge } from '../../../services/knowledge/content/topic.ts';
import type { Shown } from './connector.ts';
import type { Field } from './field.ts';
import { storedOf, type Stored } from './agreement.ts';
import { insist, newPerson, post, sayingOf, stamp, WAY, type Person } from './person.ts';
import type { Verdict } from './verdict.ts';

const RATINGS = 25;
const STEPS = WAY.slice(1, 6).map(({ step }) => step);
const PER_STEP = 5;
/** Where a step keeps a word of one's own. */
const MARKED: Readonly<Record<string, string>> = { company: 'legalName', contact: 'lastName' };

interface Submit {
  readonly id: string;
  readonly step: string;
  readonly mark: string | undefined;
}

/** In: how many conversations. */
export async function overlapping(field: Field, conversations: number): Promise<Verdict> {
  const people = Array.from({ length: conversations }, newPerson);
  await Promise.all(people.map((person) => insist(field, person, '')));
  const began = performance.now();
  const sent = await Promise.all(people.map((person) => submitAll(field, person)));
  const seconds = (performance.now() - began) / 1_000;
  const stored = await storedOf(field, people);
  const faults = people.flatMap((person, at) => {
    const [mine, there] = [sent[at], stored[at]];
    return mine && there ? faultsIn(field, person, { ...mine, stored: there }) : ['not stored'];
  });
  const ratings = acceptedRatings(field, people, sent);
  faults.push(...(await miscounted(field, ratings)));
  await Promise.all(people.map((person) => goOn(field, person)));
  const ends = await storedOf(field, people);
  const stuck = ends.filter(({ enrollment }) => !enrollment?.confirmedAt).length;
  if (stuck > 0) faults.push(`${stuck} conversations stuck`);
  const answers = stored.flatMap(({ enrollment }) => Object.keys(enrollment?.answers ?? {})).length;
  const all = sent.flatMap(({ statuses }) => statuses);
  const counted = [...ratings.values()].reduce((sum, one) => sum + one, 0);
  const figures = `${all.length} submits in ${seconds.toFixed(1)} s, ${all.filter((one) => one === 200).length} answered 200; ${counted} ratings accepted and counted, ${RATINGS * conversations - counted} refused in words, ${answers} answers filed`;
  return { name: `${field.name}: overlapping submits`, figures, faults };
}

interface Rating {
  readonly id: string;
  readonly topic: string;
}

interface Sent {
  readonly ratings: readonly Rating[];
  readonly submits: readonly Submit[];
  readonly statuses: readonly number[];
}

async function submitAll(field: Field, person: Person): Promise<Sent> {
  const submits: Submit[] = [];
  const sendings: Promise<number>[] = [];
  const ratings: Rating[] = [];
  const send = (fields: object): string => {
    const stamped = stamp(fields);
    sendings.push(post(field, person, stamped));
    return stamped.id;
  };
  const topics = topicIds().values();
  for (const step of STEPS) {
    for (let at = 0; at < PER_STEP; at += 1) {
      const name = MARKED[step];
      const mark = name === undefined ? undefined : `Weiß ${'abcdefgh'[at]}`;
      const id = send(sayingOf(step, name === undefined ? {} : { [name]: mark }));
      submits.push({ id, step, mark });
      const topic = topics.next().value ?? '';
      const value = { action: 'feedback', topic, helpful: true };
      ratings.push({ id: send({ type: 'message', value }), topic });
    }
  }
  return { ratings, submits, statuses: await Promise.all(sendings) };
}

/** Whoever was shown the next card had her answer accepted; whoever was told that it was answered had not. */
function faultsIn(
  field: Field,
  person: Person,
  sent: Sent & { readonly stored: Stored },
): string[] {
  const shown = field.connector.shownIn(person.conversation);
  const answers = sent.stored.enrollment?.answers ?? {};
  const refused = sent.statuses.filter((status) => status !== 200).length;
  const faults = refused > 0 ? [`${person.conversation}: ${refused} submits not answered`] : [];
  for (const step of STEPS) {
    const own = sent.submits.filter((submit) => submit.step === step);
    const value = answers[step]?.values[MARKED[step] ?? ''];
    const found = stepFaults(own, shown, { step, isThere: step in answers, value });
    faults.push(...found.map((fault) => `${person.conversation} ${step}: ${fault}`));
  }
  return faults;
}

function stepFaults(
  own: readonly Submit[],
  shown: readonly Shown[],
  there: { readonly step: string; readonly isThere: boolean; readonly value: unknown },
): readonly string[] {
  const accepted = own.filter(({ id }) => isAccepted(shown, id));
  const answered = own.filter(({ id }) => shown.some(({ replyTo }) => replyTo === id));
  const mark = accepted[0]?.mark;
  // The same once more while the first is under way is one press (decision 24).
  const least = there.step in MARKED ? own.length : 1;
  const faults: readonly (readonly [boolean, string])[] = [
    [accepted.length !== Number(there.isThere), `${accepted.length} accepted, not so stored`],
    [mark !== undefined && there.value !== mark, 'another value than the accepted one'],
    [answered.length < least, `${answered.length} of ${own.length} replied to`],
  ];
  return faults.flatMap(([isSo, what]) => (isSo ? [what] : []));
}

function isAccepted(shown: readonly Shown[], id: string): boolean {
  const own = shown.filter(({ replyTo }) => replyTo === id);
  return own.some(({ kind }) => kind === 'card') && own.every(({ kind }) => kind === 'card');
}

function topicIds(): readonly string[] {
  return [...loadKnowledge().topics.keys()].slice(0, RATINGS);
}

/** How often each topic was rated, by what people were told: whose turn failed knows it. */
function acceptedRatings(
  { connector }: Field,
  people: readonly Person[],
  sent: readonly Sent[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [at, { ratings }] of sent.entries()) {
    const shown = connector.shownIn(people[at]?.conversation ?? '');
    const thanked = new Set(shown.filter(({ kind }) => kind === 'words').map((one) => one.replyTo));
    for (const { id, topic } of ratings) {
      if (thanked.has(id)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
  }
  return counts;
}

async function miscounted(field: Field, expected: ReadonlyMap<string, number>): Promise<string[]> {
  const rows = await field.read((database) =>
    database.selectFrom('ratings').select(['topic', 'helpful']).execute(),
  );
  const stored = new Map(rows.map(({ topic, helpful }) => [topic, helpful]));
  return topicIds().flatMap((topic) => {
    const [there = 0, due = 0] = [stored.get(topic), expected.get(topic)];
    return there === due ? [] : [`${topic}: ${there} ratings instead of ${due}`];
  });
}

/** Whatever has been answered is told to be; the rest is answered; then it is confirmed. */
async function goOn(field: Field, person: Person): Promise<void> {
  for (const { step } of WAY.slice(1)) await insist(field, person, step);
  await insist(field, person, 'confirm');
}
