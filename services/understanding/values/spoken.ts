// Addresses as they are dictated: „maren punkt vogt at seewind bindestrich it punkt de“, "w w w dot harbourcloud dot ie".

import { isSharedMailbox } from './addresses-online.ts';
import { isContent } from './word-list.ts';

const DOT = String.raw`(?: ?[([{] ?(?:punkt|dot|point) ?[)\]}] ?| (?:punkt|dot|point) |\.)`;
const DASH = String.raw`(?: ?[([{] ?(?:bindestrich|minus|dash|hyphen) ?[)\]}] ?| (?:bindestrich|minus|strich|dash|hyphen) |-)`;
const LOW = String.raw`(?: ?[([{] ?(?:unterstrich|underscore) ?[)\]}] ?| (?:unterstrich|understrich|underscore|under score) |_)`;
const AT = String.raw`(?: ?[([{] ?(?:at|ät|aet) ?[)\]}] ?| (?:at|ät|aet|klammeraffe|affenschwanz|at-zeichen|at zeichen|at sign) | ?@ ?)`;
const ENDING = String.raw`(?:(?:co|com|org|ac)${DOT}(?:uk|in|za|nz|au|at)|com|net|org|eu|info|biz|io|cloud|digital|online|gmbh|de|at|ch|li|lu|ie|uk|it|fr|nl|be|es|in|us|ca|au|dev|app|ai|tech|example)`;
const PART = String.raw`[\p{L}\p{N}]+`;
const START = String.raw`(?<![\p{L}\p{N}.@_-])`;
const END = String.raw`(?![\p{L}\p{N}@_-]|\.\p{L})`;
const DOMAIN = String.raw`${PART}(?:(?:${DASH}|${DOT})${PART})*?${DOT}${ENDING}`;
const MAIL = new RegExp(
  String.raw`${START}(?<local>${PART}(?:(?:${DOT}|${DASH}|${LOW})${PART})*)(?<at>${AT})(?<domain>${DOMAIN})${END}`,
  'giu',
);
const SITE = new RegExp(
  String.raw`${START}(?<www>(?:www|w w w|triple w)${DOT})?(?<domain>${DOMAIN})${END}`,
  'giu',
);
const SPOKEN =
  /(?<!\p{L})(?:punkt|dot|point|at|ät|aet|klammeraffe|affenschwanz|at-zeichen|minus|bindestrich|dash|hyphen)(?!\p{L})/iu;
const JOINTS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(AT, 'giu'), '@'],
  [new RegExp(DOT, 'giu'), '.'],
  [new RegExp(DASH, 'giu'), '-'],
  [new RegExp(LOW, 'giu'), '_'],
  [/w w w|triple w/giu, 'www'],
];

/** The text with dictated addresses in writing. "You find us at harbourcloud.ie" stays: a name must stand before the at. */
export function withWrittenAddresses(text: string): string {
  if (!SPOKEN.test(text)) return text;
  const mails = text.replace(MAIL, (spoken, local: string, at: string, domain: string) =>
    isMailbox(local, at, domain) ? written(spoken) : spoken,
  );
  return mails.replace(SITE, (spoken) => (SPOKEN.test(spoken) ? written(spoken) : spoken));
}

function isMailbox(local: string, at: string, domain: string): boolean {
  if (!/\s/u.test(at.trim()) && at.trim() === '@') return true;
  const isName = /[^\p{L}\p{N}]/u.test(local) || isSharedMailbox(`${local}@`);
  return isName || (isContent(local) && (SPOKEN.test(domain) || !/^at$/iu.test(at.trim())));
}

function written(spoken: string): string {
  return JOINTS.reduce((text, [joint, mark]) => text.replace(joint, mark), spoken);
}
