import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { readTranscript, replay, writeTranscript } from '../support/transcript.ts';

const here = new URL('.', import.meta.url);
const files = readdirSync(here).filter((name) => name.endsWith('.txt'));

describe('the transcript', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  for (const name of files) {
    it(`${name} goes as written`, async () => {
      const file = new URL(name, here);
      const { head, exchanges } = readTranscript(file);
      const language = name.includes('.de.') ? 'de-DE' : 'en-US';

      const played = await replay(bot.chat({ language, name: 'Anna Muster' }), exchanges);

      if (process.env['UPDATE'] === '1') writeTranscript(file, head, played);
      else assert.deepEqual(played, exchanges);
    });
  }
});
