import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

/** A file before and after, the names that are told, other files. */
interface Row {
  readonly path: string;
  readonly old: string;
  readonly now: string;
  readonly told?: readonly string[];
  readonly beside?: Tree;
}

/** The line that uses it goes, all else stays. */
const loses = (path: string, text: string, told?: readonly string[], beside?: Tree): Row => ({
  path,
  old: text,
  now: text
    .split('\n')
    .filter((line) => !line.includes('/* goes */') && !line.includes('# goes'))
    .join('\n'),
  ...(told !== undefined && { told }),
  ...(beside !== undefined && { beside }),
});

const PY = 'def run(a):\n    begin(a)\n    _store(a)  # goes\n\n\ndef _store(a):\n    put(a)\n';
const GO =
  'package a\n\nfunc Run(in Item) {\n\tbegin(in)\n\tstore(in) /* goes */\n}\n\n// store puts it away.\nfunc store(in Item) {\n\tput(in)\n}\n';
const JAVA = (mark = '', body = ''): string =>
  `class A {\n  private final Key key;\n\n  A(Key key) {\n    this.key = key;\n  }\n\n  void run() {\n    begin();\n    key.open(); /* goes */\n    store(1); /* goes */\n${body}  }\n\n${mark}  private static int store(int a) {\n    return put(a);\n  }\n}\n`;
const RUBY =
  'class A\n  def run\n    start\n    store # goes\n  end\n\n  private\n\n  def store\n    put\n  end\nend\n';

const SCRIPT =
  "import b from 'b';\n\nfunction store(a) {\n  put(a);\n}\n\nexport function run(a) {\n  begin(a);\n  store(a); /* goes */\n}\n";
const RUST = 'pub fn run(a: u8) {\n    begin(a);\n    store(a); /* goes */\n}\n\nfn store(a: u8) {\n    put(a);\n}\n';
/** A field that a line of its class uses no more. */
const FIELD = (body = ''): string =>
  `class A {\n  private readonly Key _key;\n\n  A(Key key) {\n    _key = key;\n  }\n\n  void Run() {\n    _key.Open(); /* goes */\n${body.replaceAll('KEY', '_key')}  }\n}\n`;

const ROWS: readonly Row[] = [
  loses('src/a.ts', SCRIPT, ['store']),
  loses(
    'src/a.ts',
    'export class A {\n  #at = 1;\n  constructor(private readonly bee: Bee) {}\n  private put(): void {}\n  run() {\n    go(this.#at); /* goes */\n    this.put(); /* goes */\n    this.bee.go(); /* goes */\n  }\n}\n',
    ['#at', 'bee', 'put'],
  ),
  loses('a.py', PY, ['_store']),
  loses(
    'a.py',
    'class A:\n    def __init__(self, b):\n        self._b = b\n\n    def run(self):\n        start()\n        return self._b.go()  # goes\n',
    ['_b'],
  ),
  loses('a.go', GO, ['store']),
  loses('A.java', JAVA(), ['key', 'store']),
  loses('A.cs', JAVA().replaceAll('final', 'readonly'), ['key', 'store']),
  loses('a.rb', RUBY, ['store']),
  loses('a.rs', RUST, ['store']),
  loses(
    'A.kt',
    'class A {\n    fun run() {\n        begin()\n        store() /* goes */\n    }\n\n    private fun store() = put()\n}\n',
    ['store'],
  ),
  loses(
    'A.php',
    '<?php\nclass A {\n    public function run() {\n        $this->store(); /* goes */\n    }\n\n    private function store() {\n        put();\n    }\n}\n',
    ['store'],
  ),
  // In PHP the variable of a class has the dollar, another one is something else.
  loses(
    'A.php',
    '<?php\nclass A {\n    private static $count = 1;\n    private static $kept = 1;\n    public function run($count) {\n        show("$count", self::$kept);\n        self::$count = 2 + self::$count; /* goes */\n        show(self::$kept); /* goes */\n    }\n}\n',
    ['count'],
  ),
  // A text of the file names it.
  ...(
    [
      ['A.kt', 'private const val NOW = 1\nfun a() = show(NOW) /* goes */\nfun b() = "$NOW then"\n'],
      ['A.kt', 'private const val NOW = 1\nfun a() = show("$NOW") /* goes */\nfun b() = """\n  ${NOW} then\n"""\n'],
      ['a.py', '_NOW = 1\na(_NOW)  # goes\nb(f"{_NOW:>9} then")\n'],
      ['a.rb', `${RUBY}\nputs "#{store} then"\n`],
      ['A.cs', 'class A {\n  private const int NOW = 1;\n  int a = NOW; /* goes */\n  string b = $"{NOW} then";\n}\n'],
      ['a.ts', 'const NOW = 1;\nshow(NOW); /* goes */\nexport const b = `${NOW} then`;\n'],
      ['a.rs', 'const NOW: u8 = 1;\nfn a() { b(NOW) } /* goes */\npub fn c() { println!("{NOW} then") }\n'],
    ] as const
  ).map(([path, text]) => loses(path, text)),
  // Something else uses it, or may.
  loses('a.py', PY, undefined, { 'b.py': 'from a import _store\n' }),
  loses('a.py', PY.replace('def _store', '@app.route\ndef _store')),
  loses('a.py', PY.replace('begin(a)', 'getattr(a, "_store")')),
  loses('a.py', PY.replaceAll('_store', '_on_store').replace('begin(a)', 'getattr(a, "_on_" + a.name)')),
  loses('a.go', GO, undefined, { 'b.go': 'package a\n\nfunc b() { store(1) }\n' }),
  loses('a.go', GO, ['store'], { 'b/b.go': 'package b\n\nfunc b() { store(1) }\n' }),
  loses('a.go', GO.replace('// store puts', '//go:linkname store a.store\n// store puts')),
  loses('A.java', JAVA('  @PostConstruct\n'), ['key']),
  loses('A.java', JAVA('', '    store(2);\n'), ['key']),
  loses('A.java', JAVA(), ['key'], { 'ATest.java': 'class ATest { Object a = call("store"); }\n' }),
  loses('A.cs', JAVA().replace('class A', 'partial class A')),
  loses('a.rb', RUBY, undefined, { 'b.rb': 'A.new.send(:store)\n' }),
  loses('a.rb', RUBY.replace('  private\n\n', '')),
  loses(
    'a.rs',
    'impl Store for A {\n    fn store(&self) {\n        put();\n    }\n}\n\npub fn run(a: A) {\n    begin();\n    a.store(); /* goes */\n}\n',
  ),
  loses('A.cs', JAVA('', '    if (f() > key)\n      g();\n').replaceAll('final', 'readonly'), ['store']),
  loses('a.go', GO.replace('func store(in Item) {\n\tput(in)\n}', 'type store int\n\nfunc put(a store) {}')),
  loses('a.rb', RUBY.replace('def store', 'def store=(a)').replace('store #', 'self.store = 1 #')),
  // What stands around an operator, or behind `ref`, is no parameter with its type.
  ...[
    'f((a.Own ?? KEY) && b)',
    'f(a ?? KEY)',
    'g(ref KEY)',
    'g(1, out KEY)',
    'f(from a in b select KEY)',
    'f(a < 1, b > KEY)',
  ].map((use) => loses('A.cs', FIELD(`    ${use};\n`))),
  loses('A.cs', FIELD('    KEY = 2 + KEY;\n')),
  loses('A.cs', FIELD('    KEY = 2;\n'), ['_key']),
  ...['(Key KEY)', '(int a, ref Key KEY)', '([Own] Map<string, Key?> KEY, int a)'].map((parameters) =>
    loses('A.cs', FIELD(`    Action f = ${parameters} => 1;\n`), ['_key']),
  ),
  loses('A.java', JAVA('', '    store(a ? 1 : 2, key);\n'), []),
  loses('a.py', PY.replace('begin(a)', 'self._store = self._store + 1')),
  // What a reader of quotes takes for a comment is none to the eye.
  loses('a.go', GO.replace('begin(in)', 'begin(`\\`, "/*")\n\tbegin(store)').replace('/* goes */', '/* goes */')),
  // It is left on purpose.
  ...[
    ['A.cs', FIELD(), '// ReSharper disable NotAccessedField.Local'],
    ['A.cs', FIELD(), '#pragma warning disable CS0414'],
    ['A.cs', FIELD(), '#pragma warning disable IDE0052 // kept'],
    ['A.java', JAVA(), '@SuppressWarnings("unused")'],
    ['a.go', GO, '//nolint:unused'],
    ['a.ts', SCRIPT, '/* eslint-disable @typescript-eslint/no-unused-vars */'],
    ['a.rs', RUST, '#![allow(dead_code)]'],
    ['a.py', PY, '# pylint: disable=unused-private-member'],
  ].map(([path = '', old = '', line = '']): Row => {
    const { now } = loses(path, old);
    return { path, old, now: now.replace(/^(?:package a\n|<\?php\n)?/, `$&${line}\n\n`) };
  }),
  // Of others, or one for the next line, that stood there: nothing is said of this one.
  ...[
    ['A.cs', FIELD(), '// ReSharper disable InconsistentNaming'],
    ['A.cs', FIELD(), '#pragma warning disable CS0618'],
    ['a.ts', SCRIPT, '/* eslint-disable no-console */'],
  ].map(([path = '', old = '', line = '']) => loses(path, `${line}\n\n${old}`, [path === 'a.ts' ? 'store' : '_key'])),
  loses('a.ts', `// eslint-disable-next-line no-unused-vars\nimport z from 'z';\n${SCRIPT}`, ['store']),
  loses('a.ts', `/* eslint-disable no-unused-vars */\n${SCRIPT}`),
  // A use that is commented out is none.
  { path: 'a.py', old: PY, now: PY.replace('_store(a)  # goes', '# _store(a)'), told: ['_store'] },
  // It was not used before, or goes, too.
  { path: 'a.py', old: PY.replace('_store(a)  # goes', 'go(a)'), now: PY.replace('    _store(a)  # goes\n', '') },
  { path: 'a.py', old: PY, now: 'def run(a):\n    begin(a)\n' },
  { path: 'a.py', old: PY, now: PY.replace('_store(a)  # goes', 'return _store(a)') },
];

test.each(ROWS)('$path $told $now', async ({ path, old, now, told = [], beside = {} }) => {
  const said = await runChecks(
    quality,
    { old: { [path]: old, ...beside }, new: { [path]: now, ...beside } },
    { only: ['left-behind'] },
  );
  expect(said.reports.map(({ title }) => /`(.+)`/.exec(title)?.[1] ?? '').toSorted()).toEqual(told);
});

/** A file that loses its import, and the manifest beside it. */
const idle = (path: string, line: string, manifest: Tree, beside: Tree = {}, told?: string): Row => ({
  path,
  old: `${line}\nf();\n`,
  now: 'f();\n',
  ...(told !== undefined && { told: [told] }),
  beside: { ...manifest, ...beside },
});
const NPM = {
  'package.json': '{\n  "scripts": { "a": "b" },\n  "dependencies": {\n    "left-pad": "^1.0.0"\n  }\n}\n',
};
const PAD = "import pad from 'left-pad';";

test.each<Row>([
  idle('src/a.ts', PAD, NPM, {}, 'left-pad'),
  idle('src/a.ts', PAD, NPM, { 'package-lock.json': '{ "left-pad": {} }\n', 'CHANGELOG.md': 'left-pad\n' }, 'left-pad'),
  idle(
    'a.py',
    'import tabulate',
    { 'pyproject.toml': '[project]\ndependencies = [\n    "tabulate>=1",\n]\n' },
    {},
    'tabulate',
  ),
  idle(
    'src/a.rs',
    'use once_cell::sync::Lazy;',
    { 'Cargo.toml': '[dependencies]\nonce_cell = "1"\n' },
    {},
    'once_cell',
  ),
  idle(
    'src/A.cs',
    'using AutoMapper;',
    { 'src/A.csproj': '<Project>\n  <PackageReference Include="AutoMapper" Version="1" />\n</Project>\n' },
    {},
    'AutoMapper',
  ),
  idle('a.rb', "require 'tty-table'", { Gemfile: "gem 'tty-table'\n" }, {}, 'tty-table'),
  // Something else names it, the manifest does not, or it is imported again.
  idle('src/a.ts', PAD, NPM, { 'b.config.js': "plugins: ['left-pad']\n" }),
  idle('src/a.ts', PAD, { 'package.json': '{ "name": "a" }\n' }),
  idle('src/a.ts', PAD, { 'package.json': NPM['package.json'].replace('"b"', '"left-pad x"') }),
  idle('packages/a/a.ts', PAD, { 'packages/b/package.json': NPM['package.json'] }),
  idle('a.rb', "require 'tty-table'", { Gemfile: "gem 'tty-table'\n" }, { 'b.rb': 'TtyTable.new\n' }),
  { path: 'src/a.ts', old: `${PAD}\nf();\n`, now: `f();\nconst pad = require('left-pad');\n`, beside: NPM },
])('$path $told $beside', async ({ path, old, now, told = [], beside = {} }) => {
  const said = await runChecks(
    quality,
    { old: { [path]: old, ...beside }, new: { [path]: now, ...beside } },
    { only: ['left-behind'] },
  );
  expect(said.reports.map(({ title }) => /`(.+)`/.exec(title)?.[1] ?? '').toSorted()).toEqual(told);
});
