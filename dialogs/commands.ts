// Words that are commands when they are the whole message, in both languages [interface-commands].

import { folded } from '../services/reading/plain-text.ts';

export const COMMANDS = {
  enroll: [
    'registrieren',
    'registrierung starten',
    'weiter',
    'enroll',
    'start enrollment',
    'continue',
  ],
  status: ['status', 'stand'],
  back: ['zurück', 'back'],
  pause: ['pause', 'später', 'later'],
  cancel: ['abbrechen', 'cancel'],
  startOver: ['neu starten', 'start over', 'restart'],
  help: ['hilfe', 'help'],
  hello: ['hallo', 'hi', 'hello'],
  language: ['sprache', 'language'],
  german: ['deutsch'],
  english: ['english'],
  human: ['mensch', 'experte', 'human', 'expert'],
  notifications: ['benachrichtigungen', 'notifications'],
  notificationsOff: ['benachrichtigungen aus', 'notifications off'],
  notificationsOn: ['benachrichtigungen an', 'notifications on'],
  signIn: ['anmelden', 'mit microsoft anmelden', 'sign in', 'log in'],
  signOut: ['abmelden', 'sign out', 'log out'],
  myData: ['meine daten', 'my data'],
  deleteMyData: ['meine daten löschen', 'delete my data'],
} as const satisfies Record<string, readonly string[]>;

export type Command = keyof typeof COMMANDS;

const BARE: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u' };

const BY_WORDS: ReadonlyMap<string, Command> = new Map(
  Object.entries(COMMANDS).flatMap(([command, words]) =>
    words.flatMap((word) => spellings(word)).map((word) => [word, command as Command] as const),
  ),
);

/** The command a message is. In: the whole message. Out: undefined when it is none; case and punctuation do not matter. */
export function commandIn(text: string): Command | undefined {
  return BY_WORDS.get(folded(text));
}

/** „zurück“ is also typed "zurueck" (folding does that) and "zuruck". */
function spellings(word: string): string[] {
  return [folded(word), folded(word.replace(/[äöü]/gu, (vowel) => BARE[vowel] ?? vowel))];
}
