import { expect, test } from 'vitest';
import { agentsMd } from '../../reviewers/agents-md/index.ts';
import { changedFiles, type Tree } from '../support/change-from-trees.ts';
import { type Change, places, runChecks } from './check-table.ts';

const manifest = (scripts: Readonly<Record<string, string>>, more: object = {}): string =>
  `${JSON.stringify({ name: 'a', scripts, ...more }, null, 2)}\n`;
const BOTH = manifest({ test: 'vitest', lint: 'oxlint' });
const change = (old: Tree, head: Readonly<Record<string, string | null>>): Change => {
  const after = Object.entries({ ...old, ...head }).filter(([, text]) => text !== null);
  return { old, new: Object.fromEntries(after) as Tree };
};
/** The script `lint` goes away under a guidance. */
const withoutLint = (guidance: string, more: Readonly<Record<string, string>> = {}): Change =>
  change({ 'package.json': BOTH, 'AGENTS.md': guidance }, { 'package.json': manifest({ test: 'vitest' }), ...more });
const dependencies = (name: string): string => manifest({}, { devDependencies: { [name]: '^1.2.0', zod: '4.0.0' } });
const swap = (old: string, now: string, guidance: string, path = 'AGENTS.md'): Change =>
  change({ 'package.json': dependencies(old), [path]: guidance }, { 'package.json': dependencies(now) });
const MAKE = 'all: build\n\nbuild lint:\n\ttrue\n';

const INVALID: readonly (readonly [name: string, change: Change, expected: readonly string[]])[] = [
  ['a script that goes away', withoutLint('Run `npm run lint`.\n'), ['missing-command package.json:5']],
  ['by pnpm, in a block', withoutLint('```sh\npnpm run lint\n```\n'), ['missing-command package.json:5']],
  ['told twice, said once', withoutLint('`npm run lint`\n\n`npm run lint`\n'), ['missing-command package.json:5']],
  [
    'a command that the guidance names anew',
    change({ 'package.json': BOTH, 'CLAUDE.md': 'Hi.\n' }, { 'CLAUDE.md': 'Hi.\nRun `npm run check`.\n' }),
    ['missing-command CLAUDE.md:2'],
  ],
  [
    'a make target',
    change({ Makefile: MAKE, 'AGENTS.md': '    make lint\n' }, { Makefile: MAKE.replace('build lint:', 'build:') }),
    ['missing-command Makefile:3'],
  ],
  [
    'another test framework',
    swap('jest', 'vitest', 'Tests run with `npx jest path`.\n'),
    ['outdated-tool package.json:5'],
  ],
  ['another linter', swap('eslint', 'oxlint', 'ESLint decides on style.\n'), ['outdated-tool package.json:5']],
  [
    'a nested guidance over its folder',
    change(
      { 'web/package.json': dependencies('webpack'), 'web/AGENTS.md': 'Build with webpack.\n' },
      { 'web/package.json': dependencies('vite') },
    ),
    ['outdated-tool web/package.json:5'],
  ],
  [
    'it grows beyond 200 lines',
    change({ 'AGENTS.md': 'line\n'.repeat(199) }, { 'AGENTS.md': 'line\n'.repeat(201) }),
    ['too-long AGENTS.md:'],
  ],
];

const VALID: readonly (readonly [name: string, change: Change])[] = [
  ['the script is still there', withoutLint('`npm run test`\n')],
  [
    'a script that was missing before',
    change(
      { 'package.json': BOTH, 'AGENTS.md': '`npm run gone`\n' },
      { 'package.json': manifest({ test: 'x', lint: 'y' }) },
    ),
  ],
  [
    'another package of the tree has it',
    change(
      { 'package.json': BOTH, 'web/package.json': manifest({ lint: 'x' }), 'AGENTS.md': '`npm run lint`\n' },
      { 'package.json': manifest({ test: 'vitest' }) },
    ),
  ],
  ['for a workspace', withoutLint('`npm run lint -w web`, `pnpm --filter web run lint`, `cd web && npm run lint`\n')],
  ['a pattern or placeholder', withoutLint('`npm run lint:*`, `npm run <script>`, `npm run lint-$X`\n')],
  ['the guidance forbids it', withoutLint('Never use `npm run lint`.\n')],
  ['the guidance is changed along', withoutLint('`npm run lint`\n', { 'AGENTS.md': '`npm run test`\n' })],
  [
    'a file of another name',
    change({ 'package.json': BOTH, 'docs/a.md': '`npm run lint`\n' }, { 'package.json': manifest({ test: 'x' }) }),
  ],
  [
    'guidance of a fixture',
    change(
      { 'package.json': BOTH, 'fixtures/AGENTS.md': '`npm run lint`\n' },
      { 'package.json': manifest({ test: 'x' }) },
    ),
  ],
  ['a bin, not a script', withoutLint('`pnpm vitest`, `yarn lint`\n')],
  [
    'words: make sure',
    change({ Makefile: MAKE, 'AGENTS.md': 'We make lint happy. Also make sure.\n' }, { Makefile: 'build:\n\ttrue\n' }),
  ],
  [
    'a Makefile that includes others',
    change({ Makefile: `include x.mk\n${MAKE}`, 'AGENTS.md': '`make lint`\n' }, { Makefile: 'include x.mk\nbuild:\n' }),
  ],
  [
    'a minor update',
    change(
      { 'package.json': dependencies('jest'), 'AGENTS.md': 'jest\n' },
      { 'package.json': dependencies('jest').replace('1.2', '1.3') },
    ),
  ],
  [
    'a second framework joins',
    change(
      { 'package.json': dependencies('jest'), 'AGENTS.md': 'jest\n' },
      { 'package.json': manifest({}, { devDependencies: { jest: '^1.2.0', vitest: '^1.0.0', zod: '4.0.0' } }) },
    ),
  ],
  ['the old one is not named', swap('jest', 'vitest', 'Run the tests.\n')],
  ['the guidance says not to', swap('jest', 'vitest', 'Do not use jest here.\n')],
  ['a longer word', swap('jest', 'vitest', 'See jest-image-snapshot and `src/jest.ts`.\n')],
  [
    'touched by the change',
    change(
      { 'package.json': dependencies('jest'), 'AGENTS.md': 'jest\n' },
      { 'package.json': dependencies('vitest'), 'AGENTS.md': 'jest and vitest\n' },
    ),
  ],
  ['guidance of another folder', swap('jest', 'vitest', 'Use jest.\n', 'web/AGENTS.md')],
  [
    'it was long before and gets shorter',
    change({ 'AGENTS.md': 'line\n'.repeat(300) }, { 'AGENTS.md': 'line\n'.repeat(250) }),
  ],
  ['exactly 200 lines', change({ 'AGENTS.md': '' }, { 'AGENTS.md': 'line\n'.repeat(200) })],
];

test.each(INVALID)('reports: %s', async (_name, one, expected) => {
  const { reports } = await runChecks(agentsMd, one);
  expect(places(reports)).toEqual(expected);
  for (const { evidence, location } of reports) {
    const lines = one[location?.side ?? 'new'][location?.path ?? '']?.split('\n') ?? [];
    expect(lines[(location?.startLine ?? 0) - 1] ?? '').toContain(evidence ?? '');
  }
});

test.each(VALID)('stays quiet: %s', async (_name, one) => {
  expect((await runChecks(agentsMd, one)).reports).toEqual([]);
});

const lockfiles = (old: Tree, now: Tree) =>
  changedFiles(old, now).map((file) => {
    const { hunks: _, ...rest } = file;
    return { ...rest, reason: 'lockfile' as const };
  });

test.each([
  ['npm install', ['outdated-tool package-lock.json:']],
  ['pnpm install', []],
  ['the package on npm', []],
])('another package manager, told by lockfiles that are filtered out: %s', async (guidance, expected) => {
  const tree = { 'AGENTS.md': `${guidance}\n` };
  const filtered = lockfiles({ 'package-lock.json': '{}\n' }, { 'pnpm-lock.yaml': 'lockfileVersion: 9\n' });
  const { reports } = await runChecks(agentsMd, { old: tree, new: tree }, { changeSet: { filtered } });
  expect(places(reports)).toEqual(expected);
});

test('a plain diff has no tree: the gap is told, nothing is claimed', async () => {
  const result = await runChecks(agentsMd, withoutLint('`npm run lint`\n'), { contents: 'diff-only' });
  expect([result.reports, result.unavailable.length]).toEqual([[], 1]);
});
