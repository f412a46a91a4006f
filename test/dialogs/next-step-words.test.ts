// "What now?" from every state: one next step, the same as the status says.

import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { createConversation } from '../support/dialog-conversation.ts';
import { recordAt } from '../support/understanding-states.ts';

interface CardBody {
  readonly body?: readonly { readonly id?: string; readonly text?: string }[];
}

const FORM = ['situation', 'account', 'partnerId', 'company', 'contact', 'support', 'review'];
const AFTER = [
  ...['prepared', 'submitted', 'emailConfirmed', 'rejected', 'verified'],
  ...['adminAgent', 'signed', 'invited', 'authorized', 'done'],
];
const WORDS = {
  de: ['was jetzt?', 'wie geht es weiter', 'und nu', 'wer ist dran'],
  en: ["what's next", 'what now?', 'who has to act', 'so what do I do now'],
} as const;
const NEXT = /^(?:Nächster Schritt|Next step|Geschafft|Done):/u;

function nextIn(replies: readonly Partial<Activity>[], kind: string): string | undefined {
  const card = replies
    .map((reply) => reply.attachments?.[0]?.content as CardBody | undefined)
    .find((content) => content?.body?.[0]?.id === kind);
  return card?.body?.map(({ text }) => text ?? '').find((text) => NEXT.test(text));
}

describe('"what now?"', () => {
  for (const language of ['de', 'en'] as const) {
    for (const at of [...FORM, ...AFTER]) {
      it(`in ${language} at ${at} names what the status names`, async () => {
        for (const words of WORDS[language]) {
          const conversation = createConversation(language, recordAt(at, language));
          if (FORM.includes(at)) await conversation.say('registrieren');

          const told = nextIn(await conversation.say(words), 'nextStep');
          const shown = nextIn(await conversation.say('status'), 'status');

          assert.ok(told, words);
          assert.equal(told, shown);
        }
      });
    }
  }
});
