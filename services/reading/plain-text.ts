// What somebody typed, made safe to keep: one line, no invisible characters, nothing else changed.

/** Most of what people type is so already: seeing that costs a tenth of making it so. */
const PLAIN = /^[!-~\u00C0-\u00FF]+(?: [!-~\u00C0-\u00FF]+)*$/u;
/** Control characters, soft hyphens, bidirectional overrides and zero-width marks: they hide text and are never part of a name. */
const INVISIBLE =
  /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u180E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
/** Joiners shape Arabic and Indic letters, and emoji; elsewhere they only hide. */
const STRAY_JOINER =
  /(?<![\p{M}\p{So}\p{Emoji_Modifier}\uFE0F\u200C\u200D\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}])[\u200C\u200D]+/gu;

/** Typed text as one plain line: NFC, trimmed, white space folded to single blanks, invisible characters gone. */
export function plainText(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const lines = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t\r\n\u2028\u2029]+/gu, ' ');
  return lines.replace(INVISIBLE, '').replace(STRAY_JOINER, '').replace(/\s+/gu, ' ').trim();
}

/** Folds text for comparing: lower case, ä = ae, ß = ss, other accents dropped, punctuation to single blanks. */
export function folded(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/ä/gu, 'ae')
    .replace(/ö/gu, 'oe')
    .replace(/ü/gu, 'ue')
    .replace(/ß/gu, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
