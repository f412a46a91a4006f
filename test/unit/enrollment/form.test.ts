// Going through the form: order, ways, steps back, and releases that change the form under way.

import assert from 'node:assert/strict';
import { ask, firstOpen, formOf, position, stepBack } from '../../../services/enrollment/form.ts';
import { STEP_IDS } from '../../../services/enrollment/steps.ts';
import {
  act,
  answered,
  begun,
  complete,
  GOOD,
  recorded,
  stored,
} from '../../support/enrollment-samples.ts';

describe('the form', () => {
  it('asks its steps in order, the review last', () => {
    const positions = [position(begun())];
    let enrollment = begun();

    for (const step of STEP_IDS) {
      enrollment = recorded(stored(enrollment), step);
      positions.push(position(enrollment));
    }

    assert.deepEqual(positions, [...STEP_IDS, 'review']);
  });

  it('asks who is in CSP already only for support data', () => {
    const enrollment = recorded(begun(), 'situation', { situation: 'csp' });

    assert.deepEqual(formOf(enrollment), ['situation', 'support', 'review']);
    assert.equal(position(enrollment), 'support');
    assert.equal(
      position(recorded(enrollment, 'support', { supportPhone: '+4930901821' })),
      'review',
    );
  });

  it('asks the other steps when the company turns out not to be in CSP', () => {
    const inCsp = recorded(begun(), 'situation', { situation: 'csp' });
    const before = recorded(inCsp, 'support', { supportPhone: '+4930901821' });

    const enrollment = recorded(ask(before, 'situation', act().at), 'situation');

    assert.equal(position(enrollment), 'account');
    assert.equal(position(recorded(enrollment, 'account')), 'partnerId');
    assert.notEqual(enrollment.answers['support'], undefined);
  });

  it('keeps who answered, and when', () => {
    const { answers } = recorded(begun(), 'situation');

    const values = GOOD.situation;
    const origins = { situation: 'typed' };
    assert.deepEqual(answers, { situation: { values, origins, at: act().at, by: 'anna' } });
  });

  it('keeps values as the rules leave them', () => {
    const { answers } = recorded(answered('situation'), 'account', {
      workAccount: 'ADMIN',
      tenantCountry: ' deutschland ',
    });

    assert.deepEqual(answers['account']?.values, { workAccount: 'admin', tenantCountry: 'DE' });
  });

  it('goes one step back, and from there on to the first open step', () => {
    const enrollment = answered('situation', 'account', 'partnerId');

    const back = stepBack(enrollment, act().at);
    const twice = back && stepBack(back, act().at);

    assert.equal(back?.asked?.step, 'partnerId');
    assert.equal(twice?.asked?.step, 'account');
    assert.equal(position(recorded(twice, 'account')), 'company');
  });

  it('has nothing before the first step', () => {
    assert.equal(stepBack(begun(), act().at), undefined);
  });

  it('goes back from the review to support data', () => {
    const inCsp = recorded(begun(), 'situation', { situation: 'csp' });

    assert.equal(stepBack(complete(), act().at)?.asked?.step, 'support');
    assert.equal(stepBack(inCsp, act().at)?.asked?.step, 'situation');
  });

  it('numbers every asking, so that an older card is stale', () => {
    const first = begun();
    const second = recorded(first, 'situation');
    const again = ask(second, 'account', act().at);

    assert.deepEqual(
      [first, second, again].map(({ asked }) => asked?.visit),
      [1, 2, 3],
    );
  });
});

describe('an enrollment from before a release', () => {
  it('goes on with the first open step when the asked one is gone', () => {
    const old = {
      ...answered('situation', 'account'),
      asked: { step: 'taxNumber', visit: 3, since: act().at },
    };

    assert.equal(position(stored(old)), 'partnerId');
    assert.equal(stepBack(stored(old), act().at)?.asked?.step, 'account');
  });

  it('files the answer under the step that was asked, though a step was put in before', () => {
    const { partnerId, ...withoutNewStep } = answered(
      'situation',
      'account',
      'partnerId',
      'company',
    ).answers;
    const old = {
      ...begun(),
      answers: withoutNewStep,
      asked: { step: 'contact', visit: 5, since: act().at },
    };

    const enrollment = recorded(stored(old), 'contact');

    assert.notEqual(partnerId, undefined);
    assert.equal(position(old), 'contact');
    assert.equal(enrollment.answers['contact']?.values['email'], GOOD.contact['email']);
    assert.equal(enrollment.answers['partnerId'], undefined);
    assert.equal(position(enrollment), 'partnerId');
  });

  it('asks a step again when a field was added to it', () => {
    const whole = complete();
    const { phone, ...withoutNewField } = whole.answers['contact']?.values ?? {};
    const contact = { values: withoutNewField, origins: {}, at: act().at, by: 'anna' };

    assert.notEqual(phone, undefined);
    assert.equal(firstOpen({ ...whole, answers: { ...whole.answers, contact } }), 'contact');
  });

  it('keeps answers of steps that are gone', () => {
    const taxNumber = { values: { taxNumber: '1' }, origins: {}, at: act().at, by: 'anna' };
    const whole = complete();

    const enrollment = { ...whole, answers: { ...whole.answers, taxNumber } };

    assert.equal(firstOpen(enrollment), 'review');
    assert.deepEqual(recorded(enrollment, 'support').answers['taxNumber'], taxNumber);
  });
});
