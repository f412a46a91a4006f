// What can be wrong with the phrasings and the concepts although every file can be read, named as file and fault.

import type { Language } from '../texts/languages.ts';
import { wordsOf } from '../knowledge/language/words.ts';
import concepts from './data/concepts.json' with { type: 'json' };
import { INTENTS, loadPhrasings, strayFiles, type Phrasing } from './intents.ts';

export interface PhrasingFault {
  /** Below services/understanding/data. */
  readonly file: string;
  readonly fault: string;
}

/** Forms by concept, as in concepts.json. */
export type ConceptForms = Readonly<Record<string, readonly string[]>>;

const FEWEST_PHRASINGS = 40;
const LANGUAGES: readonly Language[] = ['de', 'en'];

/** All faults of services/understanding/data; none when it is sound. */
export function dataFaults(): readonly PhrasingFault[] {
  const stray = LANGUAGES.flatMap((language) =>
    strayFiles(language).map((name) => ({
      file: `${language}/${name}`,
      fault: 'belongs to no intent: name it in INTENTS, or delete it',
    })),
  );
  return [...stray, ...phrasingFaults(loadPhrasings()), ...conceptFaults(concepts)];
}

/** Too few phrasings of an intent in a language, and phrasings that stand twice. In: all of both languages. */
export function phrasingFaults(phrasings: readonly Phrasing[]): readonly PhrasingFault[] {
  return [...tooFew(phrasings), ...repeated(phrasings)];
}

/** Forms that stand twice in one concept, however they are written. */
export function conceptFaults(all: ConceptForms): readonly PhrasingFault[] {
  return Object.entries(all).flatMap(([concept, forms]) => {
    const written = forms.map(writtenForm);
    return forms
      .filter((_, at) => written.indexOf(written[at] ?? '') !== at)
      .map((form) => ({
        file: 'concepts.json',
        fault: `"${form}" stands twice in the concept ${concept}`,
      }));
  });
}

function tooFew(phrasings: readonly Phrasing[]): PhrasingFault[] {
  return LANGUAGES.flatMap((language) =>
    INTENTS.flatMap((intent) => {
      const own = phrasings.filter((one) => one.language === language && one.intent === intent);
      if (own.length >= FEWEST_PHRASINGS) return [];
      const fault = `has ${own.length} phrasings, not ${FEWEST_PHRASINGS} or more`;
      return [{ file: `${language}/${intent}.json`, fault }];
    }),
  );
}

/** "ok" is said in both languages, but nothing means two things, and nothing stands twice in one file. */
function repeated(phrasings: readonly Phrasing[]): PhrasingFault[] {
  const seen = new Map<string, Phrasing>();
  return phrasings.flatMap((one) => {
    const key = one.text.toLowerCase().trim();
    const before = seen.get(key);
    seen.set(key, one);
    const isAllowed = before?.intent === one.intent && before.language !== one.language;
    if (before === undefined || isAllowed) return [];
    const fault = `"${one.text}" already stands in ${before.language}/${before.intent}.json`;
    return [{ file: `${one.language}/${one.intent}.json`, fault }];
  });
}

/** As it is looked for: „weiß“ and „weiss“ are one form, "plan" and "plan*" are two. */
function writtenForm(form: string): string {
  const words = wordsOf(form).join(' ');
  if (words === '' || form.startsWith('=')) return form;
  return form.endsWith('*') ? `${words}*` : words;
}
