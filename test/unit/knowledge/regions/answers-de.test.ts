// Region questions in German, each with the line its answer makes (see told.ts).

import assert from 'node:assert/strict';
import { told } from './told.ts';

const QUESTIONS: readonly (readonly [question: string, answer: string])[] = [
  ['Darf ich aus Österreich nach Polen verkaufen?', 'sell yes AT>PL EUR'],
  ['ist die Türkei in unserer Region', 'sameRegion depends TR USD missing from'],
  ['Gehört die Ukraine zur Region Europa?', 'region no UA USD in Europe'],
  ['Ist Serbien in der gleichen Region wie Deutschland?', 'sameRegion no RS>DE EUR'],
  ['Kann ein deutscher Reseller mit einem amerikanischen Distributor arbeiten?', 'supply no US>DE'],
  ['Können wir als Schweizer Firma Kunden in Liechtenstein betreuen?', 'sell yes CH>LI EUR'],
  [
    'unsere firma sitzt in zürich, dürfen wir auch nach frankreich liefern',
    'sell yes CH>FR EUR unsure',
  ],
  ['Zu welcher CSP-Region gehört Israel?', 'region yes IL USD'],
  ['Zahlen Kunden in Polen in Zloty oder Euro?', 'currency yes PL EUR'],
  ['Wird in Tschechien in Euro abgerechnet?', 'currency yes CZ EUR in EUR'],
  ['Gibt es CSP in Belarus?', 'listed no BY not listed BY changed'],
  [
    'Darf ich in Brasilien verkaufen, wenn meine Firma in Portugal sitzt?',
    'sell no PT>BR USD/BRL changed',
  ],
  ['Welche Währung gilt im Vatikan?', 'currency unknown VA'],
  ['Dürfen wir von Deutschland aus Kunden in Österreich beliefern?', 'sell yes DE>AT EUR'],
  ['Kunde in Schweden, Kronen oder Euro?', 'currency yes SE SEK'],
  ['schweizer firma deutscher distributor', 'supply yes DE>CH'],
  ['distributor aus österreich für deutsche firma', 'supply yes AT>DE'],
  ['Zählt Großbritannien nach dem Brexit noch zu Europa bei CSP?', 'region yes GB GBP in Europe'],
  ['serbien und bosnien, in welcher region liegen die', 'region yes RS+BA USD'],
  [
    'Darf ich aus Deutschland nach Polen und in die Türkei verkaufen?',
    'sell depends DE>PL+TR EUR/USD',
  ],
  ['Darf ich aus Deutschland in der ganzen EU verkaufen?', 'sell yes DE> in Europe unsure'],
  ['Wohin darf ein Schweizer Partner verkaufen?', 'region yes CH CHF'],
  [
    'Kann ich bei einem holländischen Händler Lizenzen einkaufen, wenn wir in Belgien sitzen?',
    'supply yes NL>BE',
  ],
  ['Sind Japan und Südkorea in derselben Region?', 'sameRegion no JP>KR KRW'],
  ['Ist Polen in einer anderen Region als Deutschland?', 'sameRegion no PL>DE EUR differ'],
  ['Darf ich nach Georgien verkaufen?', 'sell depends GE USD missing from'],
  ['Kann man CSP in Kuba verkaufen?', 'sell no CU not listed CU'],
  ['Verkauf Deutschland Schweiz erlaubt?', 'sell yes DE>CH CHF unsure'],
  [
    'Ich möchte wissen ob ich von Deutschlnad nach Frankriech verkuafen darf',
    'sell yes DE>FR EUR unsure',
  ],
  ['liegt marokko in afrika bei csp?', 'region no MA USD in Africa'],
  ['Darf eine deutsche Firma an Unternehmen in Norwegen verkaufen?', 'sell yes DE>NO NOK'],
  ['Ist es erlaubt, dass unser Anbieter in Irland sitzt und wir in Spanien?', 'supply yes IE>ES'],
  ['Wir sind in Österreich. Darf unser Distributor aus Deutschland sein?', 'supply yes DE>AT'],
  ['Welche Währung hat die Region Indien?', 'currency yes IN INR'],
  [
    'Wie sieht es mit Kunden in Australien aus, darf ich die von Deutschland aus bedienen?',
    'sell no DE>AU AUD',
  ],
  ['kann man in Russland noch verkaufen', 'sell no RU not listed RU changed'],
  ['Wir sitzen in Köln. Dürfen wir an eine Firma in Oslo verkaufen?', 'sell yes DE>NO NOK unsure'],
  ['Geht Verkauf von Irland nach UK?', 'sell yes IE>GB GBP'],
  ['Darf mein Kunde in Kanada sein, wenn ich in Deutschland registriert bin?', 'sell no DE>CA CAD'],
  [
    'Ist es okay, wenn ich Lizenzen an ein norwegisches Unternehmen weiterverkaufe?',
    'sell depends NO NOK missing from',
  ],
  [
    'Hätte gern gewusst, ob ein luxemburgischer Reseller belgische Kunden bedienen darf',
    'sell yes LU>BE EUR',
  ],
  ['Dürfen deutsche Reseller in der Ukraine anbieten?', 'sell no DE>UA USD'],
  ['Kann ein Distributor mit Sitz in Dublin uns in München beliefern?', 'supply yes IE>DE unsure'],
  ['Wir haben einen polnischen Anbieter, sind aber in Tschechien – ok?', 'supply yes PL>CZ'],
  [
    'Darf ich meinen Provider in den Vereinigten Staaten haben, wenn ich in Frankreich sitze?',
    'supply no US>FR',
  ],
  [
    'Können wir über einen türkischen Distributor bestellen? Wir sind in Griechenland.',
    'supply no TR>GR',
  ],
  ['Welche Region hat Kasachstan?', 'region yes KZ USD'],
  ['Wo ist Georgien eingeordnet, welche CSP Region?', 'region yes GE USD'],
  ['In welche Region fällt Neuseeland?', 'region yes NZ NZD'],
  ['Welche Währung für einen Kunden aus Mexiko?', 'currency yes MX USD'],
  ['Bekommen Kunden in Bulgarien die Rechnung in Lewa oder Euro?', 'currency yes BG EUR'],
  ['Wird in Großbritannien in Pfund abgerechnet?', 'currency yes GB GBP in GBP'],
  ['welche währung haben kunden auf den färöern', 'currency yes FO DKK changed'],
  [
    'In welcher Währung zahlt ein Kunde in Dänemark, wenn wir in Deutschland sitzen?',
    'currency yes DE>DK DKK',
  ],
  ['Ist Kuba in CSP dabei?', 'listed no CU not listed CU'],
  ['steht der Iran auf der Liste der CSP-Länder', 'listed no IR not listed IR'],
  ['Nordkorea – gibt es dort CSP?', 'listed no KP not listed KP'],
  ['gehören Deutschland und Österreich zum selben Markt?', 'sameRegion yes DE>AT EUR'],
  ['liegt Zypern in derselben Region wie Malta?', 'sameRegion yes CY>MT EUR'],
  [
    'Sind Russland und Deutschland in einer Region?',
    'sameRegion no RU>DE EUR not listed RU changed',
  ],
  ['Darf ich von Deutschland nach Deutschland verkaufen?', 'sell yes DE>DE EUR'],
  ['kann ich von der schweiz aus deutsche kunden beliefern', 'sell yes CH>DE EUR'],
  ['Darf eine Firma aus Liechtenstein in der Schweiz verkaufen?', 'sell yes LI>CH CHF'],
  ['darf ich als firma in at kunden in de betreuen', 'sell yes AT>DE EUR unsure'],
  ['als österreichischer Partner: Kunden in Südtirol möglich?', 'sell yes AT>IT EUR unsure'],
  ['Dürfen wir (Sitz: Hamburg) Kunden in Dubai haben?', 'sell no DE>AE USD unsure'],
  [
    'Mein Unternehmen ist in Spanien, mein Kunde in Marokko. Darf ich ihm Lizenzen verkaufen?',
    'sell no ES>MA USD',
  ],
  [
    'Hallo, wir sind ein IT-Haus aus Graz und ein Interessent aus Ljubljana hat angefragt, dürfen wir den beliefern?',
    'sell yes AT>SI EUR unsure',
  ],
  ['Ich spreche Deutsch, darf ich in Frankreich verkaufen?', 'sell depends FR EUR missing from'],
  ['Gehört Grönland zur Europaregion?', 'region yes GL EUR in Europe'],
  [
    'Darf ich aus Portugal in die Schweiz, nach Norwegen und nach Serbien verkaufen?',
    'sell depends PT>CH+NO+RS CHF/NOK/USD',
  ],
  [
    'Welche Währungen gelten für Schweden, Norwegen und Dänemark?',
    'currency yes SE+NO+DK SEK/NOK/DKK',
  ],
  ['Liegen Österreich und Ungarn in verschiedenen Regionen?', 'sameRegion no AT>HU EUR differ'],
  ['Unser Lieferant ist Franzose, wir sind Belgier. Geht das?', 'supply yes FR>BE'],
  ['Sitz in Wien, Kunde in Bozen: erlaubt?', 'sell yes AT>IT EUR unsure'],
  ['DE nach US verkaufen möglich?', 'sell no DE>US USD'],
  ['Dürfen wir Schweizkunden von Östereich aus beliefern?', 'sell yes AT>CH CHF unsure'],
  ['Was ist, wenn ich aus Polen in die Ukraine verkaufen möchte?', 'sell no PL>UA USD'],
  ['Darf man aus Taiwan nach China verkaufen?', 'sell no TW>CN CNY changed'],
  ['Kann ein Kunde in Monaco von uns in Frankreich Lizenzen kaufen?', 'sell yes FR>MC EUR'],
  ['In welche Länder darf ich aus Österreich verkaufen?', 'region yes AT EUR'],
  ['welche währung gilt für kunden in der türkei und in israel', 'currency yes TR+IL USD'],
  ['Wird in Georgien mit Dollar bezahlt?', 'currency yes GE USD'],
  ['Zahlen Norweger in Kronen?', 'currency yes NO NOK'],
  ['Gehört Malta zu unserer Region? Wir sind in Litauen.', 'sameRegion yes LT>MT EUR'],
  ['Unser Unternehmen ist finnisch, der Kunde in Estland, erlaubt?', 'sell yes FI>EE EUR'],
  ['von Schweden nach Chile?', 'sell no SE>CL USD'],
  ['womit zahlen isländische kunden', 'currency yes IS EUR'],
  ['in was wird in Korea abgerechnet', 'currency yes KR KRW unsure'],
  ['Kann ich in der Schweiz in Euro abrechnen?', 'currency no CH CHF in EUR'],
];

describe('region questions in German', () => {
  for (const [question, answer] of QUESTIONS) {
    it(`answers: ${question}`, () => {
      assert.equal(told(question), answer);
    });
  }
});
