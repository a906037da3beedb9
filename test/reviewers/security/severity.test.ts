import { expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const SINKS = { only: ['dangerous-sinks'] } as const;

const graded = async (old: Tree, head: Tree): Promise<string[]> => {
  const { reports } = await runChecks(security, { old, new: { ...old, ...head } }, SINKS);
  return reports.map(({ rule, severity, location }) => `${rule} ${location?.path}:${location?.startLine} ${severity}`);
};

const RUN = "import { exec } from 'node:child_process';\n";
const SHELL = 'import subprocess\n';

/** One sink, and who may reach it: what nobody shows to be of others is folded, whoever runs the file. */
const AUDIENCE: readonly (readonly [name: string, path: string, text: string, severity: string])[] = [
  [
    'a request that something asks whether it is valid',
    'src/a.ts',
    "import { themeNames } from './names.ts';\nexport const f = (req) => {\n  if (!themeNames.test(req.params.theme)) throw new Error();\n  return fs.readFile(req.params.theme);\n};\n",
    'warning 500',
  ],
  [
    'a path of a request that is asked afterwards',
    'src/a.ts',
    "import * as file from './file.ts';\nexport const f = (req) => {\n  const full = path.join(folder(), req.body.path);\n  if (!file.isPathInside(folder(), full)) throw new Error();\n  g(full);\n};\n",
    'warning 400',
  ],
  [
    'a path of a request that nothing is asked of',
    'src/a.ts',
    'export const f = (req) => {\n  const full = path.join(folder(), req.body.path);\n  g(full);\n};\n',
    'critical 700',
  ],
  [
    'a message to a worker, which answers',
    'src/a.js',
    "self.addEventListener('message', (e) => { eval(e.data.code); self.postMessage(1); });\n",
    'suggestion 200',
  ],
  [
    'a message to a page that speaks of an answer',
    'src/a.js',
    "self.addEventListener('message', (e) => { eval(e.data.code); x('self.postMessage(1)'); });\n",
    'critical 900',
  ],
  [
    'a message to a page that only notes an answer',
    'src/a.js',
    "self.addEventListener('message', (e) => { eval(e.data.code); /* self.postMessage(1) */ });\n",
    'critical 900',
  ],
  [
    'a message to a page that writes into itself',
    'src/a.js',
    "self.addEventListener('message', (e) => { eval(e.data.code); self.postMessage(1); x.innerHTML = 1; });\n",
    'critical 900',
  ],
  [
    'a part of a name that may not have what constants say',
    'src/A.java',
    'class A {\n  Object a(@RequestParam String language) {\n    String file = "a_" + language + ".conf";\n    if (file.contains(Paths.TOP) || file.contains(Paths.SLASH)) { throw new IllegalArgumentException(); }\n    return read(new File(folder(), file));\n  }\n}\n',
    'warning 500',
  ],
  [
    'a token that is read and believed',
    'handlers/a.go',
    'package a\n\nfunc F(s string) error {\n\t_, _, err := jwt.NewParser().ParseUnverified(s, claims)\n\treturn err\n}\n',
    'critical 850',
  ],
  [
    'a token that is read for its key, and checked',
    'handlers/a.go',
    'package a\n\nfunc F(s string) error {\n\tt, _, err := jwt.NewParser().ParseUnverified(s, claims)\n\tkey := find(t.Header["kid"])\n\t_, err = parser.Parse(s, func(t *jwt.Token) (any, error) { return key, err })\n\treturn err\n}\n',
    'warning 850',
  ],
  [
    'a token whose end a client reads',
    'backend/a.go',
    'package a\n\nfunc F(s string) error {\n\t_, _, err := jwt.NewParser().ParseUnverified(s, claims)\n\treturn err\n}\n',
    'warning 850',
  ],
  ['a request', 'src/a.ts', `${RUN}export const f = (req) => exec('ls ' + req.query.name);\n`, 'critical 800'],
  [
    'a server, by what it imports',
    'src/a.ts',
    `import express from 'express';\n${RUN}export const f = (name) => exec('ls ' + name);\n`,
    'suggestion 200',
  ],
  [
    'a handler, by its place',
    'src/routes/a.ts',
    `${RUN}export const f = (name) => exec('ls ' + name);\n`,
    'suggestion 200',
  ],
  [
    'a server of Python',
    'src/a.py',
    `import flask\n${SHELL}def f(name):\n    subprocess.run("ls " + name, shell=True)\n`,
    'suggestion 200',
  ],
  ['a library', 'src/a.ts', `${RUN}export const f = (name) => exec('ls ' + name);\n`, 'suggestion 200'],
  [
    'a library of Python',
    'src/a.py',
    `${SHELL}def f(name):\n    subprocess.run("ls " + name, shell=True)\n`,
    'suggestion 200',
  ],
  [
    'a statement of SQL in a library',
    'src/a.ts',
    'export const f = (id) => db.query(`SELECT * FROM t WHERE id = ${id}`);\n',
    'suggestion 200',
  ],
  ['arguments of the command line', 'src/a.mjs', `${RUN}exec('ls ' + process.argv[2]);\n`, 'suggestion 200'],
  [
    'a release script',
    'scripts/release.mjs',
    `#!/usr/bin/env node\n${RUN}export const tag = (name) => exec('git tag ' + name);\n`,
    'suggestion 200',
  ],
  [
    'a task of Rake',
    'tasks/release.rake',
    'task :tag do\n  last = `git tag`.lines.first\n  puts `git log -1 #{last}`\nend\n',
    'suggestion 200',
  ],
  [
    'the same in a library',
    'lib/release.rb',
    'def tag\n  last = `git tag`.lines.first\n  puts `git log -1 #{last}`\nend\n',
    'suggestion 200',
  ],
  [
    'a tool with argparse',
    'tools/a.py',
    `import argparse\n${SHELL}def f(name):\n    subprocess.run("ls " + name, shell=True)\n`,
    'suggestion 200',
  ],
  [
    'the title of a pull request in a script of CI',
    'scripts/a.mjs',
    `#!/usr/bin/env node\n${RUN}exec('echo ' + process.env.PR_TITLE);\n`,
    'critical 800',
  ],
  [
    'a check that is left out where somebody asks for it',
    'src/a.py',
    'import ssl\ndef make(verify):\n    context = ssl.create_default_context()\n    if not verify:\n        context.verify_mode = ssl.CERT_NONE\n    return context\n',
    'suggestion 200',
  ],
  [
    'a check that is always left out',
    'src/a.py',
    'import ssl\ndef make():\n    context = ssl.create_default_context()\n    context.verify_mode = ssl.CERT_NONE\n    return context\n',
    'warning 850',
  ],
  [
    'a digest of which nothing says what it protects',
    'a.go',
    'package a\nimport "crypto/md5"\nfunc f(b []byte) [16]byte { return md5.Sum(b) }\n',
    'suggestion 200',
  ],
];

test.each(AUDIENCE)('%s', async (_, path, text, severity) => {
  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } }, SINKS);
  const found = reports.map((one) => `${one.severity} ${one.confidence ?? ''}`);
  expect(found).toEqual([severity]);
});

const EVAL = 'export const f = (x) => eval(x);\n';

/** Places whose names say that they are no production. */
test.each([
  'playground/a.js',
  'sandbox/a.js',
  'bench/a.js',
  'benchmarks/a.js',
  'cypress/a.js',
  'integration/a.js',
  'examples/a.js',
  'fixtures/a.js',
])('%s is no production where the folder stood before', async (path) => {
  const old = { [path.replace('a.js', 'old.js')]: '\n', 'src/main.js': "import './other.js';\n" };
  expect(await graded(old, { [path]: EVAL })).toEqual([]);
});

const SPEC = 'RSpec.describe "x" do\n  it("starts") { expect(`ruby "#{executable}" --start`).to include("on") }\nend\n';
const SERVER = "const app = require('express')();\napp.get('/', (req, res) => eval(req.query.code));\n";

test.each([
  // Nobody but the test chooses its values: there is nothing to say, and nothing was left out.
  ['a command of a spec', 'spec/a_spec.rb', SPEC, [], []],
  ['the same where it is a program', 'lib/a.rb', SPEC, ['command-injection lib/a.rb:2 suggestion'], []],
  ['a value in an example is that of whoever copies it', 'examples/a.rb', SPEC, [], ['examples/a.rb']],
  ['what a request brings', 'test/a.js', SERVER, ['code-injection test/a.js:2 suggestion'], ['test/a.js']],
] as const)('among tests and examples: %s', async (_, path, text, told, unjudged) => {
  const old = { 'spec/old.rb': '\n', 'lib/old.rb': '\n', 'examples/old.rb': '\n', 'test/old.js': '\n' };
  expect(await graded(old, { [path]: text })).toEqual(told);
  expect((await runChecks(security, { old, new: { ...old, [path]: text } }, SINKS)).unjudged).toEqual(unjudged);
});

test.each([
  ['the folder is new', {}, {}],
  ['production imports it', { 'examples/old.js': '\n', 'src/main.js': "import { f } from '../examples/a.js';\n" }, {}],
  [
    'the change makes production import it',
    { 'examples/old.js': '\n', 'src/main.js': '\n' },
    { 'src/main.js': "const f = require('../examples/a');\n" },
  ],
  [
    'a workflow runs it',
    { 'examples/old.js': '\n', '.github/workflows/ci.yml': 'steps:\n  - run: node examples/a.js\n' },
    {},
  ],
  [
    'a script of the manifest runs it',
    { 'examples/old.js': '\n', 'package.json': '{ "scripts": { "build": "node ./examples/a.js" } }\n' },
    {},
  ],
  ['a shell script runs it', { 'examples/old.js': '\n', 'build.sh': 'node examples/a.js\n' }, {}],
] as const)('its name does not count where %s', async (_, old, head) => {
  expect(await graded(old, { ...head, 'examples/a.js': EVAL })).toEqual(['code-injection examples/a.js:1 suggestion']);
});

test.each([
  ['examples', 'suggestion'],
  ['postinstall', 'critical'],
  ['start', 'critical'],
])('a server among examples that the script `%s` starts', async (name, severity) => {
  const manifest = `{\n  "scripts": {\n    "${name}": "node ./examples/a.js"\n  }\n}\n`;
  const old = { 'examples/old.js': '\n', 'package.json': manifest };
  expect(await graded(old, { 'examples/a.js': SERVER })).toEqual([`code-injection examples/a.js:2 ${severity}`]);
});

test('a module of Python that production imports counts', async () => {
  const text = 'def f(x):\n    eval(x)\n';
  const old = { 'tests/__init__.py': '\n', 'tests/old.py': '\n', 'src/a.py': 'from tests.helpers import f\n' };
  expect(await graded(old, { 'tests/helpers.py': text })).toEqual(['code-injection tests/helpers.py:2 suggestion']);
  expect(await graded({ ...old, 'src/a.py': '\n' }, { 'tests/helpers.py': text })).toEqual([]);
});

test('one finding a function and rule; each line stays in it', async () => {
  const text =
    'export function f(x) {\n  eval(x);\n  if (x) {\n    eval(x + 1);\n  }\n  eval(`${x}`);\n}\nexport function g(x) {\n  eval(x);\n}\n';
  const { reports } = await runChecks(security, { old: {}, new: { 'src/a.js': text } }, SINKS);
  expect(reports.map(({ location }) => location?.startLine)).toEqual([2, 9]);
  expect(reports[0]?.explanation).toContain('2 more places of this function: line 4: `eval(x + 1)`; line 6: `eval(');
});
