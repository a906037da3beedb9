import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const only = ['major-bumps'];

async function told(
  path: string,
  [old, now]: readonly [string, string],
  more: { after?: Tree; changeSet?: Partial<ChangeSet> } = {},
) {
  const change = {
    old: { [path]: old, 'src/a.ts': 'a();\n' },
    new: { [path]: now, 'src/a.ts': 'b();\n', ...more.after },
  };
  const { reports } = await runChecks(release, change, { only, changeSet: { title: 'Fix a typo', ...more.changeSet } });
  return reports.map(({ title }) => title.replace(/, and nothing else.*/, ''));
}

const npm = (range: string, more: object = {}): string =>
  `${JSON.stringify({ name: '@us/lib', version: '1.4.0', dependencies: { commander: range }, ...more }, null, 2)}\n`;
const cargo = (range: string): string =>
  `[package]\nname = "a"\nversion = "1.0.0"\n\n[dependencies]\nhyper = { version = "${range}", features = ["x"] }\n`;
const python = (range: string): string =>
  `[project]\nname = "a"\nversion = "1.0.0"\ndependencies = [\n  "httpx[http2]${range}; python_version > '3'",\n]\n`;
const composer = (range: string): string =>
  `${JSON.stringify({ name: 'v/a', require: { 'monolog/monolog': range } }, null, 2)}\n`;

const go = (version: string, space = ' '): string =>
  `module us.example/lib\n\ngo 1.22\n\nrequire (\n\ta.b/c${space}${version}\n)\n`;
const dotnet = (version: string, more = ''): string =>
  `<Project>\n  <PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>\n  <PackageReference Include="Acme" Version="${version}"${more} />\n</Project>\n`;
const maven = (version: string, more = ''): string =>
  `<project>\n  <properties><acme.version>${version}</acme.version></properties>\n  <dependency>\n    <artifactId>acme</artifactId>\n    <version>\${acme.version}</version>${more}\n  </dependency>\n</project>\n`;
const gradle = (version: string): string =>
  `plugins { id 'maven-publish' }\ndependencies {\n  api "com.acme:acme:${version}"\n}\n`;
const gem = (version: string): string => `s.required_ruby_version = '>= 3.0'\ns.add_dependency 'acme', '${version}'\n`;

const LOG = { 'CHANGELOG.md': '# 1\n' };

test.each<readonly [path: string, old: string, now: string, expected: readonly string[]]>([
  ['package.json', npm('^11.0.0'), npm('^14.0.0'), ['`commander` goes from `^11.0.0` to `^14.0.0`']],
  ['Cargo.toml', cargo('1.4'), cargo('2'), ['`hyper` goes from `1.4` to `2`']],
  ['pyproject.toml', python('>=1.2,<2'), python('>=2'), ['`httpx` goes from `>=1.2,<2` to `>=2`']],
  ['composer.json', composer('^2.0'), composer('^3.0'), ['`monolog/monolog` goes from `^2.0` to `^3.0`']],
  ['go.mod', go('v1.2.0'), go('/v2 v2.0.1', ''), ['`a.b/c` goes from `v1.2.0` to `v2.0.1`']],
  ['a.csproj', dotnet('1.2.0'), dotnet('2.0.0'), ['`Acme` goes from `1.2.0` to `2.0.0`']],
  ['pom.xml', maven('1.2.0'), maven('2.0.0'), ['`acme` goes from `1.2.0` to `2.0.0`']],
  ['build.gradle', gradle('1.2.0'), gradle('2.0.0'), ['`acme` goes from `1.2.0` to `2.0.0`']],
  ['a.gemspec', gem('~> 1.2'), gem('~> 2.0'), ['`acme` goes from `~> 1.2` to `~> 2.0`']],
  // What only builds or tests it, what promises nothing yet, what is handed out nowhere.
  ['go.mod', go('v0.9.0'), go('v1.0.0'), []],
  ['go.mod', go('v1.2.0 // indirect'), go('v2.2.0+incompatible // indirect'), []],
  ['a.csproj', dotnet('1.2.0', ' PrivateAssets="all"'), dotnet('2.0.0', ' PrivateAssets="all"'), []],
  ['pom.xml', maven('1.2.0', '<scope>test</scope>'), maven('2.0.0', '<scope>test</scope>'), []],
  [
    'build.gradle',
    gradle('1.2.0').replace('maven-publish', 'java'),
    gradle('2.0.0').replace('maven-publish', 'java'),
    [],
  ],
  // The old one still does, it only becomes narrower, or nobody else gets it.
  ['package.json', npm('^11.0.0'), npm('^11.0.0 || ^14.0.0'), []],
  ['package.json', npm('^11.0.0'), npm('^11.2.0'), []],
  ['package.json', npm('^14.0.0'), npm('^11.0.0'), []],
  ['package.json', npm('^11.0.0', { private: true }), npm('^14.0.0', { private: true }), []],
  ['package.json', npm('workspace:^1'), npm('workspace:^2'), []],
  ['package.json', npm('1', { devDependencies: { a: '1.0.0' } }), npm('1', { devDependencies: { a: '2.0.0' } }), []],
  [
    'package.json',
    npm('1', { dependencies: { '@us/b': '1.0.0' } }),
    npm('1', { dependencies: { '@us/b': '2.0.0' } }),
    [],
  ],
  ['examples/a/package.json', npm('^11.0.0'), npm('^14.0.0'), []],
])('%s: %s => %s', async (path, old, now, expected) => {
  expect(await told(path, [old, now], { after: LOG })).toEqual(expected);
});

test('what says so, or has its code beside it, is not told', async () => {
  const change = (more: Parameters<typeof told>[2]): Promise<string[]> =>
    told('package.json', [npm('^11.0.0'), npm('^14.0.0')], more);
  expect(await change({})).toHaveLength(1);
  for (const title of ['Bump everything', 'chore(deps): x', 'Commander 14', 'Update x'])
    expect(await change({ changeSet: { title } })).toEqual([]);
  expect(await change({ after: { 'src/a.ts': "import { Command } from 'commander';\n" } })).toEqual([]);
  expect(await change({ after: { 'src/a.ts': 'c();\n' } })).toHaveLength(1);
  expect(await change({ after: { 'CHANGELOG.md': '- commander 14\n' } })).toEqual([]);
});
