// The same event by all three bindings, again and again: one note. And a batch that is far too long.

import assert from 'node:assert/strict';
import { HTTP } from 'cloudevents';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { BATCH } from '../support/event-api.ts';
import { sampleCloudEvent, sampleEvent } from '../support/event-samples.ts';
import { delivered } from '../support/events.ts';

describe('the same event', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot({ QUIET_HOURS: 'off' });
  });

  afterEach(() => bot.stop());

  async function post(body: unknown, headers: Record<string, string>): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${bot.url()}/api/events`, { method: 'POST', headers, body: text });
  }

  it('sent ten times over all three bindings is one note', async () => {
    const chat = bot.chat();
    await chat.say('hallo');
    const subject = `tenant/${chat.tenantId}`;
    const structured = HTTP.structured(sampleCloudEvent({ subject }));
    const binary = HTTP.binary(sampleCloudEvent({ subject }));
    const ways = [
      () => post(structured.body, structured.headers as Record<string, string>),
      () => post(binary.body, binary.headers as Record<string, string>),
      () => post([sampleEvent({ subject }), sampleEvent({ subject })], { 'content-type': BATCH }),
    ];

    const told: string[] = [];
    for (let times = 0; times < 10; times += 1) {
      const response = await ways[times % ways.length]?.();
      const { events } = (await response?.json()) as { events: { status: string }[] };
      assert.equal(response?.status, 202);
      told.push(...events.map(({ status }) => status));
    }
    const heard = await delivered(bot, chat);

    assert.deepEqual(told, ['accepted', ...Array<string>(told.length - 1).fill('duplicate')]);
    assert.equal(heard.filter(({ method }) => method === 'POST').length, 1);
  });

  it('in a batch of 10,000 is refused by name', async () => {
    const events = Array.from({ length: 10_000 }, (_, id) => ({ id: String(id) }));

    const response = await post(events, { 'content-type': BATCH });

    assert.equal(response.status, 400);
    assert.match(await response.text(), /A batch may have 1000 events; this one has 10000/u);
  });
});
