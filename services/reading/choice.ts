// A choice made by typing: the option's number, its name, or words of its label.

import { folded } from './plain-text.ts';

/** Words people put around a choice. */
const FILLING = new Set('ich bin wir sind haben das der die den und aber the are have'.split(' '));

export interface Option {
  readonly name: string;
  readonly label: string;
}

/** Reads a typed choice. In: the text and the options in the order shown. Out: the option's name, or undefined. */
export function readChoice(text: string, options: readonly Option[]): string | undefined {
  const said = folded(text);
  const byNumber = /^\d$/u.test(said) ? options[Number(said) - 1] : undefined;
  const exact = options.find(({ name, label }) => [folded(name), folded(label)].includes(said));
  return (byNumber ?? exact ?? onlyWithWords(said, options))?.name;
}

/** „Admin“ is enough for „Administrator“. */
function isMeant(word: string, known: string): boolean {
  return known === word || (word.length >= 4 && known.startsWith(word));
}

function onlyWithWords(said: string, options: readonly Option[]): Option | undefined {
  const words = said.split(' ').filter((word) => word.length >= 3 && !FILLING.has(word));
  if (words.length === 0) return undefined;
  const fitting = options.filter(({ label }) => {
    const inLabel = folded(label).split(' ');
    return words.every((word) => inLabel.some((known) => isMeant(word, known)));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
