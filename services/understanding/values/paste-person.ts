// Who signed a pasted text: named by a label, after the greeting, by the address of the mailbox, or alone on a line on top.
// Who only directs the company counts when nobody else stands there.

import { isSharedMailbox } from './addresses-online.ts';
import type { PasteLine } from './paste-lines.ts';
import { personSpans, readPersonName, wholePersonName, type PersonName } from './person.ts';
import type { ValueCertainty, ValueSpan } from './span.ts';
import { isCapitalized, isContent, isFirstName } from './word-list.ts';
import { folded } from '../../reading/plain-text.ts';

const GREETING =
  /^(?:mit (?:freundlichen|besten|herzlichen|sonnigen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|freundliche|herzliche|sch(?:ö|oe)ne|sonnige) gr(?:ü|ue)(?:ß|ss)e|gr(?:ü|ue)(?:ß|ss)e?|mfg|lg|vg|bg|(?:best|kind|kindest|warm|many)? ?regards|best wishes|all the best|cheers|best|thanks|many thanks|thank you|sincerely|yours (?:sincerely|faithfully)|gruß|gruss)(?:[ ,!.].{0,25})?$/iu;
const BY_ORDER = /^(?:i\. ?[av]\.|ppa\.?|p\.p\.|i\. ?v\.|gez\.)\s+/iu;
const LABEL =
  /^(?:(?:ihr(?:e)? )?(?:haupt)?ansprechpartner(?:in)?|ansprechperson|kontakt(?:person)?|contact(?: person| name)?|primary contact|name|z\. ?hd\.|attn\.?|your contact|es schreibt ihnen|bearbeiter(?:in)?|sachbearbeiter(?:in)?)\s*:?\s+(?=\p{L})/iu;
const DIRECTOR =
  /(?:geschäftsführ\p{L}*|geschaeftsfuehr\p{L}*|inhaber(?:in)?|inh\.|vertreten durch|managing directors?|directors?|owner|proprietor|partner|vorstand|verantwortlich\p{L}*|ceo)\b/iu;
const DIRECTOR_LABEL = new RegExp(
  String.raw`^.*?${DIRECTOR.source}(?:\s*\([^)]*\))?\s*:?\s*`,
  'iu',
);
const COMPANY_WORD =
  /(?:systemhaus|datentechnik|consulting|beratung|solutions|technologies|software|services?|netzwerk|informatik|edv|kanzlei|agentur|gruppe|group|media|digital|cloud|impressum|kontakt|standort|zentrale|niederlassung|office|team|leiter|leitung|manager|vertrieb|assist|abteilung|entwickl|technik|support|kundendienst|buchhaltung|verwaltung|head|director|engineer|sales|officer|germany|deutschland|partnerschaft|steuerberat|rechtsanwalt|registered|angaben|umsatzsteuer|handelsregister|anbei|gewünscht|daten)/iu;

interface SignedLine {
  readonly name: PersonName;
  readonly line: PasteLine;
  readonly score: number;
}

/** The person's first and last name. In: the pieces, and what was found in them. */
export function pastePerson(
  lines: readonly PasteLine[],
  known: readonly ValueSpan[],
): readonly ValueSpan[] {
  const mailboxes = known
    .filter(({ kind, value }) => kind === 'email' && !isSharedMailbox(value))
    .map(({ value }) => folded(value.split('@')[0] ?? ''));
  const all = lines.flatMap((line, at) => signedLine(lines, at, { known, mailboxes }));
  const best = [...all].sort((a, b) => b.score - a.score)[0];
  if (best !== undefined && (best.score >= 1.5 || all.length === 1))
    return spansAt(best, best.score >= 3 ? 'sure' : 'likely');
  const director = lines.findIndex(({ text }) => DIRECTOR.test(text));
  return director < 0 ? [] : directorSpans(lines, director);
}

interface Surroundings {
  readonly known: readonly ValueSpan[];
  readonly mailboxes: readonly string[];
}

function signedLine(
  lines: readonly PasteLine[],
  at: number,
  { known, mailboxes }: Surroundings,
): readonly SignedLine[] {
  const line = lines[at];
  if (line === undefined || isTaken(line, known)) return [];
  const isDirector = DIRECTOR.test(line.text) && !/^(?:dr|prof)/iu.test(line.text);
  const isLabelled = LABEL.test(line.text);
  const text = line.text.replace(BY_ORDER, '').replace(LABEL, '').replace(BY_ORDER, '');
  const name = isDirector ? undefined : nameOn(text);
  if (name === undefined) return [];
  return [
    {
      name,
      line,
      score: scoreOf(lines, at, {
        name,
        isLabelled,
        isSigned: BY_ORDER.test(line.text),
        mailboxes,
      }),
    },
  ];
}

/** A line with a name and nothing else, or with a role behind a comma. */
function nameOn(text: string): PersonName | undefined {
  const head = text.split(/, (?=\p{L})| [–-] | \(/u, 1).join('');
  const name = COMPANY_WORD.test(head) || /\d/u.test(head) ? undefined : wholePersonName(head);
  if (name === undefined || name.firstName === '' || name.lastName === '') return undefined;
  return isCapitalized(name.firstName) || name.isKnown ? name : undefined;
}

interface NameClues {
  readonly name: PersonName;
  readonly isLabelled: boolean;
  readonly isSigned: boolean;
  readonly mailboxes: readonly string[];
}

function scoreOf(lines: readonly PasteLine[], at: number, clues: NameClues): number {
  const { name, isLabelled, isSigned, mailboxes } = clues;
  const weights: readonly (readonly [boolean, number])[] = [
    [/^(?:herrn?|frau|mrs?|ms)\.? /iu.test(lineAt(lines, at)), 2],
    [isLabelled, 4],
    [isSigned, 4],
    [mailboxes.some((box) => isMailboxOf(box, name)), 3],
    [isAfterGreeting(lines, at), 4],
    [name.isKnown, 2],
    [at < 3, 1],
    [isDirectorLabel(lineAt(lines, at - 1)), -3],
  ];
  const sum = weights.reduce((all, [holds, weight]) => all + (holds ? weight : 0), 0);
  return sum - at / 100;
}

function lineAt(lines: readonly PasteLine[], at: number): string {
  return lines[at]?.text ?? '';
}

function isMailboxOf(box: string, { firstName, lastName }: PersonName): boolean {
  const last = folded(lastName).replaceAll(' ', '');
  return box.replaceAll(' ', '').includes(last) || box.split(' ').includes(folded(firstName));
}

/** Right after it, or with a short line between („Fiona“, a blank). */
function isAfterGreeting(lines: readonly PasteLine[], at: number): boolean {
  if (GREETING.test(lineAt(lines, at - 1))) return true;
  return GREETING.test(lineAt(lines, at - 2)) && lineAt(lines, at - 1).length < 15;
}

function isDirectorLabel(line: string): boolean {
  return DIRECTOR.test(line) && line.endsWith(':');
}

function spansAt({ name, line }: SignedLine, certainty: ValueCertainty): readonly ValueSpan[] {
  return personSpans({ ...name, to: line.text.length }, line.from, undefined, certainty);
}

/** One director alone, on the line of the label or the next. */
function directorSpans(lines: readonly PasteLine[], at: number): readonly ValueSpan[] {
  const after = lineAt(lines, at).replace(DIRECTOR_LABEL, '').trim();
  const line = lines[after === '' ? at + 1 : at];
  const text = after === '' ? lineAt(lines, at + 1) : after;
  const isSeveral = /, |und | and |&|\n/u.test(text);
  const name = readPersonName(text.replace(DIRECTOR, '').replace(/^[\s:]+/u, ''), true);
  if (line === undefined || name === undefined || isSeveral || !isDirectorName(name)) return [];
  return personSpans({ ...name, to: 0 }, line.from, undefined, 'likely');
}

function isDirectorName({ firstName, lastName }: PersonName): boolean {
  if (lastName === '' || !isCapitalized(firstName)) return false;
  return isContent(firstName) || isFirstName(firstName);
}

function isTaken({ from, text }: PasteLine, known: readonly ValueSpan[]): boolean {
  return known.some(
    (span) =>
      span.kind !== 'email' &&
      span.kind !== 'website' &&
      span.from < from + text.length &&
      span.to > from,
  );
}
