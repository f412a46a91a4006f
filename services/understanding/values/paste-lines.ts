// The pieces of a pasted text in their order: lines, and what bars and commas divide in one.

/** A piece of a pasted text. */
export interface PasteLine {
  readonly text: string;
  readonly from: number;
  /** Whether it begins a line of the text. */
  readonly isLineStart: boolean;
}

/** Lines that name somebody or something other than the company itself and who signed. */
export const NOT_OURS =
  /bank|sparkasse|iban|aufsichtsrat|vorstand|geschäftsführ|vertreten durch|managing director|directors?:|registergericht|amtsgericht|landesgericht|handelsgericht|kammer|finanzamt|hosting|webdesign|design by|haftung für|eu-kommission|streit|komplementär|pers\. haft/iu;

/** Longer lines are disclaimers and slogans. */
const LONGEST_LINE = 160;
const BARS = /\s+[|·•‖]\s+|\s*[|•‖]\s*|\s{3,}|\s+[–—]\s+/gu;
const COMMAS = /,\s+(?!\d{1,2}[a-z]?(?:\s|$))/gu;

/** Divides a pasted text. A text of one or two lines is divided at its commas too. */
export function pasteLines(text: string): readonly PasteLine[] {
  const lines = pieces(text, /\n/gu, 0).filter(
    ({ text: line }) => line.length <= LONGEST_LINE || /[|·•]/u.test(line) || !text.includes('\n'),
  );
  const isFlat = lines.length < 3;
  return lines.flatMap((line) => {
    const parts = pieces(line.text, BARS, line.from);
    const all = isFlat ? parts.flatMap((part) => pieces(part.text, COMMAS, part.from)) : parts;
    return all.map((part, at) => ({ ...part, isLineStart: at === 0 }));
  });
}

interface Stretch {
  readonly text: string;
  readonly from: number;
}

function pieces(text: string, divider: RegExp, offset: number): readonly Stretch[] {
  const ends = [...text.matchAll(divider)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const starts = [0, ...ends.map(({ to }) => to)];
  return starts.flatMap((start, at) => {
    const raw = text.slice(start, ends[at]?.from ?? text.length);
    const trimmed = raw.trim();
    return trimmed === '' ? [] : [{ text: trimmed, from: offset + start + raw.indexOf(trimmed) }];
  });
}
