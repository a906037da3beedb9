import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oldestOf } from '../../../reviewers/release/requirements/requirements.ts';
import { release } from '../../../reviewers/release/index.ts';
import { places, runChecks } from '../check-table.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const npm = (node: string, more: object = {}): string =>
  json({ name: 'lib', version: '1.4.0', license: 'MIT', engines: { node }, ...more });
const python = (range: string): string => `[project]\nname = "a"\nversion = "1.0.0"\nrequires-python = "${range}"\n`;
const cargo = (version: string, more = ''): string =>
  `[package]\nname = "a"\nversion = "1.0.0"\nrust-version = "${version}"\n${more}`;
const composer = (php: string, more: object = {}): string => json({ name: 'v/a', require: { php }, ...more });

const dotnet = (frameworks: string, more = ''): string =>
  `<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>${more}\n    <TargetFrameworks>${frameworks}</TargetFrameworks>\n  </PropertyGroup>\n</Project>\n`;
const maven = (release: string): string =>
  `<project>\n  <properties>\n    <maven.compiler.release>${release}</maven.compiler.release>\n  </properties>\n</project>\n`;
/** Another version of Java for who builds with a newer one. */
const PROFILE =
  '<profiles><profile>\n<properties><maven.compiler.release>11</maven.compiler.release></properties></profile></profiles>\n';
const gradle = (release: string): string =>
  `plugins { id("maven-publish") }\njava { toolchain { languageVersion = JavaLanguageVersion.of(${release}) } }\n`;

const found = async (path: string, old: string, now: string, beside: Readonly<Record<string, string>> = {}) =>
  places(
    (
      await runChecks(
        release,
        { old: { [path]: old, 'CHANGELOG.md': '# 1\n' }, new: { [path]: now, 'CHANGELOG.md': '# 1\n', ...beside } },
        { only: ['raised-requirements'] },
      )
    ).reports,
  );

test.each<readonly [path: string, old: string, now: string, told: readonly string[]]>([
  ['package.json', npm('>=18'), npm('>=20'), ['raised-requirement package.json:6']],
  ['package.json', npm('^18 || >=20'), npm('>=20'), ['raised-requirement package.json:6']],
  ['package.json', npm('>=18.3'), npm('>=18.12'), ['raised-requirement package.json:6']],
  ['package.json', npm('>=18'), npm('>=18', { license: 'AGPL-3.0' }), ['changed-licence package.json:4']],
  ['pyproject.toml', python('>=3.8'), python('>=3.10,<4'), ['raised-requirement pyproject.toml:4']],
  ['Cargo.toml', cargo('1.70'), cargo('1.80'), ['raised-requirement Cargo.toml:4']],
  ['composer.json', composer('^7.4 || ^8.0'), composer('^8.2'), ['raised-requirement composer.json:4']],
  [
    'setup.cfg',
    '[options]\npython_requires = >=3.8\n',
    '[options]\npython_requires = >=3.10\n',
    ['raised-requirement setup.cfg:2'],
  ],
  [
    'setup.py',
    'setup(\n  python_requires=">=3.8",\n)\n',
    'setup(\n  python_requires=">=3.10",\n)\n',
    ['raised-requirement setup.py:2'],
  ],
  [
    'a.gemspec',
    "s.required_ruby_version = '>= 2.7'\n",
    "s.required_ruby_version = '>= 3.1'\n",
    ['raised-requirement a.gemspec:1'],
  ],
  [
    'a.gemspec',
    "s.required_ruby_version = '>= 2.7'\n",
    "s.required_ruby_version = Gem::Requirement.new('>= 2.7')\n",
    [],
  ],
  [
    'go.mod',
    'module a.b/c\n\ngo 1.21\n',
    'module a.b/c\n\ngo 1.23.0\n\ntoolchain go1.23.2\n',
    ['raised-requirement go.mod:3'],
  ],
  ['go.mod', 'module a.b/c\n\ngo 1.21\n', 'module a.b/c\n\ngo 1.21\n\ntoolchain go1.23.2\n', []],
  [
    'a.csproj',
    dotnet('netstandard2.0;net8.0'),
    dotnet('net8.0'),
    ['raised-requirement a.csproj:3', 'raised-requirement a.csproj:3'],
  ],
  ['a.csproj', dotnet('net462;net6.0'), dotnet('net462;net8.0'), ['raised-requirement a.csproj:3']],
  ['a.csproj', dotnet('net6.0;netstandard2.0'), dotnet('net8.0;netstandard2.0'), []],
  ['a.csproj', dotnet('net6.0', '<OutputType>Exe</OutputType>'), dotnet('net8.0', '<OutputType>Exe</OutputType>'), []],
  ['pom.xml', maven('8'), maven('17'), ['raised-requirement pom.xml:3']],
  ['pom.xml', maven('17'), maven('17'), []],
  ['pom.xml', maven('8'), maven('8').replace('</project>', `${PROFILE}</project>`), []],
  ['pom.xml', maven('8') + PROFILE, maven('17') + PROFILE, ['raised-requirement pom.xml:3']],
  ['build.gradle.kts', gradle('11'), gradle('17'), ['raised-requirement build.gradle.kts:2']],
  [
    'build.gradle.kts',
    gradle('11').replace('maven-publish', 'java'),
    gradle('17').replace('maven-publish', 'java'),
    [],
  ],
  // What is announced, lowered, private, or says the same.
  ['package.json', npm('>=18'), npm('>=20', { version: '2.0.0' }), []],
  ['package.json', npm('>=20'), npm('>=18'), []],
  ['package.json', npm('>=18'), npm('>=20', { private: true }), []],
  ['package.json', npm('>=18 <23'), npm('>=18 <25'), []],
  ['package.json', npm('>=18'), npm('*'), []],
  ['Cargo.toml', cargo('1.70'), cargo('1.80', 'publish = false\n'), []],
  ['composer.json', composer('^8.0'), composer('^8.2', { type: 'project' }), []],
  ['examples/a/package.json', npm('>=18'), npm('>=20'), []],
])('%s: what it asks for', async (path, old, now, told) => {
  expect(await found(path, old, now)).toEqual(told);
});

test('a title that says it is enough', async () => {
  const change = {
    old: { 'CHANGELOG.md': '# 1\n', 'package.json': npm('>=18') },
    new: { 'CHANGELOG.md': '# 1\n', 'package.json': npm('>=20') },
  };
  const told = async (title: string): Promise<number> =>
    (await runChecks(release, change, { only: ['raised-requirements'], changeSet: { title } })).reports.length;
  expect([await told('Tidy up'), await told('Drop Node 18'), await told('Raise the engines')]).toEqual([1, 0, 0]);
});

test('an entry of the changelog that names it is enough', async () => {
  const log = { 'CHANGELOG.md': '# 1\n\n- Node 20 is needed now\n' };
  expect(await found('package.json', npm('>=18'), npm('>=20'), log)).toEqual([]);
});

test('the oldest version that a range lets in is the least of its alternatives', () => {
  const version = fc.tuple(fc.nat(99), fc.nat(99));
  fc.assert(
    fc.property(fc.array(version, { minLength: 1, maxLength: 4 }), (all) => {
      const range = all.map(([major, minor]) => `>=${major}.${minor} <${major + 1}`).join(' || ');
      const least = all.toSorted(([a, b], [c, d]) => a - c || b - d)[0];
      expect(oldestOf(range)).toEqual(least);
    }),
  );
  for (const open of ['*', '', '<20', '>=18 || *']) expect(oldestOf(open)).toBeNull();
});
