// Yes or no as people write it; the SDK's recognizer misses „klar“ and „jo“ [sdk-german-prompts].

import { folded } from './plain-text.ts';

const YES = words(
  'ja, j, jo, jep, jup, jawohl, klar, na klar, klaro, sicher, gern, gerne, ok, okay, passt, stimmt, stimmt so, genau, richtig',
  'natürlich, selbstverständlich, auf jeden Fall, ja bitte, ja gern, ja gerne, ja klar, ja genau, ja sicher, mach das',
  'yes, y, yep, yeah, yup, sure, of course, right, correct, yes please, go ahead, do it',
);

const NO = words(
  'nein, ne, nee, nö, auf keinen Fall, lieber nicht, bitte nicht, nein danke, doch nicht, keinesfalls',
  "no, n, nope, nah, no thanks, no thank you, better not, not now, don't, do not",
);

/** Reads a whole message as yes or no. In: typed text. Out: true, false, or undefined when it is neither. */
export function yesNo(text: string): boolean | undefined {
  const said = folded(text);
  if (YES.has(said)) return true;
  return NO.has(said) ? false : undefined;
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(',')).map(folded));
}
