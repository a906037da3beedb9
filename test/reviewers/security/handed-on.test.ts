import { beforeAll, describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { type CheckTableResult, runChecks } from '../check-table.ts';

/** Code, the rule that it breaks, and the nearest code that does not. */
type Twins = readonly [hazard: string, rule: string, safe: string];

const CP = "import * as cp from 'node:child_process';\nimport { exec, spawn, execFile } from 'node:child_process';\n";
const JAVASCRIPT: readonly Twins[] = [
  [`${CP}({ go: exec }).go('ls ' + x);`, 'command-injection', `${CP}({ go: exec }).go('ls');`],
  ['[eval][0](x);', 'code-injection', "[eval][0]('1');"],
  [`${CP}(a ? exec : y)('ls ' + x);`, 'command-injection', `${CP}(a ? exec : y)('ls');`],
  [`${CP}(a || exec)('ls ' + x);`, 'command-injection', `${CP}(a || exec)('ls');`],
  [`${CP}process.nextTick(exec, 'ls ' + x);`, 'command-injection', `${CP}process.nextTick(exec, 'ls');`],
  [
    `${CP}const args = ['-c', 'ls ' + x];\nspawn('sh', args);`,
    'command-injection',
    `${CP}const args = ['-c', 'ls'];\nspawn('sh', args);`,
  ],
  [`${CP}spawn('bash', ['-lc', x]);`, 'command-injection', `${CP}spawn('bash', ['-lc', 'ls "$1"', 'ls', x]);`],
  [`${CP}execFile('node', ['-e', x]);`, 'code-injection', `${CP}execFile('node', ['a.js', x]);`],
  [`${CP}spawn(process.execPath, ['--eval', x]);`, 'code-injection', `${CP}spawn(process.execPath, ['--eval', '1']);`],
  ['new Worker(x, { eval: true });', 'code-injection', 'new Worker(x, { eval: false });'],
  ["module._compile(x, 'a.js');", 'code-injection', "module._compile('1', 'a.js');"],
  ["process.binding('spawn_sync');", 'code-injection', "process.emit('spawn_sync');"],
  ['sequelize.literal(x);', 'sql-injection', "sequelize.literal('NOW()');"],
  [
    'repo.createQueryBuilder().where(`u.name = ${x}`);',
    'sql-injection',
    "repo.createQueryBuilder().where('u.name = :x', { x });",
  ],
  ['new Agent({ rejectUnauthorized: !1 });', 'certificate-check-off', 'new Agent({ rejectUnauthorized: !0 });'],
  [
    'fetch(u, { body: JSON.stringify(process.env) });',
    'secret-sent-away',
    'fetch(u, { body: JSON.stringify(process.env.NODE_ENV) });',
  ],
  ['axios.post(u, process.env);', 'secret-sent-away', 'axios.post(u, { env: process.env.NODE_ENV });'],
  [
    'function f(req, res) { console.assert(ALLOWED.includes(req.query.to)); res.redirect(req.query.to); }',
    'open-redirect',
    'function f(req, res) { assert(ALLOWED.includes(req.query.to)); res.redirect(req.query.to); }',
  ],
];

const PYTHON: readonly Twins[] = [
  ['import os\n{"a": os.system}["a"]("ls " + x)', 'command-injection', 'import os\n{"a": os.system}["a"]("ls")'],
  ['import os\n(os.system if a else b)("ls " + x)', 'command-injection', 'import os\n(os.system if a else b)("ls")'],
  [
    'import os\nThread(target=os.system, args=("ls " + x,)).start()',
    'command-injection',
    'import os\nThread(target=os.system, args=("ls",)).start()',
  ],
  ['import os\npool.submit(os.system, "ls " + x)', 'command-injection', 'import os\npool.submit(os.system, "ls")'],
  [
    'import os\nrun = lambda c: os.system(c)\nrun("ls " + x)',
    'command-injection',
    'import os\nrun = lambda c: os.system(c)\nrun("ls")',
  ],
  [
    'class A:\n    def f(self, x):\n        if x:\n            import os as o\n            o.system("ls " + x)',
    'command-injection',
    'class A:\n    def f(self, x):\n        if x:\n            import os as o\n            o.system("ls")',
  ],
  [
    'import subprocess\nsubprocess.run(["sh"], input=x)',
    'command-injection',
    'import subprocess\nsubprocess.run(["cat"], input=x)',
  ],
  [
    'import os\nos.execl("/bin/sh", "sh", "-c", "ls " + x)',
    'command-injection',
    'import os\nos.execl("/bin/ls", "ls", "-c", x)',
  ],
  [
    'import os\nos.spawnlp(os.P_WAIT, "sh", "sh", "-c", "ls " + x)',
    'command-injection',
    'import os\nos.spawnlp(os.P_WAIT, "ls", "ls", x)',
  ],
  ['import pty\npty.spawn(["sh", "-c", "ls " + x])', 'command-injection', 'import pty\npty.spawn(["ls", x])'],
  ['import timeit\ntimeit.timeit(x)', 'code-injection', 'import timeit\ntimeit.timeit("1")'],
  [
    'import runpy\ndef f(request):\n    runpy.run_path(request.args["p"])',
    'code-injection',
    'import runpy\nrunpy.run_path("a.py")',
  ],
  [
    'def f(request):\n    exec(compile(request.args["c"], "a", "exec"))',
    'code-injection',
    'exec(compile("1", "a", "exec"))',
  ],
  [
    'import pickle\ndef f(request):\n    pickle.Unpickler(request.stream).load()',
    'unsafe-deserialisation',
    'import pickle\npickle.Unpickler(open("a", "rb")).load()',
  ],
  ['import numpy as np\nnp.load(x, allow_pickle=True)', 'unsafe-deserialisation', 'import numpy as np\nnp.load(x)'],
  [
    'import torch\ntorch.load(x, weights_only=False)',
    'unsafe-deserialisation',
    'import torch\ntorch.load(x, weights_only=True)',
  ],
  [
    'import tarfile\ntarfile.open(x).extractall(y)',
    'archive-traversal',
    'import tarfile\ntarfile.open(x).extractall(y, filter="data")',
  ],
  [
    'import ctypes\ndef f(request):\n    ctypes.CDLL(request.args["l"])',
    'code-injection',
    'import ctypes\nctypes.CDLL("libc.so.6")',
  ],
  ['import requests\nrequests.get(u, verify=0)', 'certificate-check-off', 'import requests\nrequests.get(u, verify=1)'],
  [
    'import os\ndef f(request):\n    a = request.files["a"]\n    a.save(os.path.join("/srv", a.filename))',
    'path-traversal',
    'import os\ndef f(request):\n    a = request.files["a"]\n    a.save(os.path.join("/srv", secure_filename(a.filename)))',
  ],
];

describe.each([
  ['js', JAVASCRIPT],
  ['py', PYTHON],
] as const)('%s', (extension, rows) => {
  let result: CheckTableResult;
  const pathOf = (row: Twins, name: string): string => `src/${name}_${rows.indexOf(row)}.${extension}`;
  beforeAll(async () => {
    const files = rows.flatMap((row) => [
      [pathOf(row, 'hazard'), `${row[0]}\n`],
      [pathOf(row, 'safe'), `${row[2]}\n`],
    ]);
    result = await runChecks(security, { old: {}, new: Object.fromEntries(files) }, { only: ['dangerous-sinks'] });
  }, 60_000);
  const rulesAt = (path: string): string[] => [
    ...new Set(result.reports.filter(({ location }) => location?.path === path).map(({ rule }) => rule)),
  ];

  test.each(rows.map((row) => ({ row })))('$row', ({ row }) => {
    expect([rulesAt(pathOf(row, 'hazard')), rulesAt(pathOf(row, 'safe'))]).toEqual([[row[1]], []]);
  });
});

test('a file whose syntax is too large to be followed is not judged', async () => {
  const text = `${'f(a, b, c, d, e);\n'.repeat(10_000)}eval(x);\n`;
  const result = await runChecks(security, { old: {}, new: { 'a.js': text } }, { only: ['dangerous-sinks'] });

  expect(result.unjudged).toEqual(['a.js']);
});

describe('what is handed on in a way that is not followed leaves the file unjudged', () => {
  test.each<[path: string, code: string, loose: boolean]>([
    ['a.js', `${CP}const table = { go: exec };\ntable[name](x);`, true],
    ['a.js', `${CP}run(exec, x);`, true],
    ['a.js', "import { exec as e } from 'child_process';\nconst table = { a: e };", true],
    ['a.js', `${CP}const go = cp.exec;\nconst on = go;\nrun(on, x);`, true],
    ['a.js', `${CP}const { exec: e } = cp;\nrun(e, x);`, true],
    ['a.py', 'from os import system as s\nTABLE = [s]', true],
    ['a.py', 'import subprocess\ngo = subprocess.run\nTABLE = [go]', true],
    ['a.js', `${CP}const f = a ? exec : b;\nf(x);`, true],
    ['a.js', `${CP}export default [cp.execSync];`, true],
    ['a.js', `${CP}cp[name](x);`, true],
    ['a.js', 'window[name](x);', true],
    ['a.js', 'const f = [eval].at(0);\nf(x);', true],
    ['a.js', 'Reflect.get(globalThis, name)(x);', true],
    ['a.js', `${CP}const run = promisify(exec);\nconst go = cp.exec;\nexport { exec };`, false],
    ['a.js', `${CP}vi.mocked(exec).mockReturnValue(1);\nif (typeof eval === 'function') a();`, false],
    ['a.js', 'function f(exec) { return g(exec); }\nconst b = { exec: 1 };\n/a/.exec(x);', false],
    ['a.js', 'table[name](x);\nwindow[0](x);\nwindow.a[name](x);', false],
    ['a.js', "import { exec } from './mine.js';\nrun(exec);", false],
    ['a.ts', 'const T = [Function, Array];\nT[0](x)();', true],
    ['a.ts', 'const T = [Function, Array];\nconst [F] = T;\nF(x)();', true],
    ['a.ts', 'const o = { type: Function };\no.type(x)();', true],
    ['a.ts', 'const { type } = { type: Function };\nrun(type, x);', true],
    ['a.ts', 'const T = [Function, run];', true],
    ['a.ts', 'run(Function, x);', true],
    ['a.ts', 'const T = [Function, Array];\nexport const props = { onEnter: T, onLeave: T };', false],
    [
      'a.ts',
      'export const props = { onEnter: { type: Function, required: true }, a: { type: [String, Function] } };',
      false,
    ],
    ['a.ts', 'expect(f).toHaveBeenCalledWith(expect.any(Function));', false],
    ['a.py', 'import os\nrun(os.system, x)', true],
    ['a.py', 'import os\nf = [os.system, print]\nf[n](x)', true],
    ['a.py', 'import os\ngetattr(os, name)(x)', true],
    ['a.py', 'import subprocess\nTABLE = {"a": subprocess.run}', true],
    ['a.py', 'globals()[name](x)', true],
    ['a.py', 'import os\nos.system("ls")\nf = os.popen\ngetattr(os, "getcwd")()', false],
    ['a.js', "const c = await import('node:child_' + 'process');\nc.go(x);", true],
    ['a.js', 'const c = require(`node:${name}`);\nc.go(x);', true],
    ['a.js', "const l = await import('./lang/' + lang);\nconst m = await import(`../lang/${lang}.js`);", false],
    ['a.js', 'const c = require(file);', false],
    ['a.kt', 'fun f(a: Int, b: Int) {\n  require(a == b) { "a" }\n}', false],
    ['a.py', "import importlib\nimportlib.import_module('o' + 's').go(x)", true],
    ['a.py', "__import__(f'o{s}').go(x)", true],
    ['a.py', "import importlib\nimportlib.import_module('shop.backends.' + name)", false],
    ['a.py', 'import os\nhasattr(os, name)\nTABLE = {"a": os.path.join}\nrun(os.getcwd)', false],
  ])('%s: %s: %s', async (path, code, loose) => {
    const result = await runChecks(security, { old: {}, new: { [path]: `${code}\n` } }, { only: ['dangerous-sinks'] });

    expect(result.unjudged).toEqual(loose ? [path] : []);
  });
});
