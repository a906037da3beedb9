import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';
import { testManifest } from './support.ts';

const SOURCE = ['dependency-source warning'];
const STEP = ['install-script warning'];
const OFF = ['security-check-off suggestion'];

testManifest('packages/a/tsconfig.json', '{\n  // Why\n  "compilerOptions": {\n    HERE\n  },\n}\n', [
  ['"target": "es2020"', '"target": "ES2022", "lib": ["dom", "es2022"], /* a */ "skipLibCheck": true,', []],
  ['"strict": false', '"strict": true', []],
  ['"strict": true', '"strict": false', OFF],
  ['"outDir": "dist"', '"outDir": "${configDir}/../../.ts"', []],
  ['"outDir": "dist"', '"outDir": "../../../x"', SOURCE],
  ['"outDir": "dist"', '"outDir": "/usr/local/bin"', SOURCE],
  ['"outDir": "dist"', '"outDir": "${configDir}/../../../bin"', SOURCE],
  ['"paths": {}', '"paths": {"@/*": ["./src/*"], "@a/b": ["../b/src"]}', []],
  ['"paths": {}', '"paths": {"lodash": ["./src/x"]}', SOURCE],
  ['"paths": {}', '"paths": {"crypto": ["./src/x"]}', SOURCE],
  ['"paths": {}', '"paths": {"node:fs": ["./src/x"]}', SOURCE],
  ['"paths": {}', '"paths": {"@/*": ["../../../other/*"]}', SOURCE],
  ['"paths": {}', '"paths": {"@/*": ["./node_modules/evil/*"]}', ['unjudged']],
  ['"paths": {"@/*": ["./src/*"]}', '"paths": {"@/*": ["./src/*"], "@/auth": ["./src/no-auth"]}', SOURCE],
  ['"paths": {}', '"paths": {"@/*": ["./test/fixtures/*"]}', ['unjudged']],
  ['"moduleSuffixes": []', '"moduleSuffixes": [".evil"]', ['unjudged']],
  ['"plugins": []', '"plugins": [{"name": "next"}]', []],
  ['"plugins": []', '"plugins": [{"name": "./evil"}]', STEP],
  ['"plugins": []', '"plugins": [{"name": "evil"}]', ['unjudged']],
  ['"plugins": []', '"plugins": [{"transform": "evil"}]', STEP],
  ['"jsxImportSource": "react"', '"jsxImportSource": "preact"', []],
  ['"jsxImportSource": "react"', '"jsxImportSource": "evil"', ['unjudged']],
  ['"types": []', '"types": ["node", "vitest/globals"]', []],
  ['"types": []', '"types": ["../../x"]', ['unjudged']],
  ['"target": "es2020"', '"target": "es2020" }, "ts-node": { "require": ["./evil"]', STEP],
  [
    '"target": "es2020"',
    '"target": "es2020" }, "extends": "../../tsconfig.base.json", "include": ["src"], "x": {',
    ['unjudged'],
  ],
  [
    '"target": "es2020"',
    '"target": "es2020" }, "references": [{"path": "../b"}], "extends": ["@tsconfig/node20/tsconfig.json", {}], "y": {',
    ['unjudged'],
  ],
  ['"target": "es2020"', '"evil": 1, "evil": 2', ['unjudged']],
  ['"target": "es2020"', '"allowPlugins": true', ['unjudged']],
]);

testManifest('tsconfig.json', '{ HERE }', [
  ['"extends": "./tsconfig.base.json"', '"extends": ["./config/tsconfig.json", "@tsconfig/node20/tsconfig.json"]', []],
  ['"extends": "./tsconfig.base.json"', '"extends": "../tsconfig.base.json"', SOURCE],
  ['"extends": "./tsconfig.base.json"', '"extends": "evil/tsconfig.json"', ['unjudged']],
  ['"extends": "./tsconfig.base.json"', '"extends": "./node_modules/evil/tsconfig.json"', ['unjudged']],
  ['"files": []', '"files": [], "references": [{ "path": "./src" }]', []],
  ['"files": []', '"files": [], "references": [{ "path": "../other" }]', SOURCE],
  ['"files": []', '"files": [], "exclude": ["dist", "**/node_modules"]', []],
  ['"files": []', '"files": [], "exclude": ["src/auth/**"]', ['unjudged']],
  ['"files": []', '"files": [], "tsc-alias": {"replacers": {"a": {"file": "./evil.js"}}}', ['unjudged']],
]);

testManifest('setup.cfg', '[options]\nzip_safe = False\nHERE\n\n[metadata]\nname = a\n', [
  ['install_requires =\n    b>=1', 'install_requires =\n    b>=1, <2\n    c[d]>=1; python_version<"3.8"', []],
  ['install_requires = b', 'install_requires = b @ https://a.example/b.zip', SOURCE],
  ['install_requires =\n    b', 'install_requires =\n    b @ git+https://a.example/b', SOURCE],
  ['python_requires = >=3.6', 'python_requires = >=3.8', []],
  ['packages = find:', 'packages = find_namespace:', []],
  ['zip_safe2 = a', 'dependency_links = http://a.example/', ['registry-override critical', 'unjudged']],
  ['zip = a', '[options.entry_points]\nconsole_scripts =\n    a = a.b:main', ['unjudged']],
  ['packages = find:', 'packages = find:\n[options.entry_points]\nconsole_scripts =\n    a = a.b:main', []],
  ['packages = find:', 'packages = find:\n[options.entry_points]\npytest11 =\n    a = a.b', ['unjudged']],
  [
    'packages = find:',
    'packages = find:\n[easy_install]\nindex_url = https://a.example/',
    ['registry-override warning'],
  ],
  ['packages = find:', 'packages = find:\n[aliases]\ntest = pytest', ['unjudged']],
  ['packages = find:', 'packages = find:\n[tool:pytest]\naddopts = -p evil', ['unjudged']],
  ['packages = find:', 'packages = find:\n[global]\ncommand_packages = evil', ['unjudged']],
  ['package_dir = =src', 'package_dir = =../other', SOURCE],
  ['packages = find:', 'packages = find:\nzip_safe = True', ['unjudged']],
]);

testManifest('nuget/a.nuspec', '<package><metadata><id>a</id></metadata><files>HERE</files></package>', [
  ['<file src="bin/a.dll" target="lib\\net8.0" />', '<file src="bin/b.dll" target="lib\\net10.0" />', []],
  ['<file src="bin/a.xml" target="lib\\net8.0" />', '<file src="bin/net10.0/a.xml" target="lib\\net10.0" />', []],
  ['', '<file src="a.targets" target="build" />', ['unjudged']],
  ['', '<file src="a.txt" target="tools\\install.ps1" />', ['unjudged']],
  ['', '<file src="../../../etc/passwd" target="content" />', SOURCE],
  ['', '<file src="evil.txt" target="analyzers/dotnet/cs" />', ['unjudged']],
  ['', '<file src="bin\\**\\*" target="content" />', ['unjudged']],
  ['', '<contentFiles include="x" buildAction="Compile" />', ['unjudged']],
]);

testManifest('jsr.json', '{ "name": "@a/b", HERE }', [
  ['"version": "1"', '"version": "1", "publish": {"include": ["**/*"]}', ['unjudged']],
  ['"exports": "./a.ts"', '"exports": {".": "./src/index.ts"}', []],
  ['"version": "1"', '"version": "2"', []],
  ['"version": "1"', '"exports": {".": "../x.ts"}', ['unjudged']],
  ['"version": "1"', '"exports": {".": "./tests/fixtures/x.ts"}', ['unjudged']],
  ['"version": "1"', '"imports": {"a": "https://a.example/x.ts"}', ['unjudged']],
  ['"version": "1"', '"tasks": {"a": "x"}', ['unjudged']],
]);

testManifest('a.csproj', '<Project><PropertyGroup>HERE</PropertyGroup></Project>', [
  ['<A>x</A>', '<EnablePackageValidation>true</EnablePackageValidation>', ['unjudged']],
  ['', '<Frameworks>net462;net8.0;net10.0</Frameworks>', []],
  ['', '<Frameworks>net462;evil</Frameworks>', ['unjudged']],
  ['', `<IsTestProject Condition="!$([MSBuild]::IsOSPlatform('Windows'))">false</IsTestProject>`, []],
  ['', `<IsTestProject Condition="$([System.IO.File]::Exists('a'))">false</IsTestProject>`, ['unjudged']],
  ['', `<IsTestProject Condition="$([MSBuild]::GetRegistryValue('a'))">false</IsTestProject>`, ['unjudged']],
]);

testManifest('Cargo.toml', '[package]\nname = "a"\n\n[features]\nHERE\n', [
  ['a = []', 'a = ["dep:gix", "b?/c"]', []],
  ['a = []', 'a = ["reqwest/danger-accept"]', ['unjudged']],
]);

testManifest('phpunit.xml.dist', '<?xml version="1.0"?>\n<phpunit>HERE</phpunit>\n', [
  [
    '',
    '<testsuites><testsuite name="a"><directory suffix="Test.php">tests</directory></testsuite></testsuites>',
    ['unjudged'],
  ],
  ['', '<groups><exclude><group>a</group></exclude></groups>', ['unjudged']],
  ['', '<php><env name="DB_HOST" value="db.a.example"/></php>', ['unjudged']],
  ['', '<php><ini name="memory_limit" value="-1"/><env name="APP_ENV" value="test"/></php>', []],
  ['', '<php><ini name="auto_prepend_file" value="evil.php"/></php>', ['unjudged']],
  ['', '<php><env name="LD_PRELOAD" value="evil.so"/></php>', ['unjudged']],
  ['', '<php><ini name="output_handler" value="system"/></php>', ['unjudged']],
  ['', '<testsuites><testsuite name="a"><file>evil.txt</file></testsuite></testsuites>', ['unjudged']],
  ['', '<testsuites><testsuite name="a"><directory suffix=".txt">b</directory></testsuite></testsuites>', ['unjudged']],
  ['', '<extensions><bootstrap class="Evil"/></extensions>', ['unjudged']],
  ['', '<listeners><listener class="Evil" file="evil.php"/></listeners>', ['unjudged']],
  ['', '<php><includePath>/tmp</includePath></php>', ['unjudged']],
  ['', '<logging><junit outputFile="../../etc/x"/></logging>', SOURCE],
]);

testManifest('tests/phpunit.xml', '<phpunit HERE></phpunit>\n', [
  ['bootstrap="autoload.php"', 'bootstrap="vendor/autoload.php" failOnWarning="true" cacheDirectory=".cache"', []],
  ['bootstrap="autoload.php"', 'bootstrap="../../evil.php"', SOURCE],
  ['bootstrap="autoload.php"', 'bootstrap="tests/evil.php"', ['unjudged']],
  ['failOnRisky="true"', 'failOnRisky="false"', ['unjudged']],
  ['bootstrap="autoload.php"', 'bootstrap="phar://evil.txt"', ['unjudged']],
  ['bootstrap="autoload.php"', 'bootstrap="evil.txt"', ['unjudged']],
  ['bootstrap="autoload.php"', 'printerClass="Evil"', ['unjudged']],
  ['bootstrap="autoload.php"', 'extensionsDirectory="evil"', ['unjudged']],
]);

testManifest('mise.toml', '[tools]\nHERE\n', [
  ['node = "22"', 'node = "24.1.0"\npnpm = "10"', []],
  ['node = "22"', 'node = { version = "24" }', []],
  ['node = "22"', 'node = { version = "24", postinstall = "evil" }', ['unjudged']],
  ['node = "22"', '"ubi:evil/evil" = { version = "1" }', ['unjudged']],
  ['node = "22"', '"ubi:evil/evil" = "1"', ['unjudged']],
  ['node = "22"', 'node = "path:./evil"', ['unjudged']],
  ['node = "22"', 'node = "ref:main"', ['unjudged']],
  ['node = "22"', 'node = "22"\n[hooks]\nenter = "evil"', ['unjudged']],
  ['node = "22"', 'node = "22"\n[env]\n_.source = "evil.sh"', ['unjudged']],
]);

testManifest('pyproject.toml', '[tool.ruff.lint]\nHERE\n', [
  ['ignore = ["E501"]', 'ignore = ["E501", "S102"]', OFF],
  ['ignore = ["E501"]', 'per-file-ignores = {"tests/*" = ["S101"]}', OFF],
  ['ignore = ["E501"]', 'ignore = ["ALL"]', ['unjudged']],
  ['select = ["S"]', 'select = ["E"]', ['unjudged']],
]);

test.each([
  ['a package of the repository', 'packages/lodash/package.json', './packages/lodash/src/*', 0],
  ['a folder of another package', 'packages/other/package.json', './packages/lodash/src/*', 1],
  ['another folder than the package’s', 'packages/lodash/package.json', './packages/other/src/*', 1],
])('an import of a known name that means %s', async (_, manifest, target, count) => {
  const base = { [manifest]: '{ "name": "lodash" }\n' };
  const map = `{\n  "compilerOptions": {\n    "paths": {\n      "lodash/*": ["${target}"]\n    }\n  }\n}\n`;
  const change = { old: { ...base, 'tsconfig.json': '{}\n' }, new: { ...base, 'tsconfig.json': map } };
  const { reports } = await runChecks(security, change, { only: ['build-manifests'] });
  expect(reports).toHaveLength(count);
});
