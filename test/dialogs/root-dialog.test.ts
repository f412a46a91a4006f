import assert from 'node:assert/strict';
import { NullTelemetryClient, type TelemetryEvent } from 'botbuilder';
import { fake, replace } from 'sinon';
import { fieldsOf, STEP_IDS, type StepId } from '../../services/enrollment/steps.ts';
import { answered, complete, GOOD } from '../support/enrollment-samples.ts';
import { actionsOf, cardOf, hasCard, inputsOf, partOf } from '../support/cards.ts';
import { createConversation } from '../support/dialog-conversation.ts';

describe('the root dialog', () => {
  for (const [at, step] of STEP_IDS.entries()) {
    it(`shows every field of the step "${step}" and files what is answered there`, async () => {
      const conversation = createConversation('en', answered(...STEP_IDS.slice(0, at)));
      const asked = cardOf((await conversation.say('enroll')).at(-1));

      await conversation.press({ action: 'answer', step, ...GOOD[step] });

      const shown = inputsOf(asked).map(({ id }) => id);
      const optional = fieldsOf(step).filter(
        (field) => field.hidden !== true && !shown.includes(field.id),
      );
      assert.deepEqual(
        optional.map(({ id }) => id),
        step === 'company' ? ['state'] : [],
      );
      assert.ok(conversation.stored()?.answers[step]);
    });

    it(`explains why it asks for "${step}" and asks again`, async () => {
      const conversation = createConversation('de', answered(...STEP_IDS.slice(0, at)));
      await conversation.say('registrieren');

      const replies = await conversation.say('wozu?');

      assert.match(JSON.stringify(cardOf(replies[0])), /Quelle: /u);
      assert.equal(stepAsked(replies.at(-1)), step);
    });
  }

  it('hears a button although no dialog is on the stack', async () => {
    const conversation = createConversation('en', answered('situation', 'account'));

    const replies = await conversation.press({
      action: 'answer',
      step: 'partnerId',
      ...GOOD.partnerId,
    });

    assert.equal(stepAsked(replies.at(-1)), 'company');
  });

  it('files a typed line under no step while none is in front', async () => {
    const before = answered('situation', 'account', 'partnerId');
    const conversation = createConversation('en', before);

    await conversation.say('Contoso Limited');

    assert.deepEqual(conversation.stored(), before);
  });

  it('takes "Help GmbH" for a company and "Was ist eine PartnerID?" for a question', async () => {
    const conversation = createConversation('de', answered('situation', 'account', 'partnerId'));
    await conversation.say('weiter');

    const named = await conversation.say('Help GmbH');
    const asked = await conversation.say('Was ist eine PartnerID?');

    assert.equal(partOf(cardOf(named.at(-1)), 'legalName')?.['value'], 'Help GmbH');
    assert.equal(partOf(cardOf(asked.at(-1)), 'legalName')?.['value'], 'Help GmbH');
  });

  it('names the waterfall of the step, and its steps, in telemetry', async () => {
    const telemetry = new NullTelemetryClient();
    const trackEvent = fake<[TelemetryEvent], undefined>();
    replace(telemetry, 'trackEvent', trackEvent);
    const conversation = createConversation('en', answered('situation'), {}, telemetry);
    await conversation.say('enroll');

    await conversation.press({ action: 'answer', step: 'account', ...GOOD.account });

    const names = trackEvent.args.map(([{ properties = {} }]) =>
      [properties['DialogId'], properties['StepName']].join(' ').trim(),
    );
    assert.deepEqual(
      [...new Set(names)],
      [
        'enrollment.account',
        'enrollment.account ask',
        'enrollment.account record',
        'enrollment.partnerId',
        'enrollment.partnerId ask',
      ],
    );
  });

  it('confirms a review by a typed yes', async () => {
    const conversation = createConversation('en', complete());
    await conversation.say('continue');

    await conversation.say('yes');

    assert.equal(conversation.stored()?.standing.prepared?.state, 'done');
  });

  it('opens the section that is said to be wrong', async () => {
    const conversation = createConversation('en', complete());
    await conversation.say('continue');

    const replies = await conversation.say('the phone is wrong');

    assert.deepEqual(replies.filter(hasCard).map(stepAsked), ['contact']);
  });

  it('says how the review goes on when something else is typed there', async () => {
    const conversation = createConversation('en', complete());
    await conversation.say('continue');

    const replies = await conversation.say('my cat is called Whiskers');

    assert.match(String(replies[0]?.text), /All correct/u);
    assert.ok(replies.some(hasCard));
  });
});

function stepAsked(reply: Parameters<typeof cardOf>[0]): StepId | undefined {
  const datas = actionsOf(cardOf(reply)).map(({ data }) => data as { step?: StepId });
  return datas.find(({ step }) => step !== undefined)?.step;
}
