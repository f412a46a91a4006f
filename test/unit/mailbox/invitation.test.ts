// Which mails are taken for a provider's invitation, how surely, and what is said of them.

import assert from 'node:assert/strict';
import { messageShape } from '../../../services/graph/graph-mail-shapes.ts';
import { assess, type Assessment, type Receiver } from '../../../services/mailbox/invitation.ts';
import { CUSTOMER_INVITATIONS } from '../../fixtures/customer-invitations.ts';
import {
  INVITATION_LINK,
  INVITATIONS,
  LOOK_ALIKES,
  mail,
  MAILBOX,
  NORDWIND,
  germanBody,
  type GraphMail,
} from '../../fixtures/mails.ts';

const KNOWN = { mailbox: MAILBOX, providers: [NORDWIND] };
const UNKNOWN: Receiver = { mailbox: MAILBOX, providers: [] };

function assessed(given: GraphMail, receiver = UNKNOWN): Assessment {
  return assess(messageShape.parse(given), receiver);
}

describe('an invitation', () => {
  for (const [name, given] of Object.entries(INVITATIONS)) {
    it(`is recognized ${name}`, () => {
      const { certainty, invitation, reasons } = assessed(given());

      assert.ok(certainty >= 0.55, `${certainty} ${reasons.join(' ')}`);
      assert.equal(invitation?.url, INVITATION_LINK);
    });
  }

  it('is surer from a provider that the company knows, and has the name of its list', () => {
    const text = `Please accept our partnership as your distributor: ${INVITATION_LINK}`;

    const unknown = assessed(mail({ text, name: 'Anna Berg' }));
    const known = assessed(mail({ text, name: 'Anna Berg' }), KNOWN);

    assert.ok(known.certainty > unknown.certainty);
    assert.equal(known.invitation?.providerName, 'Nordwind Distribution GmbH');
    assert.equal(unknown.invitation?.providerName, 'nordwind.example');
  });

  it('has its provider’s name from the text, then from the sender, never a person’s', () => {
    const plain = `Einladung zur Partnerschaft als indirekter Vertriebspartner: ${INVITATION_LINK}`;

    const told = assessed(mail());
    const signed = assessed(mail({ text: plain }));
    const person = assessed(mail({ text: plain, name: 'Anna Berg' }));

    assert.equal(told.invitation?.providerName, 'Nordwind Distribution');
    assert.equal(signed.invitation?.providerName, 'Nordwind Distribution');
    assert.equal(person.invitation?.providerName, 'nordwind.example');
  });

  it('warns of a sender without proof, of replies to elsewhere, of a colleague in between', () => {
    const bare = assessed(mail({ authentication: undefined }));
    const elsewhere = assessed(mail({ headers: { 'Reply-To': 'Anna <anna@freemail.example>' } }));
    const own = assessed(INVITATIONS['forwarded by a colleague']?.() ?? mail());

    assert.deepEqual(bare.invitation?.warnings, ['unauthenticated']);
    assert.deepEqual(elsewhere.invitation?.warnings, ['repliesElsewhere']);
    assert.deepEqual(own.invitation?.warnings, ['unauthenticated', 'fromColleague']);
  });

  for (const link of CUSTOMER_INVITATIONS) {
    it(`is none with a customer’s invitation in it: ${link}`, () => {
      const text = `Guten Tag, als Ihr indirekter Anbieter laden wir Sie zur Partnerschaft ein: ${link}`;

      const { reasons, invitation } = assessed(mail({ text, subject: 'Einladung' }));

      assert.deepEqual(reasons, ['customerInvitation']);
      assert.equal(invitation, undefined);
    });
  }

  it('is not surer than a provider’s everyday mail about Partner Center allows', () => {
    const link = 'https://partner.microsoft.com/dashboard/v2/customers?id=6f1c2b7e-93ad-4a55-8f7e';
    const text = `Hallo, als indirekter Vertriebspartner sehen Sie Ihre Kunden hier: ${link}`;

    const { certainty, invitation } = assessed(mail({ text, subject: 'Kundenliste' }));

    assert.equal(invitation, undefined, String(certainty));
  });

  it('warns when it reads otherwise than it leads, even between pages of Microsoft', () => {
    const { invitation } = assessed(
      mail({ html: germanBody(INVITATION_LINK, 'aka.ms/einladung') }),
    );

    assert.deepEqual(invitation?.warnings, ['textDiffers']);
  });
});

describe('what only looks like an invitation', () => {
  for (const [name, given] of Object.entries(LOOK_ALIKES)) {
    it(`is none: ${name}`, () => {
      const { certainty, invitation, reasons } = assessed(given(), KNOWN);

      assert.equal(invitation, undefined, `${certainty} ${reasons.join(' ')}`);
    });
  }

  it('is told apart by name', () => {
    const reasons = Object.fromEntries(
      Object.entries(LOOK_ALIKES).map(([name, given]) => [name, assessed(given()).reasons[0]]),
    );

    assert.equal(reasons['a customer invitation'], 'customerInvitation');
    assert.equal(reasons['a forged sender (dmarc=fail)'], 'forgedSender');
    assert.equal(reasons['a name before the @'], 'lookAlikeLink');
    assert.equal(reasons['a text that reads otherwise than its link'], 'deceptiveLink');
    assert.equal(reasons['a meeting about it'], 'notAMail');
  });
});

describe('what the receiving organisation found out', () => {
  it('counts from the topmost header only', () => {
    const forged = 'dmarc=pass header.from=nordwind.example';
    const real =
      'spf=fail smtp.mailfrom=x.example; dkim=none; dmarc=fail header.from=nordwind.example';
    const given = mail({ authentication: forged });
    const headers = [
      { name: 'authentication-results', value: real },
      ...(given.internetMessageHeaders ?? []),
    ];

    const { reasons } = assessed({ ...given, internetMessageHeaders: headers });

    assert.deepEqual(reasons, ['forgedSender']);
  });

  it('does not count when another server says so', () => {
    const { invitation } = assessed(
      mail({ authentication: 'mx.evil.example; dmarc=pass header.from=nordwind.example' }),
    );

    assert.deepEqual(invitation?.warnings, ['unauthenticated']);
  });
});
