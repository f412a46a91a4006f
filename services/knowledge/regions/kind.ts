// Which kind of region question a sentence is, if it is one at all: its signs and its countries' roles, weighed.

import { regionOf } from '../../enrollment/regions.ts';
import { type QuestionSign } from './asked.ts';
import { type Cast, type Role } from './roles.ts';

/**
 * `sell`: may one sell there? `supply`: may a provider from there supply us? `sameRegion`: are they of one region?
 * `region`, `currency`: which one, or is it the one named? `listed`: is the country in CSP at all?
 */
export type RegionQuestionKind =
  'sell' | 'supply' | 'sameRegion' | 'region' | 'currency' | 'listed';

/** A sentence as it is weighed. `line` is masked, `currencies` and `regions` are those it names. */
export interface RegionCues {
  readonly line: string;
  readonly signs: ReadonlySet<QuestionSign>;
  readonly cast: readonly Cast[];
  readonly regions: readonly string[];
  readonly currencies: readonly string[];
}

/** So few words need no verb („CSP Region Türkei?“). */
const TELEGRAM = 6;
const SHORT = 12;

/** The kind asked. Out: undefined for what is no region question. */
export function kindOf(heard: RegionCues): RegionQuestionKind | undefined {
  if (asksCurrency(heard)) return 'currency';
  if (heard.signs.has('aside')) return undefined;
  if (asksWhere(heard)) return 'region';
  return tradeAsked(heard) ?? regionAsked(heard) ?? (asksListed(heard) ? 'listed' : undefined);
}

function asksCurrency(heard: RegionCues): boolean {
  const { signs } = heard;
  if (signs.has('andCurrency') && signs.has('sell')) return false;
  if (signs.has('currency')) return true;
  if (signs.has('billed') && signs.has('inWhat')) return true;
  return asksNamedCurrency(heard);
}

/** „Polen: Zloty oder Euro?“ */
function asksNamedCurrency({ signs, currencies, line }: RegionCues): boolean {
  if (currencies.length === 0 || signs.has('price')) return false;
  return currencies.length > 1 || signs.has('billed') || isTelegram(line);
}

/** „Wohin darf ein Schweizer Partner verkaufen?“ */
function asksWhere({ signs, cast }: RegionCues): boolean {
  const onlyOurs = cast.every(({ role }) => role === 'own' || role === 'from');
  return signs.has('where') && signs.has('sell') && onlyOurs;
}

function tradeAsked(heard: RegionCues): 'sell' | 'supply' | undefined {
  const kind = tradeOf(heard);
  if (kind === undefined) return undefined;
  return hasBothSides(heard, kind) || asksLeave(heard, kind) ? kind : undefined;
}

function tradeOf(heard: RegionCues): 'sell' | 'supply' | undefined {
  const { signs } = heard;
  if (isAboutCustomers(heard)) return 'sell';
  if (isRole(heard, 'provider') || (signs.has('buy') && !signs.has('sell'))) return 'supply';
  return signs.has('sell') || (isMany(heard) && isRole(heard, 'to')) ? 'sell' : undefined;
}

function isAboutCustomers(heard: RegionCues): boolean {
  const { signs } = heard;
  const traded = signs.has('sell') || signs.has('buy') || isRole(heard, 'own');
  return isRole(heard, 'customer') && traded;
}

/** Who and to whom is said, so it needs no „darf ich“: „Schweizer Firma, deutscher Distributor?“ */
function hasBothSides(heard: RegionCues, kind: 'sell' | 'supply'): boolean {
  if (isRole(heard, 'provider') && isMany(heard)) return true;
  if (kind === 'sell' && !heard.signs.has('sell')) return isFromTo(heard);
  const hasTarget = isRole(heard, 'customer', 'company', 'to', 'in', 'of', 'provider');
  return isRole(heard, 'own', 'from') && (hasTarget || heard.regions.length > 0);
}

/** „von Spanien nach Portugal?“, and not much more. */
function isFromTo(heard: RegionCues): boolean {
  return isRole(heard, 'from') && isRole(heard, 'to') && heard.line.split(' ').length <= SHORT;
}

/** With a provider's country alone it must be about dealing with him („Kann ich meinen deutschen Anbieter wechseln?“ is not). */
function asksLeave(heard: RegionCues, kind: 'sell' | 'supply'): boolean {
  const { signs } = heard;
  if (!signs.has('leave') || (signs.has('openWord') && !signs.has('openButAllowed'))) return false;
  return kind === 'sell' || signs.has('dealing') || isMany(heard);
}

function regionAsked(heard: RegionCues): 'region' | 'sameRegion' | undefined {
  const { signs, regions } = heard;
  if (signs.has('which')) return 'region';
  if (regions.length > 0) return asksOfRegion(heard) ? 'region' : undefined;
  if (asksWhetherSame(heard)) return 'sameRegion';
  return signs.has('regionWord') && isTelegram(heard.line) && !signs.has('more')
    ? 'region'
    : undefined;
}

function asksOfRegion({ signs, line }: RegionCues): boolean {
  if (signs.has('more') || signs.has('besideRegion')) return false;
  return signs.has('belongs') || isTelegram(line);
}

function asksWhetherSame(heard: RegionCues): boolean {
  const { signs } = heard;
  if (!signs.has('regionWord')) return signs.has('same') && signs.has('belongs') && isMany(heard);
  if (!isMany(heard) && !signs.has('ours')) return false;
  return isCompared(heard) || (signs.has('belongs') && !signs.has('more'));
}

function isCompared({ signs }: RegionCues): boolean {
  return signs.has('same') || signs.has('different');
}

function asksListed(heard: RegionCues): boolean {
  const { signs } = heard;
  if (signs.has('openWord')) return false;
  if (signs.has('isIn')) return true;
  if (signs.has('leave') && signs.has('become')) return isOutside(heard);
  return asksOffered(heard);
}

function asksOffered({ signs, line }: RegionCues): boolean {
  if (!signs.has('program') || signs.has('provider')) return false;
  return signs.has('offered') || (signs.has('leave') && line.split(' ').length <= SHORT);
}

/** „Kann eine iranische Firma Reseller werden?“; of a listed country the same asks for the requirements. */
function isOutside({ cast }: RegionCues): boolean {
  return cast.some(({ place }) => place.codes.some((code) => regionOf(code) === undefined));
}

function isTelegram(line: string): boolean {
  return line.split(' ').length <= TELEGRAM;
}

function isMany({ cast }: RegionCues): boolean {
  return new Set(cast.flatMap(({ place }) => place.codes)).size > 1;
}

function isRole({ cast }: RegionCues, ...roles: readonly Role[]): boolean {
  return cast.some(({ role }) => role !== undefined && roles.includes(role));
}
