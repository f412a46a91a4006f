import assert from 'node:assert/strict';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { leave } from '../../../services/enrollment/enrollment.ts';
import { draftFindings, valuesOn } from '../../../services/enrollment/drafts.ts';
import { ask, position, startOver } from '../../../services/enrollment/form.ts';
import { recordStep } from '../../../services/enrollment/record-step.ts';
import { takeOver, type DirectoryFacts } from '../../../services/enrollment/take-over.ts';
import {
  act,
  answered,
  begun,
  BEN,
  complete,
  GOOD,
  recorded,
} from '../../support/enrollment-samples.ts';

const { state: _state, registrationId: _registrationId, ...COMPANY } = GOOD.company;
const TOLD: DirectoryFacts = {
  values: { account: GOOD.account, company: COMPANY, contact: GOOD.contact },
  unsure: ['situation'],
  domains: ['contoso.example', 'contoso.onmicrosoft.com'],
  reached: [],
};

function informed(
  enrollment: Enrollment = begun(),
  differing: Partial<DirectoryFacts> = {},
): Enrollment {
  return takeOver(enrollment, { ...TOLD, ...differing }, act()).enrollment;
}

function originsIn(enrollment: Enrollment, step: string): readonly string[] {
  return [...new Set(Object.values(enrollment.answers[step]?.origins ?? {}))];
}

describe('what the directory tells', () => {
  it('answers nothing before the person has said where she stands', () => {
    const enrollment = informed();

    assert.deepEqual(enrollment.answers, {});
    assert.equal(position(enrollment), 'situation');
  });

  it('answers the steps it knows wholly, and says of each value that it is the directory’s', () => {
    const enrollment = recorded(informed(), 'situation');

    assert.equal(position(enrollment), 'partnerId');
    assert.deepEqual(Object.keys(enrollment.answers), [
      'situation',
      'account',
      'company',
      'contact',
    ]);
    assert.deepEqual(originsIn(enrollment, 'account'), ['directory']);
    assert.equal(enrollment.answers['contact']?.values['phone'], '+4930901820');
    assert.deepEqual(originsIn(enrollment, 'situation'), ['typed']);
  });

  it('only fills in what is unsure, and asks', () => {
    const unsure = ['situation', 'workAccount', 'legalName'];
    const enrollment = recorded(informed(begun(), { unsure }), 'situation');

    assert.equal(position(enrollment), 'account');
    assert.deepEqual(valuesOn(enrollment, 'account'), GOOD.account);
    assert.equal(enrollment.answers['company'], undefined);
  });

  it('shows what a rule refuses, with the reason, and files it when mended', () => {
    const contact = { ...GOOD.contact, email: 'ada@gmail.com' };
    const values = { ...TOLD.values, contact };
    const before = recorded(informed(begun(), { values }), 'situation');
    const asked = recorded(before, 'partnerId');

    const mended = recorded(asked, 'contact');

    assert.equal(position(asked), 'contact');
    assert.deepEqual(
      draftFindings(asked, 'contact').map(({ field, code }) => `${field} ${code}`),
      ['email email.webmail'],
    );
    const origins = mended.answers['contact']?.origins ?? {};
    assert.equal(origins['email'], 'typed');
    assert.equal(origins['firstName'], 'directory');
  });

  it('counts a doubt as read that the card showed under its own value', () => {
    const contact = { ...GOOD.contact, email: 'anna@contoso.onmicrosoft.com' };
    const values = { ...TOLD.values, contact };
    const asked = recorded(recorded(informed(begun(), { values }), 'situation'), 'partnerId');

    const same = recordStep(asked, { step: 'contact', values: contact }, act());
    const other = { ...contact, email: 'ben@other.onmicrosoft.com' };
    const another = recordStep(asked, { step: 'contact', values: other }, act());

    assert.equal(same.kind, 'recorded');
    assert.equal(another.kind, 'doubtful');
  });

  it('never overwrites what a person has answered', () => {
    const before = answered('situation', 'account');
    const values = { account: { workAccount: 'user', tenantCountry: 'AT' } };

    const enrollment = informed(before, { values });

    assert.deepEqual(enrollment.answers['account'], before.answers['account']);
  });

  it('files nothing over what somebody has sent and not yet settled', () => {
    const values = { ...GOOD.contact, email: 'anna@gmail.com' };
    const before = recordStep(
      ask(answered('situation'), 'contact', act().at),
      { step: 'contact', values },
      act(),
    ).enrollment;

    const enrollment = informed(ask(before, 'account', act().at));

    assert.equal(enrollment.answers['contact'], undefined);
    assert.equal(valuesOn(enrollment, 'contact')['email'], 'anna@gmail.com');
  });

  it('makes the cards shown before stale, and keeps what was being typed', () => {
    const typed = recordStep(
      answered('situation', 'account', 'partnerId'),
      { step: 'company', values: { ...GOOD.company, postalCode: '1' } },
      act(),
    ).enrollment;

    const enrollment = informed(typed, { unsure: ['legalName'] });

    assert.notEqual(enrollment.asked?.visit, typed.asked?.visit);
    assert.equal(valuesOn(enrollment, 'company')['postalCode'], '1');
  });

  it('is nothing to a direct-bill partner, who goes on with another tenant', () => {
    const filed = recorded(informed(), 'situation');
    const direct = { step: 'situation', values: { situation: 'direct' } } as const;
    const doubted = recordStep(filed, direct, act()).enrollment;

    const enrollment = recordStep(doubted, direct, act()).enrollment;

    assert.deepEqual(Object.keys(enrollment.answers), ['situation']);
    assert.deepEqual(valuesOn(enrollment, 'account'), {});
  });

  it('doubts a country and a domain other than the directory’s', () => {
    const enrollment = informed(answered('situation'), {
      unsure: ['workAccount'],
      values: { account: GOOD.account },
    });

    const account = { ...GOOD.account, tenantCountry: 'AT' };
    const country = recordStep(enrollment, { step: 'account', values: account }, act());
    const email = { ...GOOD.contact, email: 'anna@elsewhere.de', phone: '+49 30 901820' };
    const domain = recordStep(enrollment, { step: 'contact', values: email }, act());

    assert.ok('findings' in country && 'findings' in domain);
    assert.deepEqual(
      country.findings.map(({ code }) => code),
      ['country.otherThanDirectory'],
    );
    assert.deepEqual(
      domain.findings.map(({ code }) => code),
      ['email.otherDomain'],
    );
  });

  it('moves milestones that it proves, but none that a stronger source denies', () => {
    const denied = {
      milestone: 'adminAgent',
      state: 'failed',
      source: 'partnerCenter',
      at: act().at,
    };
    const before = { ...complete(), standing: { adminAgent: denied } } as Enrollment;

    const told: DirectoryFacts = { ...TOLD, reached: ['submitted', 'adminAgent'] };
    const { enrollment, moved } = takeOver(before, told, act());

    assert.deepEqual(moved, ['submitted']);
    assert.equal(enrollment.standing.submitted?.source, 'graph');
    assert.equal(enrollment.standing.adminAgent?.state, 'failed');
  });

  it('is not lessened by a colleague who may read less', () => {
    const first = informed();

    const second = takeOver(
      first,
      {
        values: { account: { workAccount: 'user' } },
        unsure: ['workAccount'],
        domains: [],
        reached: [],
      },
      { by: BEN, at: act(3).at },
    ).enrollment;

    const { values = {}, domains } = second.directory ?? {};
    assert.deepEqual(values, {
      company: COMPANY,
      account: { workAccount: 'user', tenantCountry: 'DE' },
    });
    assert.deepEqual(domains, TOLD.domains);
  });

  it('loses what is about the person when she leaves, and all when the form starts over', () => {
    const shared = { ...informed(), participants: [act().by, BEN] };

    const left = leave(shared, 'anna');

    assert.deepEqual(left?.directory?.values, {
      account: { tenantCountry: 'DE' },
      company: COMPANY,
    });
    assert.equal(left.directory.by, '');
    assert.equal(startOver(shared, act().at).directory, null);
  });
});
