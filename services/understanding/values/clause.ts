// Sentences and clauses of a message, and which of them are not about the person's own data.

import { isQuestion } from '../../reading/question.ts';
import { endsAsCompany } from './company.ts';

/** A part of a message. */
export interface SaidSentence {
  readonly text: string;
  readonly from: number;
}

/** Where a sentence ends: not after „Dr.“, „Str.“, „Tel.“, „St.“ or a single letter. */
const SENTENCE_END =
  /(?<=[!?]|(?<!(?:(?<!\p{L})(?:\p{L}|dr|st|tel|nr|no|mr|mrs|ms|prof|mag|co|ltd|inc|bzw|ca|inkl|fa|hd|fr|hr|geb|med|dipl|ing|pl|haftungsbeschr|inh)|str|\d))\.)\s+(?=[\p{L}<("„¦+])/giu;
const SOMEBODY_ELSE =
  /(?<![\p{L}])(?:unser|unserm|unsern|unsere|unserem|unseren|unserer|mein|meine|meinem|ein|eine|der|die|dem|den|our|my|the|a|one of our|von)\s+(?:\p{L}+e[nrsm]? )?(?:kunde|kunden|kundin|kunden|endkunde|neukunde|customer|customers|customer's|client|client's|lieferant|steuerberater|steuerberaterin|steuerbüro|anwalt|provider|distributor|distri|konkurrent|wettbewerber|mitbewerber|nachbar|nachbarn|schwager|bruder|schwester|mann|freund|neffe|nephew|husband|wife|daughter|son|sohn|tochter|arbeitgeber|employer|mitbewerberin|anbieter|vendor|reseller|hausbank|vermieter|bank|supplier|accountant|lawyer|competitor|landlord|brother|sister|friend|ex-chef|ex-firma)(?!\p{L})/iu;
/** „meine Frau“ is somebody else, „die Frau Holzner“ may be the contact. */
const WIFE = /(?<!\p{L})(?:mein|dein|sein|ihr|unser)e[rn]?\s+frau(?!\p{L})/iu;
/** „mein Mann hat die Firma gegründet“: the own company. */
const FOUNDED =
  /(?<!\p{L})(?:die|unsere|the|our) (?:firma|company|business)(?: \p{L}+)? (?:gegründet|aufgebaut|gestartet)|(?:founded|set up|started) (?:the|our) (?:firm|company|business)/iu;
const FORMER =
  /(?<!\p{L})(?:previous|former|last|old|alte[rnms]?|frühere[rnms]?|vorige[rnms]?|vorherige[rnms]?|ehemalige[rnms]?|letzte[rnms]?|damalige[rnms]?|ex)[- ](?:employer|company|firm|job|place|boss|gig|arbeitgeber|firma|chef|betrieb|stelle|job|laden|unternehmen)(?!\p{L})/iu;
/** From here on a sentence speaks of the own company again. */
const OWN =
  /(?<!\p{L})(?:(?:wir|ich|we|i|we're|we’re|we've|i'm|i’m|mandant|tenant|tenants|selbst|selber|itself|ourselves|myself|hier|here)|(?:unser|unsere|unserer|our|mein|meine|my)(?=\s+(?:mandant|tenant|firma|company|name|adresse|address|nummer|number|mail|e-mail|email|id|partner|mpn|konto|account)))(?:['’]s)?(?!\p{L})/giu;
const NO_MORE =
  /(?<![\p{L}])(?:früher|frueher|ehemals|ehemalige[nrs]?|vormals|damals|letztes jahr|bis letztes|formerly|used to|previously|no longer|nicht mehr|nimmer|nächstes jahr|naechstes jahr|nächsten monat|next year|next month|ab (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)|vielleicht|vllt|eventuell|evtl|maybe|perhaps|might|wenn|falls|if|z\.b\.|zum beispiel|for example|e\.g\.|irgendwann)(?![\p{L}])/iu;
const NEGATED =
  /(?<![\p{L}])(?:nicht|nich|net|ned|not|nie|never|isn['’]?t|kein|keine|keinen|keinem|ohne|without)(?![\p{L}])/iu;
/** Said after a value: politeness, remarks. */
const TAIL =
  /[\s,.;:!–-]+(?:bitte|danke|dankeschön|merci|lg|vg|mfg|please|thanks|thank you|thx|glaub(?:e)? ich|denke ich|i think|i guess|natürlich|of course|oder so|so|halt|eben|denk ich|fertig|an|ein|gern|gerne|ok|okay|jetzt|now|übrigens|btw|hoffe das passt|reicht das)[\s.!]*$|[\s.,;:!"“”„'’–-]+$/iu;

export function sentencesOf(text: string): readonly SaidSentence[] {
  const found: SaidSentence[] = [];
  let from = 0;
  for (const { index, 0: blank } of [
    ...text.matchAll(SENTENCE_END),
    { index: text.length, 0: '' },
  ]) {
    const sentence = text.slice(from, index);
    if (sentence.trim() !== '') found.push({ text: sentence, from });
    from = index + blank.length;
  }
  return found;
}

/** Whether a sentence asks; „Wer wie was IT-Schulungen GmbH“ is a company, and „haben schon eine MPN“ lacks its subject. */
export function isAsking(sentence: string): boolean {
  if (/[?？]\s*$/u.test(sentence)) return true;
  const isCompany = endsAsCompany(sentence) && /^\P{Ll}*\p{Lu}|gmbh|ltd/iu.test(sentence);
  if (isCompany || /(?:weiß|weiss|ahnung|idea|know|sure)/iu.test(sentence)) return false;
  return isQuestion(sentence) && !isStatement(sentence);
}

/** Begins with a verb but nobody is asked: no subject follows, or it says that something is missing. */
function isStatement(sentence: string): boolean {
  const [first = '', second = ''] = sentence.trim().toLowerCase().split(/\s+/u);
  if (
    !/^(?:ist|sind|hat|haben|gibt|brauche|brauchen|werde|werden|wird|is|are|has|have|will|do|does|can|muss|müssen|kann)$/u.test(
      first,
    )
  )
    return false;
  const hasSubject =
    /^(?:ich|du|er|sie|es|wir|ihr|man|das|die|der|den|dem|denn|eigentlich|mein\p{L}*|unser\p{L}*|i|you|he|she|it|we|they|there|the|this|that|our|my|your|ein|eine|jemand|microsoft)$/u.test(
      second,
    );
  return !hasSubject || /(?<!\p{L})(?:kein\p{L}*|nicht|net|ned)(?!\p{L})/iu.test(sentence);
}

/** Whether the clause around a position speaks of somebody else, of another time, or says what is not so. */
export function isAside(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const clause = before.slice(
    Math.max(
      0,
      ...[...before.matchAll(/[,;.!\n]\s|\s(?:aber|but|sondern|und|and|jetzt|now)\s/giu)].map(
        ({ index, 0: end }) => index + end.length,
      ),
    ),
  );
  return NEGATED.test(clause) || isOfOthers(sinceOwn(before)) || NO_MORE.test(clause);
}

/** The text after its last word for the own company, when a clause began in between: „unser Kunde sitzt in Lindau, wir in Ulm“. */
function sinceOwn(before: string): string {
  const owns = [...before.matchAll(OWN)].map(({ index }) => index);
  const own = owns.findLast((index) =>
    /[,;]\s|\s(?:aber|but|und|and|while)\s/iu.test(before.slice(0, index)),
  );
  return own === undefined ? before : before.slice(own);
}

/** Whether a clause speaks of where somebody worked before. */
export function isOfFormer(clause: string): boolean {
  return FORMER.test(clause);
}

/** Whether a sentence speaks of somebody else's data. */
export function isOfOthers(sentence: string): boolean {
  return (SOMEBODY_ELSE.test(sentence) || WIFE.test(sentence)) && !FOUNDED.test(sentence);
}

/** A value without what is said after it. */
export function cleanTail(value: string): string {
  const shorter = value.replace(TAIL, '').trim();
  return shorter === value ? value : cleanTail(shorter);
}
