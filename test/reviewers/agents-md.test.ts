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

const TOX = '[tox]\nenvlist = py311,lint\n\n[testenv]\ncommands = pytest\n\n[testenv:lint]\ncommands = ruff check\n';
const NOX = 'import nox\n\n@nox.session\ndef lint(session):\n    session.run("ruff")\n';
const SCRIPTS = '[project]\nname = "a"\n\n[project.scripts]\nserve = "a:main"\nseed = "a:seed"\n';
const RECIPES = 'test:\n  vitest\n\nfmt path="":\n  oxfmt\n';
const PACKAGE = '[package]\nname = "xtask"\nversion = "0.1.0"\n';

/** Manifest, its text, what goes, how guidance names it, and the removed line. */
const REMOVED: readonly (readonly [path: string, text: string, gone: string, guidance: string, line: number])[] = [
  ['justfile', RECIPES, 'fmt path="":\n  oxfmt\n', '- `just fmt src`', 4],
  ['justfile', `${RECIPES}alias f := fmt\n`, 'alias f := fmt\n', '```sh\njust f\n```', 6],
  ['composer.json', manifest({ lint: 'phpcs', test: 'phpunit' }), '    "lint": "phpcs",\n', '`composer lint`', 4],
  ['composer.json', manifest({ lint: 'phpcs', test: 'x' }), '    "lint": "phpcs",\n', '`composer run-script lint`', 4],
  [
    'build.gradle',
    'task other\ntask checkAll(type: Test) { }\n',
    'task checkAll(type: Test) { }\n',
    '`./gradlew clean :app:checkAll`',
    2,
  ],
  [
    'app/build.gradle.kts',
    'tasks.register<Test>("slow") { }\n',
    'tasks.register<Test>("slow") { }\n',
    '$ gradle slow',
    1,
  ],
  ['pyproject.toml', SCRIPTS, 'seed = "a:seed"\n', '`uv run seed --all`', 6],
  ['pyproject.toml', SCRIPTS, 'seed = "a:seed"\n', '`poetry run seed`', 6],
  ['tox.ini', TOX.replace(',lint', ''), '[testenv:lint]\ncommands = ruff check\n', '`tox -e lint`', 7],
  ['tox.ini', TOX.replace(',lint', ''), '[testenv:lint]\ncommands = ruff check\n', '`uvx tox -e py311,lint`', 7],
  ['noxfile.py', NOX, '@nox.session\ndef lint(session):\n    session.run("ruff")\n', '`nox -s lint`', 4],
  ['.cargo/config.toml', '[alias]\nci = "test --all"\nxt = "run"\n', 'ci = "test --all"\n', '`cargo ci`', 2],
  ['xtask/Cargo.toml', PACKAGE, 'name = "xtask"\n', '`cargo run -p xtask`', 2],
  ['Makefile', MAKE, MAKE, '`make lint`', 3],
];

/** What the tools of these rows know otherwise, or nobody can tell. */
const KEPT: readonly (readonly [
  name: string,
  old: Tree,
  head: Readonly<Record<string, string | null>>,
  guidance: string,
])[] = [
  ['a recipe in words', { justfile: RECIPES }, { justfile: 'test:\n' }, 'They just fmt it.'],
  [
    'recipes of other files',
    { justfile: `import 'b.just'\n${RECIPES}` },
    { justfile: "import 'b.just'\n" },
    '`just fmt`',
  ],
  ['a justfile elsewhere', { justfile: RECIPES }, { justfile: 'test:\n' }, '`just -f web/justfile fmt`'],
  [
    'a command of Composer',
    { 'composer.json': manifest({ a: 'b' }) },
    { 'composer.json': manifest({}) },
    '`composer install`',
  ],
  [
    'a task in another build script',
    { 'build.gradle': 'task slow\n' },
    { 'build.gradle': '', 'b/build.gradle': 'task slow\n' },
    '`gradle slow`',
  ],
  ['a task of a plugin', { 'build.gradle': 'task slow\n' }, { 'build.gradle': '' }, '`./gradlew build`'],
  [
    'a program, not a script',
    { 'pyproject.toml': SCRIPTS },
    { 'pyproject.toml': '[project]\nname = "a"\n' },
    '`uv run pytest`',
  ],
  [
    'an environment that a list keeps',
    { 'tox.ini': TOX },
    { 'tox.ini': TOX.replace('[testenv:lint]', '[testenv:x]') },
    '`tox -e lint`',
  ],
  ['factors', { 'tox.ini': TOX }, { 'tox.ini': '[testenv:{lint,docs}]\ncommands = x\n' }, '`tox -e lint`'],
  [
    'a session by its name',
    { 'noxfile.py': NOX },
    { 'noxfile.py': '@nox.session(name="lint")\ndef l(s):\n    pass\n' },
    '`nox -s lint`',
  ],
  [
    'a package that moves',
    { 'a/Cargo.toml': PACKAGE },
    { 'a/Cargo.toml': null, 'b/Cargo.toml': PACKAGE },
    '`cargo test -p xtask`',
  ],
  [
    'a command of Cargo',
    { '.cargo/config.toml': '[alias]\nci = "x"\n' },
    { '.cargo/config.toml': '[alias]\n' },
    '`cargo test`',
  ],
  [
    'a project that stays',
    { 'a/A.csproj': '<Project/>\n' },
    { 'a/A.csproj': null, 'b/A.csproj': '<Project/>\n' },
    '`dotnet test b/A.csproj`',
  ],
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

test.each(REMOVED)('reports what goes from %s: %#', async (path, text, gone, guidance, line) => {
  const { reports } = await runChecks(
    agentsMd,
    change({ [path]: text, 'AGENTS.md': `${guidance}\n` }, { [path]: text.replace(gone, '') }),
  );
  expect(places(reports)).toEqual([`missing-command ${path}:${String(line)}`]);
});

test.each(KEPT)('stays quiet: %s', async (_name, old, head, guidance) => {
  const { reports } = await runChecks(agentsMd, change({ ...old, 'AGENTS.md': `${guidance}\n` }, head));
  expect(reports).toEqual([]);
});

test.each([
  ['dotnet test tests/Shop.Tests', ['missing-command tests/Shop.Tests/Shop.Tests.csproj:']],
  ['dotnet test tests/Shop.Tests/Shop.Tests.csproj', ['missing-command tests/Shop.Tests/Shop.Tests.csproj:']],
  ['dotnet test', []],
])('a project of .NET that goes: %s', async (command, expected) => {
  const old = { 'tests/Shop.Tests/Shop.Tests.csproj': '<Project/>\n', 'AGENTS.md': `\`${command}\`\n` };
  const { reports } = await runChecks(agentsMd, change(old, { 'tests/Shop.Tests/Shop.Tests.csproj': null }));
  expect(places(reports)).toEqual(expected);
});

test.each([
  ['`just deploy`', ['missing-command AGENTS.md:2']],
  ['`just fmt`', []],
  ['make sure that it passes', []],
])('guidance that names a command anew: %s', async (line, expected) => {
  const old = { justfile: RECIPES, Makefile: MAKE, 'AGENTS.md': 'Hi.\n' };
  const { reports } = await runChecks(agentsMd, change(old, { 'AGENTS.md': `Hi.\n${line}\n` }));
  expect(places(reports)).toEqual(expected);
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
