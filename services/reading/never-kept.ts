// What the bot must never keep: passwords, one-time codes, bank data [interface-secrets].

import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import validator from 'validator';
import { plainText } from './plain-text.ts';

export type NeverKept = 'password' | 'oneTimeCode' | 'bankData';

/** Whether bare digits may be meant: where a number is asked for, "123456" is no one-time code. */
export interface SecretContext {
  readonly digitsExpected: boolean;
}

const PASSWORD_WORD = String.raw`\b(?:passwor[td]e?|kennwort|kennwörter|passwörter|passphrase|pwd|pw)\b`;
const NO_PLAIN_WORD = String.raw`(?!(?:microsoft|office|windows|m|o)\d+\b)(?=\S*(?:[\d§$%&#@*+=]|!(?=[^\s!?.,])))\S{4,}`;
/** „Passwort: wie ändere ich es?“ names no password. */
const NO_QUESTION = String.raw`(?!(?:wie|was|wo|wann|warum|how|what|where|when|why)\b)`;
const PASSWORDS = [
  String.raw`${PASSWORD_WORD}\s*(?:(?:ist|is|heißt|lautet)?\s*[:=]|->|lautet)\s*${NO_QUESTION}\S+`,
  String.raw`${PASSWORD_WORD}(?:\s+\S+){0,8}?\s+(?:ist|is|heißt)\s+${NO_PLAIN_WORD}`,
  String.raw`${PASSWORD_WORD}\s+(?=\S*\p{L})${NO_PLAIN_WORD}`,
  String.raw`(?<!\S)${NO_PLAIN_WORD}\s+(?:ist|is)\s+(?:mein|das|my|the)\s+${PASSWORD_WORD}`,
].map((pattern) => new RegExp(pattern, 'iu'));

const CODE_WORD = String.raw`(?<!\b(?:postal|zip|country|area|error|status|bar|qr)[ -])\b(?:code|tan|otp|mfa|2fa|pin|(?:sicherheits|bestätigungs|verifizierungs|zugangs|anmelde|freischalt|prüf|aktivierungs|sms)code|einmal(?:code|pin|tan|passwort|kennwort)|one[- ]time pass(?:word|code)|authenticator)\b`;
const CODE_DIGITS = String.raw`(?<![\d+])\d(?:[ -]?\d){3,7}(?!\d)`;
const CODES = [
  String.raw`${CODE_WORD}[\s:=#-]*${CODE_DIGITS}`,
  String.raw`${CODE_WORD}(?:\s+\S+){0,8}?\s+(?:ist|is|lautet|heißt|zeigt|shows)\s*:?\s+${CODE_DIGITS}`,
  String.raw`${CODE_DIGITS}\s+(?:ist|is)\s+(?:\S+\s+){0,5}?\S*${CODE_WORD}`,
].map((pattern) => new RegExp(pattern, 'iu'));
const BARE_CODE = /^\d{3}[ -]?\d{3}$/u;

const ACCOUNT_WORD =
  /\b(?:kontonummer|konto-?nr|bankleitzahl|blz|account number|sort code|routing number|cvv|cvc)\b\D{0,20}\d(?:[ -]?\d){2,}/iu;
const BIC =
  /\b(?:bic|swift)\b(?:[ -]?code)?\s*(:|=|ist\b|is\b|lautet\b)?\s*([a-z\d]{11}|[a-z\d]{8})(?![a-z\d])/iu;
const DIGIT_RUN = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/gu;
const IBAN_RUN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/giu;
/** Every pattern of passwords, of codes, and of bank data needs one of its own marks: most lines have none. */
const MARKS = {
  any: /\d|passw|passphrase|kennw|pwd|\bpw\b|bic|swift/iu,
  password: /passw|passphrase|kennw|pwd|\bpw\b/iu,
  code: /code|tan|otp|mfa|2fa|pin|einmal|one[- ]time|authenticator/iu,
};
const LONGEST_READ = 20_000;
const SHORTEST_IBAN = 15;
/** Digits of a card; where a number is asked for, registration numbers of 13 and 14 digits may look like a short one. */
const SHORTEST_CARD = { usual: 13, digitsExpected: 15 };

/** Looks for something that must not be kept. In: text as typed. Out: what it is, or undefined. */
export function neverKept(text: string, hearing: SecretContext): NeverKept | undefined {
  const line = plainText(text).slice(0, LONGEST_READ);
  return MARKS.any.test(line) ? markedSecret(line, hearing) : undefined;
}

function markedSecret(line: string, { digitsExpected }: SecretContext): NeverKept | undefined {
  if (isOneOf(PASSWORDS, MARKS.password, line)) return 'password';
  const shortest = digitsExpected ? SHORTEST_CARD.digitsExpected : SHORTEST_CARD.usual;
  if (isBankData(line) || hasCardNumber(line, shortest)) return 'bankData';
  if (!digitsExpected && BARE_CODE.test(line)) return 'oneTimeCode';
  return isOneOf(CODES, MARKS.code, line) ? 'oneTimeCode' : undefined;
}

function isOneOf(patterns: readonly RegExp[], mark: RegExp, line: string): boolean {
  return mark.test(line) && patterns.some((pattern) => pattern.test(line));
}

function isBankData(line: string): boolean {
  return ACCOUNT_WORD.test(line) || hasBic(line) || hasIban(line);
}

/** Without a colon only capitals count: „Swift Logistik GmbH“ is a company. */
function hasBic(line: string): boolean {
  const [, mark, code = ''] = BIC.exec(line) ?? [];
  const capitals = code.toUpperCase();
  return isValidBIC(capitals) && (mark !== undefined || code === capitals);
}

/** Words may follow an IBAN without a stop, so every shorter end of the run is tried too. */
function hasIban(line: string): boolean {
  return [...line.matchAll(IBAN_RUN)].some(([run]) => {
    const compact = electronicFormatIBAN(run) ?? '';
    const ends = Array.from({ length: Math.max(0, compact.length - SHORTEST_IBAN + 1) });
    return ends.some((_, cut) => isValidIBAN(compact.slice(0, compact.length - cut)));
  });
}

function hasCardNumber(line: string, shortest: number): boolean {
  return [...line.matchAll(DIGIT_RUN)].some(([run]) => {
    const digits = run.replace(/\D/gu, '');
    return digits.length >= shortest && validator.isCreditCard(digits);
  });
}
