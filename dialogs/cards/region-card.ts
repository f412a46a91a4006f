// A computed answer about regions: the verdict, each country with its region and currency, and the date of the list.

import type { CountryFacts, RegionAnswer } from '../../services/knowledge/regions/region-answer.ts';
import { countryName } from '../../services/reading/country.ts';
import { dateIn, isTextKey, type Translate, type TextKey } from '../../services/texts/texts.ts';
import {
  button,
  heading,
  listLine,
  note,
  paragraph,
  type Card,
  type CardLanguage,
} from './card.ts';

/** The topic that a computed answer belongs to, for its feedback. */
const TOPICS: Readonly<Record<RegionAnswer['kind'], string>> = {
  sell: 'csp-regions',
  supply: 'provider-region',
  sameRegion: 'csp-regions',
  region: 'csp-regions',
  currency: 'europe-currencies',
  listed: 'csp-regions',
};

/** The answer to a region question. */
export function regionCard(answer: RegionAnswer, wording: CardLanguage): Card {
  const { language, t } = wording;
  const words = sentence(answer, t);
  const facts = answer.regions.map((fact) => factLine(fact, wording));
  const topic = TOPICS[answer.kind];
  return {
    kind: 'region',
    summary: [words, ...facts].join(' '),
    body: [
      heading(t('region.title')),
      paragraph(words),
      ...facts.map(listLine),
      ...(answer.missing === undefined ? [] : [paragraph(t('region.askHome'))]),
      ...(answer.sure ? [] : [paragraph(t('region.unsure'))]),
      ...(answer.changedSince2020 === true ? [note(t('region.changed'))] : []),
      note(t('region.asOf', { date: dateIn(answer.asOf, language) })),
    ],
    actions: [
      button(t('topic.helpful'), 'feedback', { topic, helpful: true }),
      button(t('topic.notHelpful'), 'feedback', { topic, helpful: false }),
      button(t('button.human'), 'human'),
    ],
  };
}

function sentence(answer: RegionAnswer, t: Translate): string {
  const verdict = t(`region.verdict.${answer.verdict}`);
  const statement = t(statementKey(answer));
  return isPlainFact(answer) ? statement : `${verdict} ${statement}`;
}

/** „Welche Währung gilt in Polen?“ is not answered with "yes". */
function isPlainFact({ kind, verdict, namedCurrency, namedRegion }: RegionAnswer): boolean {
  const open = namedCurrency === undefined && namedRegion === undefined;
  return (kind === 'currency' || kind === 'region') && verdict === 'yes' && open;
}

function statementKey(answer: RegionAnswer): TextKey {
  const { kind, verdict, differ } = answer;
  if (kind === 'sell' || kind === 'supply') return betweenKey(kind, answer);
  if (kind === 'listed') return verdict === 'yes' ? 'region.listed.yes' : 'region.listed.no';
  if (kind !== 'sameRegion') return 'region.which';
  const asksWhetherApart = differ === true;
  return (verdict === 'yes') !== asksWhetherApart ? 'region.together' : 'region.apart';
}

function betweenKey(kind: 'sell' | 'supply', { verdict, missing }: RegionAnswer): TextKey {
  if (verdict === 'depends' && missing === undefined) return 'region.mixed';
  return `region.${kind}.${verdict === 'unknown' ? 'no' : verdict}`;
}

function factLine(
  { country, region, currencies }: CountryFacts,
  { language, t }: CardLanguage,
): string {
  const name = countryName(country, language);
  if (region === undefined) return t('region.factNotListed', { country: name });
  const key = `region.name.${region}`;
  const told = { country: name, region: isTextKey(key) ? t(key) : region };
  if (currencies.length === 0) return t('region.factWithoutCurrency', told);
  return t('region.fact', { ...told, currency: currencies.join(` ${t('region.or')} `) });
}
