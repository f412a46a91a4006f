// Microsoft rejects the verification: the person sees it in the chat a moment after the event, without having written.

import assert from 'node:assert/strict';
import { openPlayground, type Playground } from '../support/playground.ts';
import { beginInGerman } from './seewind.ts';

describe('an announcement in the Playground', () => {
  let playground: Playground;

  before(async () => {
    playground = await openPlayground();
    await beginInGerman(playground.chat);
  });

  after(async () => {
    assert.deepEqual(await playground.close(), []);
  });

  it('comes by itself, says what happened and what helps', async () => {
    const printed = await playground.event(
      'verification',
      'rejected',
      '--reason',
      'Adresse *passt* nicht',
    );

    const card = await playground.chat.sees('abgelehnt', 'Fix now', 'Adresse *passt* nicht');

    assert.match(printed, /csp\.verification\.changed/u);
    assert.match(card, /Gesehen|gelesen|Verstanden/iu);
  });
});
