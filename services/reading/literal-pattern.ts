// Words that stand for themselves in a pattern with the flag "u". `RegExp.escape` needs a newer Node than the bot does.

/** In: any text. Out: it as the source of a pattern. A hyphen stays as it is: escaped, it would be a fault under "u". */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
