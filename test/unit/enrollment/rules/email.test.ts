// The primary contact's address: web-mail, generic, government, tenant and foreign domains.

import assert from 'node:assert/strict';
import {
  email,
  governmentDomain,
  onmicrosoftDomain,
  otherDomain,
  registrableDomain,
  unusualLocalPart,
  workEmail,
} from '../../../../services/enrollment/rules/email.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

const WEBMAIL = {
  'the five the page names': 'gmail.com yahoo.com icloud.com aol.com outlook.com',
  'their other endings':
    'googlemail.com yahoo.de yahoo.co.jp yahoo.fr ymail.com me.com mac.com aol.de outlook.de outlook.fr outlook.com.br hotmail.com hotmail.co.uk live.com live.de msn.com GMAIL.COM gmail.de',
  'their subdomains': 'mail.gmail.com foo.gmx.de de.yahoo.com mail.web.de kunde.bluewin.ch',
  Germany:
    'gmx.de gmx.net web.de t-online.de freenet.de arcor.de mail.de posteo.de mailbox.org 1und1.de online.de vodafone.de kabelmail.de tuta.com',
  Austria: 'gmx.at aon.at chello.at a1.net magenta.at',
  Switzerland: 'gmx.ch bluewin.ch hispeed.ch sunrise.ch freesurf.ch',
  France: 'orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr',
  Poland: 'wp.pl o2.pl onet.pl interia.pl op.pl',
  'Italy and Spain': 'libero.it virgilio.it tin.it hotmail.it telefonica.net',
  'the Czech Republic and Slovakia': 'seznam.cz email.cz centrum.cz azet.sk zoznam.sk',
  'the east': 'mail.ru yandex.ru bk.ru ukr.net abv.bg freemail.hu inbox.lv',
  Asia: 'qq.com 163.com naver.com rediffmail.com',
  'the Benelux and Britain': 'telenet.be skynet.be ziggo.nl planet.nl btinternet.com talktalk.net',
  America: 'comcast.net verizon.net att.net uol.com.br',
  'privacy and throw-away':
    'proton.me protonmail.com fastmail.com hushmail.com mailinator.com yopmail.com trashmail.de',
} as const;

const COMPANIES =
  'contoso.com contoso.de contoso.co.uk contoso.example fabrikam.pl müller.de example.com example.org microsoft.com sap.com siemens.com telekom.de bosch.com bechtle.com cancom.de tdsynnex.com ingrammicro.com also.com crayon.com softwareone.com ibm.com post.ch swisscom.com telefonica.de vodafone.com orange.com outlook-consulting.de gmail-experts.com yahoosystems.de mylive.de hotmailer.example mail-boxes.de';

const GENERIC =
  'info admin administrator marketing email e-mail INFO info2 info.berlin info-de info_de marketing.de it-admin admin1';

const PERSONS =
  "infante adminger emailia marketinger benjamin.infante informatik max.mueller jean-luc o'neil mueller m max+csp max_muster -max- ~max";

const GOVERNMENT =
  'whitehouse.gov army.mil cabinetoffice.gov.uk bmi.bund.de bka.gv.at estv.admin.ch gouv.fr gob.mx gov.pl comune.gov.it gov.in govt.nz mofa.go.jp go.kr ec.europa.eu stmwi.bayern.de senate.berlin.de nrw.de canada.gc.ca';

const NO_GOVERNMENT =
  'contoso.de gov.contoso.de govtech.de go.de logo.jp bayern-it.de goverto.com mil.de.example';

const BROKEN = [
  'a@b',
  'a b@contoso.de',
  '@contoso.de',
  'max@',
  'max@@contoso.de',
  'max@contoso',
  'max@contoso..de',
  'max@-contoso.de',
  'max@contoso.de.',
  'Max <max@contoso.de>',
  'max@contoso.de, ben@contoso.de',
  'max@127.0.0.1',
  'max@[127.0.0.1]',
  'max@localhost',
  'max@contoso.de?subject=x',
  'max@ｇｍａｉｌ.com',
  '<b>max</b>@contoso.de',
  `max@${'a'.repeat(300)}.de`,
  'contoso.de',
];

const WRONG_LOCAL_PARTS = [
  '.max@contoso.de',
  'max.@contoso.de',
  'max..muster@contoso.de',
  'müller@contoso.de',
  'max\\muster@contoso.de',
  '"max muster"@contoso.de',
  '"max"@contoso.de',
  'max(muster)@contoso.de',
  'max:muster@contoso.de',
  'max[1]@contoso.de',
  `${'a'.repeat(65)}@contoso.de`,
];

describe('a work address', () => {
  for (const [origin, domains] of Object.entries(WEBMAIL)) {
    it(`at a web-mail service (${origin}) is refused`, () => {
      for (const domain of domains.split(' ')) {
        assert.equal(read(workEmail(), `max.muster@${domain}`), '[email.webmail]', domain);
      }
    });
  }

  it('at a company is accepted', () => {
    for (const domain of COMPANIES.split(' ')) {
      assert.equal(read(workEmail(), `max.muster@${domain}`), `max.muster@${domain}`);
    }
  });

  it('for everybody is refused', () => {
    for (const name of GENERIC.split(' ')) {
      assert.equal(read(workEmail(), `${name}@contoso.de`), '[email.generic]', name);
    }
  });

  it('of a person whose name begins like a generic one is accepted', () => {
    for (const name of PERSONS.split(' ')) {
      assert.equal(read(workEmail(), `${name}@contoso.de`), `${name}@contoso.de`);
    }
  });

  for (const text of BROKEN) {
    it(`written ${text.slice(0, 40)} is refused`, () => {
      assert.equal(read(workEmail(), text), '[email.format]');
    });
  }

  for (const text of WRONG_LOCAL_PARTS) {
    it(`written ${text.slice(0, 40)} is refused for what stands before the @`, () => {
      assert.equal(read(workEmail(), text), '[email.localPart]');
      assert.equal(read(email(), text), '[email.localPart]');
    });
  }

  it('is demanded', () => {
    assert.equal(read(workEmail(), ''), '[required]');
    assert.equal(read(workEmail(), ' \t '), '[required]');
  });

  it('is kept without blanks, "mailto:" and invisible characters', () => {
    assert.equal(read(workEmail(), '  max@contoso.de '), 'max@contoso.de');
    assert.equal(read(workEmail(), 'mailto:max@contoso.de'), 'max@contoso.de');
    assert.equal(read(workEmail(), 'max\u200B@contoso.de\u202E'), 'max@contoso.de');
  });
});

describe('a support address', () => {
  it('may be a shared or a web-mail one', () => {
    assert.equal(read(email(), 'info@contoso.de'), 'info@contoso.de');
    assert.equal(read(email(), 'contoso@gmail.com'), 'contoso@gmail.com');
  });

  it('must be an address', () => {
    assert.equal(read(email(), 'support'), '[email.format]');
    assert.equal(read(email(), ''), '[required]');
  });
});

describe('the doubts about an address', () => {
  it('name a government domain', () => {
    for (const domain of GOVERNMENT.split(' ')) {
      assert.equal(governmentDomain(`max@${domain}`, known()), 'email.government', domain);
    }
  });

  it('do not take a company for a government', () => {
    for (const domain of NO_GOVERNMENT.split(' ')) {
      assert.equal(governmentDomain(`max@${domain}`, known()), undefined, domain);
    }
  });

  it('name the first domain of a tenant', () => {
    assert.equal(onmicrosoftDomain('max@contoso.onmicrosoft.com', known()), 'email.onmicrosoft');
    assert.equal(onmicrosoftDomain('max@CONTOSO.OnMicrosoft.COM', known()), 'email.onmicrosoft');
    assert.equal(onmicrosoftDomain('max@onmicrosoft-help.com', known()), undefined);
    assert.equal(onmicrosoftDomain('max@contoso.com', known()), undefined);
  });

  it('name marks that no account may have', () => {
    for (const name of ['max&ben', 'max/it', 'max=1', 'max*', 'max%it', 'max?', '{max}']) {
      assert.equal(unusualLocalPart(`${name}@contoso.de`, known()), 'email.unusual', name);
    }
    for (const name of [
      'max',
      'max.muster',
      'max+csp',
      "o'neil",
      'max_m',
      'max-m',
      'max!',
      '#max',
    ]) {
      assert.equal(unusualLocalPart(`${name}@contoso.de`, known()), undefined, name);
    }
  });

  const DOMAINS = [
    ['max@contoso.de', 'contoso.de', undefined],
    ['max@mail.contoso.de', 'contoso.de', undefined],
    ['max@CONTOSO.de', 'contoso.de', undefined],
    ['max@contoso.co.uk', 'contoso.co.uk', undefined],
    ['max@fabrikam.co.uk', 'contoso.co.uk', 'email.otherDomain'],
    ['max@fabrikam.github.io', 'contoso.github.io', 'email.otherDomain'],
    ['max@contoso.com', 'contoso.de', 'email.otherDomain'],
    ['max@müller.de', 'xn--mller-kva.de', undefined],
    ['max@mueller.de', 'müller.de', 'email.otherDomain'],
    ['max@contoso.onmicrosoft.com', 'contoso.de', undefined],
  ] as const;

  for (const [address, own, doubt] of DOMAINS) {
    it(`compare ${address} with the website's ${own}`, () => {
      const ownDomains = [registrableDomain(`https://www.${own}/de`)];

      assert.equal(otherDomain(address, known({ ownDomains })), doubt);
    });
  }

  it('say nothing of the domain while none is known', () => {
    assert.equal(otherDomain('max@contoso.de', known()), undefined);
  });
});
