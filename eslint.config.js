// The house rules a machine can check: types, size, and the walls between bot, dialogs and services.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SDK = ['botbuilder', 'botbuilder-*', 'botframework-*', 'restify'];

/** A wall: files and the import patterns they may not use, with the sentence the author reads. */
function wall(files, groups, except = []) {
  const patterns = groups.map(([group, message]) => ({ group, message }));
  return { files, ignores: except, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const noSdk = [SDK, 'services/ must stay true if Teams vanished: no botbuilder, no restify here.'];
const noGraph = [['@microsoft/microsoft-graph-client'], 'Graph is called in services/graph/ only.'];
const noFloorsAbove = [
  ['**/bot/**', '**/dialogs/**'],
  'Imports point down: bot → dialogs → services.',
];
const noAdapters = [
  ['**/storage/**', '**/graph/graph-*', '**/partner-center/client/**', '**/webhooks/rest-*'],
  'Only bot/app.ts, the factories of features and bot/cli/open.ts may know an adapter; take the port as an argument.',
];
/** Where parts are put together. */
const ROOTS = [
  'bot/app.ts',
  'bot/stores.ts',
  'bot/cli/open.ts',
  'bot/features/feature.ts',
  'bot/features/*/*-feature.ts',
  'bot/features/notifications/notifications.ts',
  'bot/features/partner-center/partner-center.ts',
];
const noDrivers = [['kysely', 'pg', 'node:sqlite'], 'SQL lives in services/storage.'];
const noSiblings = [
  [
    '**/storage/**',
    '**/graph/**',
    '**/events/**',
    '**/notifications/**',
    '**/texts/**',
    '**/knowledge/**',
  ],
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
      'max-params': ['error', 4],
      complexity: ['error', 8],
      'no-console': 'error',
    },
  },
  wall(
    ['services/**/*.ts'],
    [noSdk, noGraph, noFloorsAbove, noDrivers],
    ['services/storage/**', 'services/graph/**'],
  ),
  wall(['services/graph/**/*.ts'], [noSdk, noFloorsAbove, noDrivers]),
  wall(['services/storage/**/*.ts'], [noSdk, noGraph, noFloorsAbove]),
  wall(
    ['services/enrollment/**/*.ts', 'services/reading/**/*.ts'],
    [noSdk, noGraph, noFloorsAbove, noDrivers, noSiblings],
  ),
  wall(
    ['dialogs/**/*.ts'],
    [
      [['**/bot/**'], 'Imports point down: bot → dialogs → services.'],
      noAdapters,
      noGraph,
      noDrivers,
      [['restify'], 'HTTP lives in bot/http.'],
    ],
  ),
  wall(['bot/**/*.ts'], [noAdapters, noGraph, noDrivers], ROOTS),
  wall(ROOTS, [noGraph, noDrivers]),
  wall(['bench/**/*.ts'], [[['**/test/**'], 'A bench measures what runs: nothing of test/ here.']]),
  wall(['test/**/*.ts'], [[['**/bench/**'], 'Figures are not tests: nothing of bench/ here.']]),
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'tools/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-floating-promises': 'error' },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
