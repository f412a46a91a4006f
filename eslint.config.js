// The house rules a machine can check: types, size, and the walls between bot, dialogs and services.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SDK = [
  'botbuilder',
  'botbuilder-*',
  'botframework-*',
  'restify',
  '@microsoft/microsoft-graph-client',
];

/** A wall: files and the import patterns they may not use, with the sentence the author reads. */
function wall(files, groups, except = []) {
  const patterns = groups.map(([group, message]) => ({ group, message }));
  return { files, ignores: except, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const noSdk = [SDK, 'services/ must stay true if Teams vanished: no botbuilder, no restify here.'];
const noFloorsAbove = [
  ['**/bot/**', '**/dialogs/**'],
  'Imports point down: bot → dialogs → services.',
];
const noAdapters = [
  ['**/storage/**', '**/directory/graph-*', '**/mailbox/graph-*', '**/partner-center/rest-*'],
  'Only bot/app.ts, bot/openings.ts and the bot/…-part.ts may know an adapter; take the port as an argument.',
];
const noDrivers = [['kysely', 'pg', 'node:sqlite'], 'SQL lives in services/storage.'];
const noSiblings = [
  ['**/storage/**', '**/events/**', '**/outbox/**', '**/texts/**', '**/knowledge/**'],
  'The domain is pure: no I/O, no texts, no neighbours.',
];

export default defineConfig(
  { ignores: ['node_modules', 'coverage', 'data'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 3],
      complexity: ['error', 8],
      'no-console': 'error',
    },
  },
  wall(['services/**/*.ts'], [noSdk, noFloorsAbove, noDrivers], ['services/storage/**']),
  wall(['services/storage/**/*.ts'], [noSdk, noFloorsAbove]),
  wall(
    ['services/enrollment/**/*.ts', 'services/reading/**/*.ts'],
    [noSdk, noFloorsAbove, noDrivers, noSiblings],
  ),
  wall(
    ['dialogs/**/*.ts'],
    [
      [['**/bot/**'], 'Imports point down: bot → dialogs → services.'],
      noAdapters,
      noDrivers,
      [['restify'], 'HTTP lives in bot/http.'],
    ],
  ),
  wall(
    ['bot/**/*.ts'],
    [noAdapters, noDrivers],
    ['bot/app.ts', 'bot/openings.ts', 'bot/mailbox.ts', 'bot/partner-center-part.ts'],
  ),
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-floating-promises': 'error' },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
