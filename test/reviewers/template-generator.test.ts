import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'reviewers',
  'schemas',
  'analysers',
  'forge',
  'models',
  'processes',
  'app/action/package-list.ts',
  'app/action/platform.ts',
  'scripts/action/bundle.ts',
  'scripts/action/merge-chunks.ts',
  'scripts/action/packed-files.ts',
  'scripts/package/write-program.ts',
  'test/fixtures/reviewers',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
const FILES = [
  'scripts/new-reviewer.ts',
  'test/reviewers/check-table.ts',
  'test/reviewers/template-reviewer.test.ts',
  ...[
    'change-from-trees',
    'counts-reporter',
    'fixed-seed',
    'left-by-killed',
    'own-place',
    'place-of-run',
    'processes',
    'program-entry',
    'program-of-run',
    'read-tree',
    'soak',
  ].map((name) => `test/support/${name}.ts`),
];

let copy = '';
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'docket-generator-'));
  for (const path of [...COPIED, ...FILES]) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

const generate = (...names: string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, ['scripts/new-reviewer.ts', ...names], { cwd: copy, encoding: 'utf8' });
const tool = (path: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join('node_modules', path), ...args], { cwd: copy, encoding: 'utf8' });

test.each([
  [['Licences'], 'is no name'],
  [['../etc'], 'is no name'],
  [['two--hyphens'], 'is no name'],
  [[], 'is no name'],
  [['a', 'b'], 'one name at a time'],
  [['release'], 'is taken'],
  [['outside'], 'is taken'],
  [['reviewer'], 'is no name|is taken'],
  [['delete'], 'is a word of the language'],
])('refuses %j and changes nothing', (names, reason) => {
  const before = readFileSync(join(copy, 'reviewers/index.ts'), 'utf8');
  const { status, stderr } = generate(...names);
  expect(status).toBe(2);
  expect(String(stderr)).toMatch(new RegExp(reason));
  expect(readFileSync(join(copy, 'reviewers/index.ts'), 'utf8')).toBe(before);
});

test('makes a reviewer that is in the list, type-checks, and whose own table passes', () => {
  expect(generate('licence-headers').status).toBe(0);
  expect(generate('licence-headers').status).toBe(2);

  const list =
    "import { BUILT_IN_REVIEWERS } from './reviewers/index.ts'; console.log(BUILT_IN_REVIEWERS.map((r) => r.id).join());";
  writeFileSync(join(copy, 'list.ts'), list);
  const ids = execFileSync(process.execPath, ['list.ts'], { cwd: copy, encoding: 'utf8' }).trim();
  expect(ids).toBe('security,quality,performance,documentation,release,policy,agents-md,licence-headers');

  const made = [
    'reviewers/licence-headers/index.ts',
    'reviewers/licence-headers/README.md',
    'test/reviewers/licence-headers.test.ts',
  ];
  for (const path of made) expect(readFileSync(join(copy, path), 'utf8')).not.toMatch(/template/i);
  expect(() => tool('typescript/bin/tsc', '--noEmit', '-p', '.')).not.toThrow();
  expect(tool('vitest/vitest.mjs', 'run', 'test/reviewers/licence-headers.test.ts')).toContain('9 passed, 0 failed');
});
