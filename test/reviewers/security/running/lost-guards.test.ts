import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

const CHECKS = ['pipelines', 'build-manifests', 'repository-bots'];

/** What is told of a change from one text to another, and whether the file counts as unjudged. */
async function told(path: string, old: string, now: string): Promise<readonly string[]> {
  const { reports, unjudged } = await runChecks(
    security,
    { old: { [path]: old }, new: { [path]: now } },
    { only: CHECKS },
  );
  return [...reports.map(({ rule }) => rule), ...(unjudged.includes(path) ? ['unjudged'] : [])];
}

const CIRRUS = 'task:\n  name: test\n  test_script:\n    - pytest -q\n';
const APPVEYOR = 'version: 1.0.{build}\nbuild_script:\n  - dotnet build\ntest_script:\n  - dotnet test\n';
const OPTIONS = '{"compilerOptions": {"strict": true, "noEmit": true}, "include": ["src", "test"]}';
const CODECOV = 'coverage:\n  status:\n    project: true\n';
const PROJECT = '<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>';
const friends = (name: string): string =>
  `<Project><ItemGroup><InternalsVisibleTo Include="${name}" /></ItemGroup></Project>`;
const target = (share: string): string =>
  `coverage:\n  status:\n    project:\n      default:\n        target: ${share}\n`;
const MERGED = '{"packageRules": [{"matchUpdateTypes": ["patch"], "automerge": true}]}';
const UPDATES = 'version: 2\nupdates:\n- package-ecosystem: npm\n  directory: /\n  schedule: {interval: weekly}\n';
const OFF = ['security-check-off'];

// Written by another author than the rules, the first of them before any was read: each of these was approved without a word.
test.each<readonly [path: string, old: string, now: string, expected: readonly string[]]>([
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('-q', '-q || true'), OFF],
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('    - pytest', '    - printenv\n    - pytest'), ['secrets-exposed']],
  ['.cirrus.yml', CIRRUS, `${CIRRUS}  always:\n    all_artifacts:\n      path: "**/*"\n`, ['unjudged']],
  ['appveyor.yml', APPVEYOR, APPVEYOR.replace(/test_script[^]*/, ''), OFF],
  [
    'appveyor.yml',
    APPVEYOR,
    `${APPVEYOR}install:\n  - nuget sources add -name x -source http://nuget.example.net/v3/index.json\n`,
    ['certificate-check-off'],
  ],
  ['tsconfig.json', OPTIONS, OPTIONS.replace('"strict": true, ', ''), OFF],
  ['tsconfig.json', OPTIONS, OPTIONS.replace(', "test"', ''), OFF],
  ['codecov.yml', CODECOV, `${CODECOV}ignore:\n  - "src/**"\n`, OFF],
  ['src/Frob/Frob.csproj', PROJECT, PROJECT.replace('enable', 'disable'), OFF],
  ['src/Frob/Frob.csproj', friends('Frob.Tests'), friends('Stranger.Tools'), ['unjudged']],
  ['.cirrus.yml', CIRRUS, CIRRUS.replace(/ {2}test_script[^]*/, '').replace('test', 'a'), OFF],
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('  test_script', '  skip: $CIRRUS_PR != ""\n  test_script'), OFF],
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('    - pytest', '    - set +e\n    - pytest'), OFF],
  ['appveyor.yml', `${APPVEYOR}nuget:\n  disable_publish_on_pr: true\n`, APPVEYOR, OFF],
  ['appveyor.yml', APPVEYOR, `${APPVEYOR}skip_commits:\n  message: /.*/\n`, ['unjudged']],
  ['appveyor.yml', APPVEYOR, `${APPVEYOR}branches:\n  only:\n    - none\n`, ['unjudged']],
  ['tsconfig.json', OPTIONS.replace('"noEmit"', '"noEmitOnError"'), OPTIONS, OFF],
  ['tsconfig.json', OPTIONS, OPTIONS.replace('"src", "test"', '"src/public/**/*"'), OFF],
  ['codecov.yml', `codecov:\n  require_ci_to_pass: true\n${CODECOV}`, CODECOV, OFF],
  ['codecov.yml', `${CODECOV}    patch:\n      default:\n        target: 80%\n`, CODECOV, OFF],
  ['codecov.yml', target('90%'), target('51%'), OFF],
  ['renovate.json', MERGED, MERGED.replace('"patch"', '"patch", "major"'), OFF],
  ['renovate.json', MERGED, MERGED.replace('"matchUpdateTypes": ["patch"], ', ''), OFF],
  ['renovate.json', '{"dependencyDashboardApproval": true, "timezone": "UTC"}', '{"timezone": "UTC"}', OFF],
  [
    'renovate.json',
    '{"extends": ["config:recommended", "helpers:pinGitHubActionDigests"]}',
    '{"extends": ["config:recommended"]}',
    OFF,
  ],
  ['.github/dependabot.yml', `${UPDATES}  cooldown:\n    default-days: 7\n`, UPDATES, OFF],
  ['src/Frob/Frob.csproj', PROJECT, PROJECT.replace(/<Nullable.*Nullable>/, ''), OFF],
  ['pyproject.toml', '[tool.cibuildwheel]\nskip = "pp*"\n', '[tool.cibuildwheel]\nskip = "*"\n', ['unjudged']],
])('%s: %j becomes %j', async (path, old, now, expected) => {
  expect(await told(path, old, now)).toEqual(expected);
});

test.each<readonly [path: string, old: string, now: string]>([
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('    - pytest', '    - rm -r build || true\n    - pytest')],
  ['.cirrus.yml', CIRRUS, CIRRUS.replace('    - pytest', '    - printenv HOME\n    - env A=b make\n    - pytest')],
  ['.cirrus.yml', CIRRUS, `${CIRRUS}  always:\n    junit_artifacts:\n      path: "**/junit.xml"\n`],
  ['appveyor.yml', APPVEYOR, APPVEYOR.replace('dotnet test', 'dotnet test -c Release')],
  [
    'appveyor.yml',
    APPVEYOR,
    `${APPVEYOR}install:\n  - nuget sources add -name x -source http://localhost/index.json\n`,
  ],
  [
    'tsconfig.json',
    OPTIONS,
    OPTIONS.replace('{"comp', '{"extends": "./base.json", "comp').replace('"strict": true, ', ''),
  ],
  ['tsconfig.json', OPTIONS, OPTIONS.replace('"src", "test"', '"source", "test"')],
  ['tsconfig.json', OPTIONS.replace('"noEmit"', '"noImplicitAny": true, "noEmit"'), OPTIONS],
  ['codecov.yml', CODECOV, `${CODECOV}ignore:\n  - "tests/**"\n  - docs\n`],
  ['codecov.yml', target('90%'), target('92%')],
  ['codecov.yml', `${CODECOV}    patch:\n      default:\n        enabled: no\n`, CODECOV],
  ['codecov.yml', target('90%'), target('90%').replace('default', 'all')],
  ['renovate.json', MERGED, MERGED.replace('"packageRules"', '"timezone": "UTC", "packageRules"')],
  [
    '.github/dependabot.yml',
    `${UPDATES}  cooldown:\n    default-days: 7\n`,
    `${UPDATES}  cooldown:\n    semver-major-days: 9\n`,
  ],
  ['.cirrus.yml', CIRRUS, `${CIRRUS}task:\n  name: b\n  only_if: $CIRRUS_BRANCH == "main"\n  script: make\n`],
  ['src/Frob/Frob.csproj', friends('Frob.Tests'), friends('Frob.Benchmarks')],
  ['src/Frob/Frob.csproj', friends('Frob.Tests'), friends('DynamicProxyGenAssembly2')],
])('nothing is told where %s: %j becomes %j', async (path, old, now) => {
  expect(await told(path, old, now)).toEqual([]);
});

test('a guard that goes beside what nobody could read leaves the file unjudged', async () => {
  const beside = (rest: string): string => `${rest}before_script:\n  - cmd: "%X%\\\\a.exe"\nunknown: yes\n`;
  expect(await told('appveyor.yml', beside(APPVEYOR), beside(APPVEYOR.replace(/test_script[^]*/, '')))).toEqual([
    'unjudged',
  ]);
  expect(await told('appveyor.yml', beside(APPVEYOR), beside(APPVEYOR.replace('1.0', '1.1')))).toEqual([]);
});
