// The language of a message, by its function words; names and values say nothing.

import type { Language } from '../texts/languages.ts';
import { wordsOf } from '../knowledge/language/words.ts';

const GERMAN = wordSet(
  'ich du er sie es wir ihr mich mir dich dir uns euch mein meine unser unsere der die das den dem des ein eine einen einem einer kein keine nicht nich und oder aber weil wenn dass ob ist sind bin war hat habe haben hab wird werden wurde kann konnen muss mussen soll sollen will wollen mochte bitte danke ja nein doch noch schon jetzt nun auch nur mal wie was wer wo wann warum wieso fur mit von zu zum zur bei auf aus nach im am hier da denn muss gibt falsch richtig passt alles stimmt fertig gut plz ort strasse firma antrag abgelehnt bestatigt unterschrieben fehlt brauche warum gerade heute morgen gestern wieder weiter zuruck',
);
const ENGLISH = wordSet(
  'i you he she it we they me him her us them my your our their the a an and or but because if that is are am was were has have had do does did can could will would should may might must not no yes please thanks how what who where when why which for with from to at on in of this that there here just still now then about get got need want any some wrong right all fine good correct done street town company application rejected confirmed signed missing today tomorrow yesterday again back over been',
);
/** In both, so they say nothing. */
const SHARED = new Set([
  'was',
  'am',
  'in',
  'an',
  'will',
  'die',
  'war',
  'her',
  'him',
  'hat',
  'so',
  'on',
]);
const FEWEST_SIGNS = 2;

/** Out: undefined for what is too short or could be both. */
export function languageOfSentence(text: string): Language | undefined {
  const words = wordsOf(text.slice(0, 600)).filter((word) => !SHARED.has(word));
  const [de, en] = [GERMAN, ENGLISH].map((known) => words.filter((word) => known.has(word)).length);
  const [german, english] = [(de ?? 0) + (/[äöüß]/iu.test(text) ? 1 : 0), en ?? 0];
  if (Math.max(german, english) < FEWEST_SIGNS) return undefined;
  if (german >= 2 * english + 1) return 'de';
  return english >= 2 * german + 1 ? 'en' : undefined;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
