// What an answer is made of: home, both sides, doubts, changes since 2020; and what is no region question.

import assert from 'node:assert/strict';
import { answerRegion } from '../../../../services/knowledge/regions/region-answer.ts';
import { readRegionQuestion } from '../../../../services/knowledge/regions/region-question.ts';
import { told } from './told.ts';

const AT_HOME: readonly (readonly [question: string, home: string, answer: string])[] = [
  ['Darf ich nach Polen verkaufen?', 'AT', 'sell yes AT>PL EUR'],
  ['may we sell to Turkey', 'DE', 'sell no DE>TR USD'],
  ['Darf ich in ganz Europa verkaufen, auch in der Schweiz?', 'US', 'sell no US>CH CHF in Europe'],
  ['ist die Türkei in unserer Region', 'DE', 'sameRegion no DE>TR USD'],
  ['Is Kuwait in our region?', 'TR', 'sameRegion yes TR>KW USD'],
  ['are norway and iceland in the same region as us', 'DE', 'sameRegion yes DE>NO+IS NOK/EUR'],
  ['can a UK distributor supply us', 'DE', 'supply yes GB>DE'],
  ['unser Distributor sitzt in den USA, geht das', 'DE', 'supply no US>DE'],
  ['Darf ich aus Österreich nach Polen verkaufen?', 'US', 'sell yes AT>PL EUR'],
  ['which currency for Swiss customers', 'DE', 'currency yes CH CHF'],
  ['Zu welcher Region gehört Israel?', 'DE', 'region yes IL USD'],
  ['Dürfen wir nach Russland verkaufen?', 'DE', 'sell no DE>RU not listed RU changed'],
  ['Darf ich nach Polen verkaufen?', 'IR', 'sell no IR>PL EUR not listed IR'],
];

const NO_QUESTION = [
  ...'Was ist eine CSP-Region?|In welcher Währung wird abgerechnet?|Wie lange dauert die Überprüfung in Deutschland?|brauche ich in Polen eine Registernummer?|wir sind eine Firma aus Deutschland, was brauchen wir?'.split(
    '|',
  ),
  ...'wir verkaufen in Deutschland und Frankreich, zwei Verträge?|wir wollen zusätzlich in den USA verkaufen|Können wir aus Deutschland CSP Reseller werden?|Kann ich das Formular auf Deutsch ausfüllen?|Darf ich verkaufen?|Was muss ich tun um in Polen zu verkaufen?|Kann ich meinen deutschen Anbieter wechseln?|Kann der Distributor in Deutschland meine Kunden sehen?|Straße des 17. Juni 135, Berlin|Müller Schweiz AG|Wir verkaufen in Deutschland|Kann ich einen Firmensitz in Polen angeben?|Kann der Kunde in Österreich die Beziehung beenden?|Ist meine Firma in der Schweiz schon verifiziert?|Kann ich in Österreich Support bekommen?|Welche Distributoren gibt es in Deutschland?|Ist die Steuernummer in Deutschland Pflicht?|Österreich|Welche Länder gehören zu Europa?|Wir ziehen von Deutschland nach Österreich um'.split(
    '|',
  ),
  ...'Is the agreement available in English?|What is the currency?|how do I sell to Poland|Can I change my German provider?|Who can sell in Germany?|Can I register my company in Germany?|Is my company in the UK verified?|Can I offer support to customers in Germany?|is one csp account enough for europe and the US|do German documents need a translation|customer sits in Germany but has a US tenant|may the distributor order for our customers without us|Which countries are in region Europe?|Germany|'.split(
    '|',
  ),
];

describe('a region answer', () => {
  for (const [question, home, answer] of AT_HOME) {
    it(`knows the company is in ${home}: ${question}`, () => {
      assert.equal(told(question, home), answer);
    });
  }

  it('has the facts of each country, and the date of the list', () => {
    const question = readRegionQuestion('Darf ich aus Deutschland in die Türkei verkaufen?');
    assert.ok(question);

    assert.deepEqual(answerRegion(question), {
      kind: 'sell',
      verdict: 'no',
      from: 'DE',
      to: 'TR',
      regions: [
        { country: 'DE', region: 'Europe', currencies: ['EUR'] },
        {
          country: 'TR',
          region: 'Middle East, Central Europe, and Eastern Europe',
          currencies: ['USD'],
        },
      ],
      currencies: ['USD'],
      sure: true,
      asOf: '2023-08-17',
    });
  });

  it('counts the region of the provider of a sale as well', () => {
    const text =
      'Unser Distributor sitzt in den USA, wir in Deutschland. Dürfen wir Kunden in Polen beliefern?';
    assert.equal(told(text), 'sell no DE>PL EUR');
  });

  it('is unsure where the currency hangs on who sells to whom', () => {
    assert.equal(told('Verkauf Deutschland Schweiz erlaubt?'), 'sell yes DE>CH CHF unsure');
    assert.equal(told('Verkauf Deutschland Portugal erlaubt?'), 'sell yes DE>PT EUR');
  });
});

describe('no region question', () => {
  for (const text of NO_QUESTION) {
    it(`is: ${text}`, () => {
      assert.equal(told(text), '-');
    });
  }

  it('is nothing of 10,000 characters in time', () => {
    const start = performance.now();
    for (const text of ['(((a+)+)+', 'in der ', 'Kunde sitzt mit ', 'und § ¶ ', 'Polen, ']) {
      readRegionQuestion(text.repeat(2000));
    }
    assert.ok(performance.now() - start < 500);
  });
});
