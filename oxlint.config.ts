import { defineConfig } from 'oxlint';
import { IMPORT_RULES, restrictedImports } from './scripts/import-rules.ts';

// Tests and scripts may reach everything: they are not part of the program.
const PROGRAM = [
  'app/**',
  'schemas/**',
  'forge/**',
  'analysers/**',
  'models/**',
  'reviewers/**',
  'coordinator/**',
  'history/**',
  'processes/**',
];

const PURE_GLOBALS = [
  'Date',
  'Intl',
  'process',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];
const LOCALE_METHODS = [
  'localeCompare',
  'toLocaleString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLocaleDateString',
  'toLocaleTimeString',
];

// oxlint loads its configuration by the default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  plugins: ['import', 'node', 'promise', 'unicorn', 'typescript', 'vitest'],
  options: { typeAware: true },
  ignorePatterns: [
    'dist/**',
    'build/**',
    'examples/**',
    'test/fixtures/**',
    'test/planted/{seen,held-out}/**',
    'node_modules/**',
  ],
  categories: { correctness: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/only-throw-error': 'error',
    // A helper whose name begins with expect asserts; vitest's expect takes a message.
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
  },
  overrides: [
    { files: PROGRAM, rules: { 'no-console': 'error', 'node/no-process-env': 'error' } },
    ...IMPORT_RULES.map((rule) => ({
      files: [rule.files],
      rules: { 'no-restricted-imports': ['error', restrictedImports(rule)] as const },
    })),
    { files: ['app/config/raw-environment.ts'], rules: { 'node/no-process-env': 'off' } },
    { files: ['app/cli/**'], rules: { 'no-console': 'off' } },
    {
      files: ['coordinator/**'],
      rules: {
        'no-restricted-globals': ['error', ...PURE_GLOBALS],
        'no-restricted-properties': [
          'error',
          { object: 'Math', property: 'random' },
          ...LOCALE_METHODS.map((property) => ({ property })),
        ],
      },
    },
  ],
});
