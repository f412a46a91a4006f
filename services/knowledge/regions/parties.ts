// From roles in a sentence to the parties of a question: who sells or provides (from), to whom (to).

import { type RegionQuestionKind } from './kind.ts';
import { type Cast, type Role } from './roles.ts';

/** Countries as ISO codes. */
export interface Parties {
  readonly from?: string;
  readonly to: readonly string[];
  /** Countries whose region counts as well: the provider of a sale, a further seat. */
  readonly others: readonly string[];
  /** Whether the sentence told which country is the seller's and which the customer's. */
  readonly rolesClear: boolean;
}

type RoleOrNone = Role | 'none';

const TARGETS = ['customer', 'company', 'to', 'in', 'of'] as const;

/** In: the kind asked, the countries with roles, whether they are compared with "us". */
export function partiesOf(kind: RegionQuestionKind, cast: readonly Cast[], asUs: boolean): Parties {
  if (kind === 'sell') return sale(cast);
  if (kind === 'supply') return supply(cast);
  if (kind === 'currency') return billing(cast);
  return kind === 'sameRegion' ? compared(cast, asUs) : parties(undefined, all(cast));
}

function compared(cast: readonly Cast[], asUs: boolean): Parties {
  const [own] = having(cast, 'own');
  if (own !== undefined)
    return parties(
      own,
      all(cast).filter((code) => code !== own),
    );
  const [first, ...rest] = all(cast);
  return asUs || rest.length === 0 ? parties(undefined, all(cast)) : parties(first, rest);
}

function sale(cast: readonly Cast[]): Parties {
  const told = [...having(cast, 'own'), ...having(cast, 'from')];
  const providers = having(cast, 'provider');
  const targets = having(cast, ...TARGETS, 'none');
  const [seller, ...more] = told.length > 0 ? told : providers;
  if (seller === undefined) return guessedSale(cast);
  const further = more.filter((code) => code !== seller);
  if (targets.length === 0) return parties(seller, further);
  const others = [...further, ...providers].filter((code) => code !== seller);
  return { ...parties(seller, targets), others };
}

/** Nobody said who sells: a bare „in“ beside customers, or simply the first of two. */
function guessedSale(cast: readonly Cast[]): Parties {
  const targets = having(cast, 'customer', 'company', 'to');
  const loose = having(cast, 'of', 'in', 'none').filter((code) => !targets.includes(code));
  const [first, ...rest] = loose;
  if (targets.length > 0) return parties(first, [...targets, ...rest]);
  const unsaid = having(cast, 'none').length > 0 && loose.length > 1;
  return unsaid ? { ...parties(first, rest), rolesClear: false } : parties(undefined, loose);
}

function supply(cast: readonly Cast[]): Parties {
  const [provider] = [
    ...having(cast, 'provider'),
    ...having(cast, 'from', 'of'),
    ...having(cast, 'in', 'none', 'customer', 'company', 'to'),
  ];
  const rest = all(cast).filter((code) => code !== provider);
  const [first, ...others] = rest;
  return provider === undefined && others.length > 0
    ? parties(first, others)
    : parties(provider, rest);
}

/** The currency is the customer's; with nobody called a customer, that of whoever is named. */
function billing(cast: readonly Cast[]): Parties {
  const [own] = having(cast, 'own', 'from');
  const groups: readonly (readonly RoleOrNone[])[] = [
    ['customer', 'company'],
    ['to', 'of'],
    ['in'],
    ['none'],
  ];
  const target = groups.map((roles) => having(cast, ...roles)).find((codes) => codes.length > 0);
  if (target !== undefined) return parties(own, target);
  return { ...parties(undefined, all(cast)), rolesClear: all(cast).length === 1 };
}

function parties(from: string | undefined, to: readonly string[]): Parties {
  return { ...(from === undefined ? {} : { from }), to, others: [], rolesClear: true };
}

function all(cast: readonly Cast[]): readonly string[] {
  return [...new Set(cast.flatMap(({ place }) => place.codes))];
}

function having(cast: readonly Cast[], ...roles: readonly RoleOrNone[]): readonly string[] {
  return all(cast.filter(({ role }) => roles.includes(role ?? 'none')));
}
