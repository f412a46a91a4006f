// `node test/e2e/picture.ts` makes docs/conversation.png again: the first minute of a conversation, in German.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPlayground } from '../support/playground.ts';

const PICTURE = join(import.meta.dirname, '../../docs/conversation.png');
const WINDOW = { width: 640, height: 1000, scale: 1.4 };

const playground = await openPlayground(WINDOW);
try {
  const { chat } = playground;
  await chat.sees('Welcome to Lotse');
  await chat.say('deutsch');
  await chat.hears('Ab jetzt schreibe ich Deutsch.');
  await chat.reinstall();
  await chat.sees('Willkommen bei Lotse');
  await chat.say('registrieren');
  await chat.sees('Schritt 1 von 7');
  await chat.choose('Wir sind neu und haben noch keine PartnerID');
  await writeFile(PICTURE, await chat.screenshot());
} finally {
  await playground.close();
}
