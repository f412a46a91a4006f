// Whether a line is meant as a question; used where a typed line could also be the answer to the open step.

import { folded } from './plain-text.ts';

const W_WORDS = new Set(
  'was wer wie wo wann warum wieso weshalb wozu welche welcher welches welchen wem wen wohin woher womit wofuer wieviel what who how where when why which whose whom'.split(
    ' ',
  ),
);
const AUXILIARIES = new Set(
  'muss muessen kann koennen kannst koennte koennten darf duerfen soll sollen ist sind hat haben gibt brauche brauchen werde werden wird do does did can could may must should shall is are has have will would'.split(
    ' ',
  ),
);
const HELPLESS =
  /\b(?:weiss (?:\w+ ){0,2}nicht|keine ahnung|verstehe (?:\w+ ){0,3}nicht|kapier\w* nicht|was heisst das|no idea|don t know|do not know|don t understand|do not understand|not sure)\b|^am i\b/u;

/** Whether a line asks something [question-in-form]: by its mark, its first word among enough others, or a cry for help. */
export function isQuestion(text: string): boolean {
  if (/[?？]\s*$/u.test(text)) return true;
  const words = folded(text).split(' ');
  const first = words[0] ?? '';
  if (W_WORDS.has(first) && words.length >= 3) return true;
  if (AUXILIARIES.has(first) && words.length >= 4) return true;
  return HELPLESS.test(words.join(' '));
}

const WHY = new Set(
  'warum|wieso|weshalb|wozu|wofuer|warum das|wozu das|wieso das|warum brauchen sie das|wozu brauchen sie das|warum fragen sie das|wofuer brauchen sie das|warum wollen sie das wissen|why|why that|what for|why do you ask|why do you need this|why do you need that|why is that needed|why is this needed'.split(
    '|',
  ),
);

/** Whether a whole message asks what the open datum is needed for („warum?“, "why?"). */
export function isWhy(text: string): boolean {
  return WHY.has(folded(text));
}
