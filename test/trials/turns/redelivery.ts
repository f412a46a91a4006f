// The same activity once more, under its own id or a new one: after the answer, during the turn, and after a SIGKILL between
// commit and send.

import { randomUUID } from 'node:crypto';
import { storedOf } from './agreement.ts';
import type { Field } from './field.ts';
import { insist, newPerson, post, sayingOf, stamp, type Person, type Stamped } from './person.ts';
import type { Verdict } from './verdict.ts';

const HOWS = ['after the answer', 'during the turn', 'after a kill'] as const;
type How = (typeof HOWS)[number];
const RIGHT = 'answered 200, 200; 1 cards, 0 other replies, visit 2, 2 turns';

/** In: how many conversations for each way, and how many of them with a kill. */
export async function redelivery(
  field: Field,
  { conversations, kills }: { readonly conversations: number; readonly kills: number },
): Promise<Verdict> {
  const faults: string[] = [];
  let count = 0;
  for (const how of HOWS) {
    for (const isNew of [false, true]) {
      const people = Array.from(
        { length: how === 'after a kill' ? kills : conversations },
        newPerson,
      );
      for (const person of people) {
        count += 1;
        faults.push(...(await once(field, person, { how, isNew })));
      }
    }
  }
  const figures = `${count} activities sent again (same id, new id; after, during, ${2 * kills} after a SIGKILL between commit and send): one effect, one reply seen`;
  return { name: `${field.name}: redelivery`, figures, faults };
}

interface Way {
  readonly how: How;
  readonly isNew: boolean;
}

async function once(field: Field, person: Person, { how, isNew }: Way): Promise<string[]> {
  await insist(field, person, '');
  const first = stamp(sayingOf('situation'));
  const again: Stamped = isNew ? { ...first, id: randomUUID() } : first;
  const statuses = await sendTwice(field, person, { first, again, how });
  const [stored] = await storedOf(field, [person]);
  const shown = field.connector.shownIn(person.conversation);
  const cards = shown.filter(({ step }) => step === 'account');
  const others = shown.filter(({ kind }) => kind !== 'card' && kind !== 'typing');
  const visits = stored?.enrollment?.visits;
  const became = `answered ${statuses.join(', ')}; ${cards.length} cards, ${others.length} other replies, visit ${String(visits)}, ${String(stored?.turns.size)} turns`;
  const name = `${how}, ${isNew ? 'new' : 'same'} id`;
  return became === RIGHT ? [] : [`${name}: ${became}`];
}

/** What has not come to an answer counts as 200: the channel sends it again for that very reason. */
async function sendTwice(
  field: Field,
  person: Person,
  { first, again, how }: { readonly first: Stamped; readonly again: Stamped; readonly how: How },
): Promise<readonly number[]> {
  const other = field.name.includes('2 replicas') ? 1 : 0;
  if (how === 'after the answer') {
    return [await post(field.at(0), person, first), await post(field.at(other), person, again)];
  }
  if (how === 'during the turn') {
    return Promise.all([post(field.at(0), person, first), post(field.at(other), person, again)]);
  }
  const lost = field.connector.loseNext(person.conversation);
  const broken = post(field.at(0), person, first);
  await lost;
  await field.kill(0);
  const back = field.start(0);
  const status = await broken;
  if (other === 0) await back;
  const answer = await post(field.at(other), person, again);
  await back;
  return [status === 0 ? 200 : status, answer];
}
