// Rules for every card: Adaptive Cards 1.5 as its parser reads them, and [store-card-actions].

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { actionsOf, cardOf, inputsOf } from './cards.ts';
import type { Reply } from './chat.ts';

/** The part of the parser that is needed; its own types want a browser's. */
interface Parser {
  readonly AdaptiveCard: new () => { parse(card: unknown, context: Context): void };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly Versions: { readonly v1_5: unknown };
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}

const parser = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;
const LARGEST = 28 * 1024;

/** Fails with the first rule a reply's card breaks. */
export function assertGoodCard(reply: Reply): void {
  const card = cardOf(reply);
  const about = String(reply.summary);
  assert.deepEqual(parserComplaints(card), [], about);
  assert.equal(card['version'], '1.5', about);
  assert.ok(about.length > 0 && typeof card['fallbackText'] === 'string', about);
  assert.ok(Buffer.byteLength(JSON.stringify(reply), 'utf8') < LARGEST, `too large: ${about}`);
  assert.ok(actionsOf(card).length <= 6, `too many actions: ${about}`);
  for (const input of inputsOf(card)) assert.ok(input['label'], `no label: ${about}`);
  for (const { type, data, title } of actionsOf(card)) {
    assert.ok(title, `no title: ${about}`);
    if (type === 'Action.Submit') assert.ok((data as { action?: string }).action, about);
  }
}

function parserComplaints(card: unknown): readonly string[] {
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  new parser.AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
}
