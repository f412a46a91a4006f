// Who a country belongs to in a sentence: our company, the provider, the customer; told by the words around it.

import { masked, type PlaceMention, type Sentence } from './sentence.ts';
import { COMPANY, CUSTOMER, PROVIDER } from './vocabulary.ts';

/**
 * `own`, `provider`, `customer` are said outright („unser Sitz ist in“, "UK distributor", „Kunden in“);
 * `company` is „an eine Firma in“: sold to, or ours; `from`, `to`, `in` are prepositions only; `of` is „Kunden aus …“, which may be either.
 */
export type Role = 'own' | 'provider' | 'customer' | 'company' | 'from' | 'to' | 'in' | 'of';

const X = '[¶¢]';
const ARTICLE =
  '(?:(?:der|den|dem|die|das|des|the|einem|einer|ganz|all of|auch|also|only|nur|beispielsweise|zum beispiel|e g|like|noch) ){0,2}';
const SOME =
  '(?:(?:eine[nrms]?|ein|die|den|der|das|a|an|the|some|unsere\\w*|our|any|another|other) )?';
const KIND =
  '(?:(?:based|indirekt\\w*|indirect|csp|microsoft|ms|it|cloud|ansaessig\\w*|grosse\\w*|klein\\w*|small|large|neue\\w*|new|local|lokal\\w*|business|privat\\w*|registered|legal|software|corporate|eigene\\w*|bestehende\\w*|existing|potential|first|erste\\w*|domiciled) ){0,3}';
const GAP =
  '(?:(?:mit|with|der|die|das|deren|dessen|who|that|which|whose|sitzt|sitzen|sitz|ihr|standort|ist|sind|is|are|be|being|live|lives|liegt|based|located|established|registered|headquartered|sitting|sits|sit|tenant|mandant|hat|have|has|his|her|its|it|their|seinen|ihren|seinem|ihrem|einem|einen|a|an|ansaessig\\w*|kommt|kommen|comes?|nur|only|auch|also|direkt|lebt|beheimatet|gemeldet|firma|company|office|hauptsitz|selbst|steht|waere|would|residing|resident|domiciled|registriert\\w*|operating|over|allowed|to|darf|kann|may|can|could) ){0,5}';
const PLACED = '(?:in|aus|from|of|at|innerhalb|inside|within)';
const SEAT =
  '(?:based|located|established|registered|headquartered|ansaessig|sitz|firmensitz|hauptsitz|beheimatet|registriert|zuhause|domiciled|resident|hier|here|being|bei uns|situated|incorporated)';
const AM = '(?:are|re|am|m|sind|bin|sitzen|sitze|operate|live|work|arbeiten?|have|haben|ve|sit)';
const AM_GAP =
  '(?:(?:a|an|eine?n?|unseren|unsere|our|sitz|only|nur|selbst|selber|aber|currently|aktuell|ja|ansaessig|beheimatet|registered|established|based|located|firma|company|partner|reseller|zuhause|hier|here|mit|sitzen) ){0,4}';

const RULES: readonly (readonly [Role, RegExp])[] = [
  ['provider', pattern(`${X} ${KIND}${PROVIDER}\\b`)],
  ['provider', pattern(`\\b${PROVIDER} ${GAP}(?:in|aus|from|of|von|at) ${ARTICLE}${X}`)],
  [
    'provider',
    pattern(
      `\\b${PROVIDER} (?:(?:ist|is|are|sind|be|auch|also|even|ein|eine|einen|a|an|aus|from) ){0,4}${X}`,
    ),
  ],
  ['provider', pattern(`\\b(?:bei|beim) (?:eine[rm] )?¢ ${KIND}${COMPANY}\\b`)],
  ['own', pattern('\\b(?:sitz|standort|hauptsitz|firmensitz|hq|located|based) (?:\\| )?¶')],
  ['from', pattern(`\\bvon ${ARTICLE}¶ aus\\b`)],
  ['customer', pattern(`¢ ${KIND}${CUSTOMER}\\b`)],
  ['customer', pattern(`(?<!\\b(?:aus|von|from|in|ab|out of) ${ARTICLE})¶ ${KIND}${CUSTOMER}\\b`)],
  ['customer', pattern(`\\b${CUSTOMER} ${GAP}in ${ARTICLE}${X}`)],
  [
    'of',
    pattern(`\\b${CUSTOMER} ${GAP}(?:aus|from|of|von|at|within|inside|innerhalb) ${ARTICLE}${X}`),
  ],
  ['customer', pattern(`\\b${CUSTOMER} (?:is |are |ist |sind )?${X}`)],
  [
    'company',
    pattern(`\\b(?:an|fuer|for|to|beliefern|supply|serve) ${SOME}¢ ${KIND}${COMPANY}\\b`),
  ],
  [
    'company',
    pattern(
      `\\b(?:an|fuer|for|to|beliefern|supply|serve) ${SOME}${KIND}${COMPANY} ${GAP}${PLACED} ${ARTICLE}${X}`,
    ),
  ],
  ['own', pattern(`${X} ${KIND}${COMPANY}\\b`)],
  ['own', pattern(`\\b${COMPANY} (?:is|ist|are|sind) (?:an? |eine? )?¢`)],
  ['own', pattern(`\\b${COMPANY} ${GAP}${PLACED} ${ARTICLE}${X}`)],
  ['own', pattern(`\\b(?:us|uns) ${AM_GAP}(?:in|aus|from) ${ARTICLE}${X}`)],
  ['own', pattern(`\\b(?:wir|we|ich|i) ${AM} ${AM_GAP}(?:in|aus|from|out of|at) ${ARTICLE}${X}`)],
  [
    'own',
    pattern(
      `(?:^|[,|] |\\b(?:und|and|aber|but|while|whereas|wenn) )(?:wir|we|ich|i) (?:in|aus|from) ${ARTICLE}${X}`,
    ),
  ],
  ['own', pattern(`\\b${AM} (?:wir|we|ich|i) ${AM_GAP}(?:in|aus|from) ${ARTICLE}${X}`)],
  ['own', pattern(`\\b${SEAT} (?:ist |is )?(?:in|aus|from) ${ARTICLE}${X}`)],
  ['own', pattern(`\\bin ${ARTICLE}¶ (?:${SEAT}|sitzen|sitze|sitzt)\\b`)],
  ['own', pattern('\\b(?:als|as)(?: an?| the)? ¢')],
  ['own', pattern(`\\b(?:wir|we|ich|i) (?:(?:${AM}) (?:ein |eine |a |an )?)?¢`)],
  [
    'from',
    pattern(`\\b(?:von|aus|from|out of|ab|vom|via|ueber|through|bei|beim) ${SOME}${ARTICLE}${X}`),
  ],
  [
    'to',
    pattern(
      `\\b(?:nach|to|into|towards?|fuer|for|ins|an|across|richtung|throughout|in die|in das) ${ARTICLE}${X}`,
    ),
  ],
  ['in', pattern(`\\b(?:in|im|auf) ${ARTICLE}${X}`)],
  ['in', pattern(`\\b(?:sell|beliefern?|supply|serve) ${ARTICLE}${X}`)],
];
const LISTED_AFTER =
  /[§¤#](?: , (?:und |and )?| und | and | oder | or | sowie | bzw | as well as | plus | als auch | noch )(?:(?:auch|in|nach|to|also|aus|from|die|der|den|the) ){0,2}[¶¢]/u;
const LISTED_BEFORE = /¢(?: , | und | and | oder | or | sowie | bzw )¤/u;

/** The roles of a sentence's countries, in their order; undefined where nothing tells. */
export function rolesOf(sentence: Sentence): readonly (Role | undefined)[] {
  const { places } = sentence;
  const roles = places.map((place) => said(masked(sentence, place)));
  places.forEach((place, index) => {
    const before = roles[index - 1];
    if (takesOver(roles[index], before) && LISTED_AFTER.test(masked(sentence, place)))
      roles[index] = before;
  });
  places.toReversed().forEach((place, back) => {
    const index = places.length - 1 - back;
    if (roles[index] === undefined && LISTED_BEFORE.test(masked(sentence, place)))
      roles[index] = roles[index + 1];
  });
  return roles;
}

/** „Kunden in Polen und in Ungarn“: a bare "in" takes the role of its neighbor; „aus X Y beliefern“ does not. */
function takesOver(role: Role | undefined, before: Role | undefined): boolean {
  return before !== undefined && before !== 'own' && (role === undefined || role === 'in');
}

function said(line: string): Role | undefined {
  return RULES.find(([, rule]) => rule.test(line))?.[0];
}

function pattern(source: string): RegExp {
  return new RegExp(source, 'u');
}

/** Places and their roles, side by side. */
export interface Cast {
  readonly place: PlaceMention;
  readonly role: Role | undefined;
}

/** All countries (no regions) of a sentence with their roles. */
export function castOf(sentence: Sentence): readonly Cast[] {
  const roles = rolesOf(sentence);
  const cast = sentence.places.map((place, index) => ({ place, role: roles[index] }));
  return cast.filter(({ place }) => place.codes.length > 0);
}
