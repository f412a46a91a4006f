// Going through the form the way a client does: the inputs merged into the data of the button pressed.

import assert from 'node:assert/strict';
import { FORM } from '../fixtures/companies.ts';
import { actionsOf, cardOf, hasCard, inputsOf, textsOf, type CardPart } from './cards.ts';
import type { Chat, Reply } from './chat.ts';

type Inputs = Readonly<Record<string, string>>;

/** The data of a card's button, one of its own before one in its body. In: the button's action. Fails when there is none. */
export function dataOf(card: CardPart, action: string): Record<string, unknown> {
  const own = (card['actions'] ?? []) as readonly CardPart[];
  const datas = [...own, ...actionsOf(card)].map(
    ({ data }) => data as Record<string, unknown> | undefined,
  );
  const found = datas.find((data) => data?.['action'] === action);
  assert.ok(found, `no button "${action}" on ${JSON.stringify(card)}`);
  return found;
}

/** The data of a doubt's own button. In: which of the two, and the input. Fails when there is none. */
export function doubtData(
  card: CardPart,
  kind: 'agreed' | 'replace',
  input: string,
): Record<string, unknown> {
  const datas = actionsOf(card).map(({ data }) => data as Record<string, unknown> | undefined);
  const found = datas.find((data) => data?.[kind] === input);
  assert.ok(found, `no button "${kind}" for ${input} on ${JSON.stringify(card)}`);
  return found;
}

/** What stands in a card's inputs. */
export function valuesIn(card: CardPart): Record<string, string> {
  const given = inputsOf(card).filter(({ value }) => value !== undefined);
  return Object.fromEntries(given.map(({ id, value }) => [String(id), String(value)]));
}

/** The last card among replies. */
export function lastCard(replies: readonly Reply[]): CardPart {
  return cardOf(replies.findLast(hasCard));
}

/** The step a card asks. */
export function stepOf(card: CardPart): unknown {
  return dataOf(card, 'answer')['step'];
}

/** Presses the answer button of a card with these inputs. */
export function answer(chat: Chat, card: CardPart, inputs: Inputs): Promise<readonly Reply[]> {
  return chat.press({ ...dataOf(card, 'answer'), ...inputs });
}

/** Answers steps in order, beginning with `enroll`. Out: the card that comes then. */
export async function fillIn(
  chat: Chat,
  company: Readonly<Partial<Record<(typeof FORM)[number], Inputs>>>,
  until?: (typeof FORM)[number],
): Promise<CardPart> {
  let card = lastCard(await chat.say('registrieren'));
  const isNew = company.situation?.['situation'] === 'new';
  for (const step of FORM.filter((one) => !isNew || one !== 'partnerId')) {
    const inputs = company[step];
    if (inputs === undefined || step === until) break;
    assert.equal(stepOf(card), step);
    card = lastCard(await answer(chat, card, inputs));
  }
  return card;
}

/** All words of replies, on cards and beside them. */
export function wordsIn(replies: readonly Reply[]): string {
  return replies
    .flatMap((reply) => [reply.text ?? '', ...(hasCard(reply) ? textsOf(cardOf(reply)) : [])])
    .join('\n');
}

/** Presses the first milestone button, which moves on. */
export function report(chat: Chat, card: CardPart): Promise<readonly Reply[]> {
  return chat.press(dataOf(card, 'milestone'));
}
