// Fifty submits at once in each of thirty conversations: half rate topics, which only add up; half answer the form's steps,
// several for each, of which one may count.

import { loadKnowledge } from '../../services/knowledge/topic.ts';
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
  faults.push(...(await miscounted(field, conversations)));
  await Promise.all(people.map((person) => goOn(field, person)));
  const ends = await storedOf(field, people);
  const stuck = ends.filter(({ enrollment }) => !enrollment?.confirmedAt).length;
  if (stuck > 0) faults.push(`${stuck} conversations stuck`);
  const answers = stored.flatMap(({ enrollment }) => Object.keys(enrollment?.answers ?? {})).length;
  const all = sent.flatMap(({ statuses }) => statuses);
  const figures = `${all.length} submits in ${seconds.toFixed(1)} s, ${all.filter((one) => one === 200).length} answered 200; ${RATINGS * conversations} ratings counted, ${answers} answers filed`;
  return { name: `${field.name}: overlapping submits`, figures, faults };
}

interface Sent {
  readonly submits: readonly Submit[];
  readonly statuses: readonly number[];
}

async function submitAll(field: Field, person: Person): Promise<Sent> {
  const submits: Submit[] = [];
  const sendings: Promise<number>[] = [];
  const send = (fields: object, step = '', mark?: string): void => {
    const stamped = stamp(fields);
    if (step !== '') submits.push({ id: stamped.id, step, mark });
    sendings.push(post(field, person, stamped));
  };
  const topics = topicIds().values();
  for (const step of STEPS) {
    for (let at = 0; at < PER_STEP; at += 1) {
      const name = MARKED[step];
      const mark = name === undefined ? undefined : `Weiß ${'abcdefgh'[at]}`;
      send(sayingOf(step, name === undefined ? {} : { [name]: mark }), step, mark);
      const topic = topics.next().value;
      send({ type: 'message', value: { action: 'feedback', topic, helpful: true } });
    }
  }
  return { submits, statuses: await Promise.all(sendings) };
}

/** Whoever was shown the next card had her answer accepted; whoever was told that it was answered had not. */
function faultsIn(field: Field, person: Person, sent: Sent & { readonly stored: Stored }): string[] {
  const shown = field.connector.shownIn(person.conversation);
  const answers = sent.stored.enrollment?.answers ?? {};
  const refused = sent.statuses.filter((status) => status !== 200).length;
  const faults = refused > 0 ? [`${person.conversation}: ${refused} submits not answered`] : [];
  for (const step of STEPS) {
    const own = sent.submits.filter((submit) => submit.step === step);
    const accepted = own.filter(({ id }) => isAccepted(shown, id));
    const [first] = accepted;
    const isThere = step in answers;
    if (accepted.length !== (isThere ? 1 : 0)) {
      faults.push(`${person.conversation} ${step}: ${accepted.length} accepted, there: ${isThere}`);
    }
    const value = answers[step]?.values[MARKED[step] ?? ''];
    if (first?.mark !== undefined && value !== first.mark) {
      faults.push(`${person.conversation} ${step}: another value than the accepted one`);
    }
    const answered = own.filter(({ id }) => shown.some(({ replyTo }) => replyTo === id));
    // The same once more while the first is under way is one press (decision 24).
    if (answered.length < (step in MARKED ? own.length : 1)) {
      faults.push(`${person.conversation} ${step}: ${answered.length} of ${own.length} replied to`);
    }
  }
  return faults;
}

function isAccepted(shown: readonly Shown[], id: string): boolean {
  const own = shown.filter(({ replyTo }) => replyTo === id);
  return own.some(({ kind }) => kind === 'card') && own.every(({ kind }) => kind === 'card');
}

function topicIds(): readonly string[] {
  return [...loadKnowledge().topics.keys()].slice(0, RATINGS);
}

async function miscounted(field: Field, expected: number): Promise<string[]> {
  const rows = await field.read((database) =>
    database.selectFrom('ratings').select(['topic', 'helpful']).execute(),
  );
  const wrong = rows.filter(({ helpful }) => helpful !== expected);
  const missing = RATINGS - rows.length;
  return [
    ...wrong.map(({ topic, helpful }) => `${topic}: ${helpful} ratings instead of ${expected}`),
    ...(missing > 0 ? [`${missing} topics without a rating`] : []),
  ];
}

/** Whatever has been answered is told to be; the rest is answered; then it is confirmed. */
async function goOn(field: Field, person: Person): Promise<void> {
  for (const { step } of WAY.slice(1)) await insist(field, person, step);
  await insist(field, person, 'confirm');
}
