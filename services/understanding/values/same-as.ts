// „Gleiche Nummer wie bei mir“, "same email as above": a value that another field has already.

import { labelsIn } from './labelled.ts';
import { matches, type Spotter, type ValueKind, type ValueSpan } from './span.ts';

const SAME = String.raw`(?:(?:der|die|das|den|dem)?(?:gleiche[nrsm]?|selbe[nrsm]?|nämliche[nrsm]?)|desselbe|gleich|identisch|same|identical)`;
const AS = String.raw`(?:mit|with|wie|als|as|like|to)`;
const BEFORE = String.raw`(?:oben|vorhin|vorher|zuvor|eben|vorne|davor|bei mir|mir|meine[rsm]?|mein|ich|beim?|unter|die|der|dem|das|de|im|in|bereits|schon|above|before|mine|my|me|for|the|that|previous|previously|earlier|already|given|i|we|contact|kontakt|ansprechpartner)`;
/** „gleiche nummer wie …“, „gleiche wie oben“, „wie oben“; in a clause. */
const SAME_AS = new RegExp(
  String.raw`(?<!\p{L})(?:${SAME}(?: [\p{L}-]+){0,3}? ${AS} ${BEFORE}|(?:wie|as|like) (?:oben|vorhin|beim kontakt|bei mir|above|before|mine)|(?:the )?same (?:number|phone|telephone|email|e-mail|mail|address|one|country)(?! \p{L}+ed)|(?:die)?selbe nummer|gleiche nummer|ditto|dito)(?!\p{L})`,
  'diu',
);
const NUMBER = /(?<!\p{L})(?:nummer|number|tel\p{L}*|phone|hotline|handy|mobile?|line)(?!\p{L})/iu;
const MAIL = /(?<!\p{L})(?:\p{L}*-?e?-?mail\p{L}*|mailbox|postfach)(?!\p{L})/iu;
const COUNTRY = /(?<!\p{L})(?:land|country)(?!\p{L})/iu;

interface Twin {
  readonly kind: ValueKind;
  /** The fields with the same kind of value, the nearest first. */
  readonly from: readonly string[];
}

const PHONE: Twin = { kind: 'supportPhone', from: ['phone'] };
const EMAIL: Twin = { kind: 'supportEmail', from: ['email'] };
const TWINS: readonly Twin[] = [PHONE, EMAIL];
const SITE = /(?<!\p{L})(?:site|web\p{L}*|homepage)(?!\p{L})/iu;
const HOME: Twin = { kind: 'country', from: ['country', 'tenantCountry'] };

/** Values that are said to be another field's; only of fields that are filled. */
export const spotSame: Spotter = (text, context) =>
  matches(text, /[^,;¦\n]+/dgu).flatMap((clause): readonly ValueSpan[] => {
    if (!SAME_AS.test(clause[0])) return [];
    const end = clause.index + clause[0].length;
    return twinsOf(text, clause[0], context).flatMap(({ kind, from }) => {
      const value = from.map((field) => context.values[field] ?? '').find((one) => one !== '');
      return value === undefined
        ? []
        : [{ kind, value, from: clause.index, to: end, certainty: 'sure' } as const];
    });
  });

/** Named in the clause, else the field in question. */
function twinsOf(
  text: string,
  clause: string,
  { step, field }: Parameters<Spotter>[1],
): readonly Twin[] {
  if (step === 'partnerId' || step === 'company') return COUNTRY.test(clause) ? [HOME] : [];
  if (step !== 'support') return [];
  const named = namedTwins(clause);
  if (named.length > 0 || SITE.test(text)) return named;
  return TWINS.filter(({ kind }) => kind === field);
}

function namedTwins(clause: string): readonly Twin[] {
  const labels = labelsIn(clause).map(({ name }) => name as string);
  const isPhone = NUMBER.test(clause) || labels.some((name) => /phone/iu.test(name));
  const isMail = MAIL.test(clause) || labels.includes('supportEmail');
  return [...(isMail ? [EMAIL] : []), ...(isPhone ? [PHONE] : [])];
}
