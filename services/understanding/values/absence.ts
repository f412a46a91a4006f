// Saying that there is no such thing („homepage haben wir keine“), and that one does not know („muss ich nachschauen“).

import { fieldsOf } from '../../enrollment/steps.ts';
import { labelsIn, type LabelName } from './labelled.ts';
import type { ValueContext } from './span.ts';

/** That something is missing: which optional fields stay empty. */
export interface Absence {
  readonly kind: 'empty' | 'unknown';
  readonly fields: readonly string[];
}

const HAVE = String.raw`(?:haben|hab|habe|ham|hom|besitzen|besitze|gibt|gibts|gibt's|existiert|führen|betreiben|brauchen|brauch|brauche|have|got|has|need|existiert)`;
const NONE = String.raw`(?:keine|keinen|keiner|keins|keines|kein|koane|koan|koa|nicht|nich|net|ned|nix|nichts|none|no)`;
const NOT_THERE = [
  String.raw`(?<!\p{L})(?:leave|keep) (?:it|that|this|them|the rest)(?: one| field)? (?:empty|blank|out)(?!\p{L})|(?<!\p{L})skip (?:it|that|this)(?!\p{L})|(?<!\p{L})(?:lass|lasst|lassen)(?: \p{L}+){0,3} (?:leer|frei|weg|aus)(?!\p{L})|(?<!\p{L})(?:auslassen|überspringen|leer lassen|frei lassen|weglassen)(?: bitte)?$`,
  String.raw`(?<!\p{L})${HAVE}(?!\p{L})(?:[ ]+\p{L}+){0,5}?[ ]+(?:noch |leider |bisher |gar |so was |sowas |überhaupt )*${NONE}(?!\p{L})`,
  String.raw`(?<!\p{L})${NONE}(?:[ ]+[\p{L}-]+){0,3}[ ]+${HAVE}(?!\p{L})`,
  String.raw`(?<!\p{L})(?:gibt'?s|gibt es|geits) (?:\p{L}+ ){0,4}?(?:nicht|net|ned|keine?|keins|noch nicht)`,
  String.raw`(?<!\p{L})(?:don['’]?t|do not|dont|doesn['’]?t|haven['’]?t|have not|ain['’]?t|didn['’]?t) (?:\p{L}+ ){0,2}?(?:have|got|need|exist|use)`,
  String.raw`^(?:noch |leider |bisher |bislang |derzeit |momentan |aktuell )*(?:keine?|keins|keiner|keinen|nicht vorhanden|entfällt|nope|none|nicht|noch nicht|not yet|nothing|nein|no|nö|n/?a|n\. ?a\.|fehlanzeige|-|–|—|leer|leer lassen|überspringen|skip|skip it|weglassen|auslassen|leave it (?:empty|blank|out)|leave blank)(?: (?:vorhanden|nötig|needed|available|yet|derzeit|bitte|please|danke|davon|für uns))?$`,
  String.raw`(?<!\p{L})there(?:['’]?s| is| are)?(?: isn['’]?t| is not| aren['’]?t| no| not| none)(?!\p{L})`,
  String.raw`(?<!\p{L})there isn['’]?t(?!\p{L})`,
  String.raw`^(?:no|keine?|ohne|kein|noch keine?|not got a|without(?: an?)?) [\p{L}-]+(?: [\p{L}-]+)?(?: yet| vorhanden| bisher| at the moment| at all| derzeit| hier)?$`,
  String.raw`(?<!\p{L})(?:nicht|nich|net|not) (?:im (?:handels)?register|ins (?:handels)?register|in the register|eingetragen|registered|registriert|vorhanden|online|eintragungspflichtig|listed)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:ist|is|sind|noch|still)(?: noch| grade?| gerade| momentan| derzeit| aktuell| currently)* (?:im aufbau|in arbeit|under construction|in planung|being built|not online|offline)`,
  String.raw`(?<!\p{L})(?:kommt erst noch|nicht nötig|not needed|brauchen wir nicht|wird nicht benötigt|lassen wir weg|lass(?:en)?(?: sie| wir)?(?: \p{L}+){0,3} (?:leer|weg|frei))`,
].map((pattern) => new RegExp(pattern, 'iu'));
const NOT_KNOWN =
  /(?<!\p{L})(?:(?:weiß|weiss|woas|woaß|woass|waas|waaß|wees|weeß)(?: \p{L}+){0,3}? (?:nicht|nich|net|ned|nit|nimmer)|(?:keinen?|ka|koan?|null|kein|haven['’]?t an?|not an?) (?:ahnung|plan|schimmer|dunst|idee|clue|idea)|k\. ?a\.|ka$|(?:don['’]?t|do not|dont|doesn['’]?t) (?:really )?know|dunno|no (?:idea|clue)|not sure|unsure|unsicher|nicht sicher|idk|(?:muss|müsste|muesste|mueßte|müsst|need to|have to|must|i'll|i will|gotta)(?: \p{L}+){0,4}? (?:nachschauen|nachsehen|nachgucken|nachfragen|raussuchen|heraussuchen|suchen|klären|prüfen|erfragen|check|look (?:it|that) up|look|find out)|(?:hab|habe|have)(?: \p{L}+){0,4}? (?:nicht (?:zur hand|parat|im kopf|griffbereit|auswendig)|vergessen|forgotten)|(?:fällt|faellt) mir nicht ein|not at hand|don['’]?t remember|can['’]?t remember|k\.a\.)(?!\p{L})/iu;
const ASIDE =
  /[?]\s*$|(?<!\p{L})(?:zeit|lust|kopf|geduld|bock|nerven|anrufe|sinn|problem|probleme|frage|fragen|time|question|questions|nerv|nerven|bock|interesse|interest|eile|stress|verstanden|verstehe|ihr |euch |microsoft|kunde|kunden|customers?|ahnung davon)(?!\p{L})/iu;
/** In characters; a longer one tells a story. */
const LONGEST = 160;
const FIELD_BY_LABEL: Readonly<Partial<Record<LabelName, string>>> = {
  number: 'street',
  person: 'firstName',
};
const MORE_WORDS: Readonly<Record<string, RegExp>> = {
  registrationId:
    /(?<!\p{L})(?:handelsregister|register|eingetragen|registered|registrierung|einzelunternehm\p{L}*|freiberufler\p{L}*|sole trader|self-employed)(?!\p{L})/iu,
  supportWebsite:
    /(?<!\p{L})(?:homepage|\p{L}*website|webseite|webauftritt|internetauftritt|online|seite|page)(?!\p{L})/iu,
  partnerId: /(?<!\p{L})(?:mpn|partner-?id|partner id)(?!\p{L})/iu,
};

/** What a text says is missing or not known. Out: undefined when it says neither. */
export function readAbsence(text: string, context: ValueContext): Absence | undefined {
  const line = text
    .trim()
    .replace(/[.!,;]+$/u, '')
    .replace(/’/gu, "'");
  if (line === '' || line.length > LONGEST) return undefined;
  if (NOT_KNOWN.test(line)) return { kind: 'unknown', fields: [] };
  if (!isMissing(line, context)) return undefined;
  return { kind: 'empty', fields: emptyFields(line, context) };
}

/** At the two steps that are choices „haben wir nicht“ is one of them. */
function isMissing(line: string, context: ValueContext): boolean {
  if (context.step === 'situation' || context.step === 'account') return false;
  const isAside = ASIDE.test(line) && namedFields(line, context).length === 0;
  return !isAside && NOT_THERE.some((pattern) => pattern.test(line));
}

/** The optional fields that are meant: those named, else the one in question, else all of a step that may be left out. */
function emptyFields(line: string, { step, field, ...rest }: ValueContext): readonly string[] {
  if (step === undefined) return [];
  const optional = fieldsOf(step).filter((one) => one.optional);
  const ids = new Set(fieldsOf(step).map(({ id }) => id));
  const named = namedFields(line, { step, field, ...rest }).filter((id) => ids.has(id));
  const isAll = optional.length === fieldsOf(step).length;
  if (isAll && (named.length === 0 || named.includes('partnerId')))
    return optional.map(({ id }) => id);
  const meant = named.length > 0 ? named : [field ?? ''];
  return optional.map(({ id }) => id).filter((id) => meant.includes(id));
}

function namedFields(line: string, { step }: ValueContext): readonly string[] {
  const labels = labelsIn(line).map(({ name }) => FIELD_BY_LABEL[name] ?? fieldAt(name, step));
  const others = Object.entries(MORE_WORDS).filter(([, words]) => words.test(line));
  return [...new Set([...labels, ...others.map(([id]) => id)])];
}

function fieldAt(name: LabelName, step: string | undefined): string {
  if (step !== 'support') return name;
  if (name === 'email') return 'supportEmail';
  return name === 'phone' ? 'supportPhone' : name;
}
