import { expect, test } from 'vitest';
import { documentation } from '../../reviewers/documentation/index.ts';
import { type Change, places, runChecks } from './check-table.ts';

/** A file that a change adds. */
const added = (path: string, text: string): Change => ({ old: {}, new: { [path]: text } });
/** A file on both sides. */
const edited = (path: string, before: string, after: string): Change => ({
  old: { [path]: before },
  new: { [path]: after },
});

type Row = readonly [name: string, change: Change, expected: readonly string[]];
type Quiet = readonly [name: string, change: Change];

const JSDOC = '/**\n * Adds.\n * @param {number} a first\n * @param {number} b second\n */\n';
const JAVADOC = '  /**\n   * Adds.\n   *\n   * @param left one\n   * @param <T> two\n   */\n';

const INVALID: readonly Row[] = [
  ['JSDoc', added('a.ts', `${JSDOC}export function add(a: number, c: number) {}\n`), ['unknown-parameter a.ts:4']],
  ['of an arrow function', added('a.js', `${JSDOC}export const add = (a) => a;\n`), ['unknown-parameter a.js:4']],
  [
    'of a method behind a decorator',
    added('a.ts', `class A {\n${JSDOC}@dec() add(b: X) {}\n}\n`),
    ['unknown-parameter a.ts:4'],
  ],
  [
    'of options',
    added('a.ts', '/**\n * @param opts.deep x\n */\nfunction f(options: O) {}\n'),
    ['unknown-parameter a.ts:2'],
  ],
  ['Javadoc', added('A.java', `class A {\n${JAVADOC}  <T> void add(T right) {}\n}\n`), ['unknown-parameter A.java:5']],
  [
    'Javadoc of a record',
    added('A.java', '/**\n * @param a x\n * @param c y\n */\nrecord A(int a, int b) {}\n'),
    ['unknown-parameter A.java:3'],
  ],
  ['KDoc', added('A.kt', '/**\n * @param a x\n */\nfun f(b: Int) = b\n'), ['unknown-parameter A.kt:2']],
  [
    'PHPDoc',
    added('a.php', '<?php\n/**\n * @param array<string, int> $a x\n */\nfunction f(array $b) {}\n'),
    ['unknown-parameter a.php:3'],
  ],
  [
    'YARD',
    added('a.rb', '# @param [String] one x\n# @return [String]\ndef f(two)\n  two\nend\n'),
    ['unknown-parameter a.rb:1'],
  ],
  [
    'C#',
    added('A.cs', 'class A {\n  /// <param name="one">x</param>\n  public void F(int two) {}\n}\n'),
    ['unknown-parameter A.cs:2'],
  ],
  [
    'Google',
    added(
      'a.py',
      'def f(a, b):\n    """Do.\n\n    Args:\n        a (int): x\n            more: of it\n        c: y\n\n    Returns:\n        d: z\n    """\n',
    ),
    ['unknown-parameter a.py:7'],
  ],
  [
    'NumPy',
    added(
      'a.py',
      'def f(a, b):\n    """Do.\n\n    Parameters\n    ----------\n    a, c : int\n        d : e\n\n    Returns\n    -------\n    x : int\n    """\n',
    ),
    ['unknown-parameter a.py:6'],
  ],
  ['Sphinx', added('a.py', 'def f(a):\n    """Do.\n\n    :param str b: x\n    """\n'), ['unknown-parameter a.py:4']],
  [
    'a renamed parameter whose comment stays',
    edited('a.ts', `${JSDOC}export function add(a, b) {}\n`, `${JSDOC}export function add(a, addend) {}\n`),
    ['unknown-parameter a.ts:4'],
  ],
  ['two words', added('a.ts', '// so that the the file is read\nf();\n'), ['doubled-word a.ts:1']],
  ['at the beginning of a sentence', added('a.ts', '// The the file is read\nf();\n'), ['doubled-word a.ts:1']],
  ['over a line', added('a.py', '# so that it is in the\n# the file\nf()\n'), ['doubled-word a.py:2']],
  ['in a docstring', added('a.py', 'def f():\n    """What is is."""\n'), ['doubled-word a.py:2']],
  ['in another document', added('docs/a.rst', 'A\n=\n\nSee the the guide.\n'), ['doubled-word docs/a.rst:4']],
  [
    'in the name of a test',
    added('a.test.ts', 'it("should create it with with a length", () => {});\n'),
    ['doubled-word a.test.ts:1'],
  ],
  [
    'a removed function that a comment names',
    edited('a.ts', '// Before readRows.\nf();\nfunction readRows(path) {}\n', '// Before readRows.\nf();\n'),
    ['comment-names-former a.ts:1'],
  ],
  ['in a document', added('docs/a.md', '# A\n\nSee the the guide.\n'), ['doubled-word docs/a.md:3']],
  [
    'a renamed function that a comment names',
    edited(
      'a.ts',
      '// Calls readRows first.\nfunction readRows(path) {}\nfunction g() { readRows(1); }\n',
      '// Calls readRows first.\nfunction loadRows(path) {}\nfunction g() { loadRows(1); }\n',
    ),
    ['comment-names-former a.ts:1'],
  ],
  [
    'a renamed variable in signs of code',
    edited(
      'a.py',
      '# `rows` is sorted.\nrows = read()\nprint(rows)\n',
      '# `rows` is sorted.\nitems = read()\nprint(items)\n',
    ),
    ['comment-names-former a.py:1'],
  ],
  [
    'a copied comment of Go',
    added('a.go', 'package a\n\n// ReadAll reads.\nfunc ReadAll() {}\n\n// ReadAll reads.\nfunc ReadSome() {}\n'),
    ['comment-of-another a.go:6'],
  ],
];

const VALID: readonly Quiet[] = [
  ['two names that are joined', added('a.go', 'package a\n\n// Of: And and Or are read.\nfunc f() {}\n')],
  [
    'a comment of Go behind the code above',
    added(
      'a.go',
      'package a\n\nfunc Read() {} // Read is there.\nfunc Write() {} // Write is there.\nfunc Seek() {}\n',
    ),
  ],
  ...(
    [
      ['a.ts', 'const a = 1; /** @param gone x */\nfunction f(b: B) {}\n'],
      ['a.ts', 'const a = 1; /** A\n * @param gone x */\nfunction f(b: B) {}\n'],
      ['a.php', '<?php\n$a = 1; /** @param int $gone x */\nfunction f($b) {}\n'],
      ['A.java', 'class A {\n  int a; /** @param gone x */\n  void f(int b) {}\n}\n'],
    ] as const
  ).map(([path, text]): Quiet => [`behind the code above: ${path} ${text}`, added(path, text)]),
  ['a document that tests feed on', added('tests/site/src/issues.md', '# A\n\nSee the the guide.\n')],
  ['an end of a word', added('a.go', "package a\n\n// If there'a a lot of it.\nfunc f() {}\n")],
  ['parameters that are there', added('a.ts', `${JSDOC}export function add(a: number, b = 1) {}\n`)],
  [
    'parts of an object',
    added('a.ts', '/**\n * @param options x\n * @param options.a y\n */\nfunction f({ a, b }: O) {}\n'),
  ],
  ['a type parameter', added('a.ts', '/**\n * @param T x\n */\nfunction f<T>(a: T) {}\n')],
  [
    'what a function gives back takes it',
    added('a.ts', '/**\n * @param a x\n * @param b y\n */\nconst f = (a) => (b) => a + b;\n'),
  ],
  [
    'a type definition',
    added(
      'a.js',
      '/**\n * @callback C\n * @param a x\n */\n\nfunction f() {}\n/** @typedef {X} A\n * @param z y */\nfunction g() {}\n',
    ),
  ],
  ['arguments', added('a.js', '/**\n * @param a x\n */\nfunction f() { return arguments[0]; }\n')],
  [
    'overloads',
    added(
      'a.php',
      '<?php\n/**\n * @param int $a x\n */\nfunction f(/* int $a */) {}\n/**\n * @param int $b\n */\nfunction g() { func_get_args(); }\n',
    ),
  ],
  [
    'keys of names',
    added('a.py', 'def f(a, **kwargs):\n    """Do.\n\n    Args:\n        a: x\n        b: y\n    """\n'),
  ],
  [
    'a class',
    added(
      'a.py',
      'class A:\n    """Do.\n\n    Args:\n        b: y\n    """\n\n    def __init__(self, a):\n        pass\n',
    ),
  ],
  [
    'hashes and overloads of Ruby',
    added('a.rb', '# @param [Hash] b x\ndef f(a, **c); end\n# @overload g(x)\n#   @param x y\ndef g(*a); end\n'),
  ],
  ['properties of Kotlin', added('A.kt', '/**\n * @property a x\n * @param b y\n */\nclass A(val a: Int, b: Int)\n')],
  ['what was wrong before', edited('a.ts', `${JSDOC}function add(a) {}\n`, `${JSDOC}function add(a) { return 1; }\n`)],
  [
    'a comment that moves',
    {
      old: { 'a.ts': `${JSDOC}function add(a) {}\nf();\n`, 'b.ts': 'g();\n' },
      new: { 'a.ts': 'f();\n', 'b.ts': `${JSDOC}function add(a) {}\ng();\n` },
    },
  ],
  ['the end of a name', added('a.rb', '# Calls initialize_with with a block.\nf\n')],
  [
    'a word that is a parameter',
    added('a.java', '/**\n * @param to what it is, equal to to and from\n */\nvoid f(Object to, Object from) {}\n'),
  ],
  [
    'words that may stand twice',
    added(
      'a.c.ts',
      '// that had had that that value\n// long long, `the the`, "is is", the-the\n// - the\n// - the\n// it says that how sure\n// a trace is is open\nf();\n',
    ),
  ],
  [
    'a line that stood elsewhere',
    {
      old: { 'docs/v1.md': 'See the the guide.\n' },
      new: { 'docs/v1.md': 'See the the guide.\n', 'docs/v2.md': 'See the the guide.\n' },
    },
  ],
  [
    'a copy that says so',
    added('a.ts', '// Copied from https://a.example/b.\n\n// so that the the file is read\nf();\n'),
  ],
  ['code of a document', added('a.md', '```\nthe the\n```\n\n`the the`\n\n| the | the |\n')],
  [
    'a name that lives on elsewhere',
    {
      old: { 'a.ts': '// Like readRows.\nfunction readRows() {}\n', 'b.ts': 'readRows();\n' },
      new: { 'a.ts': '// Like readRows.\nfunction loadRows() {}\n', 'b.ts': 'readRows();\n' },
    },
  ],
  [
    'a comment that speaks of the past',
    edited(
      'a.ts',
      '// Was readRows, renamed.\nfunction readRows() {}\n',
      '// Was readRows, renamed.\nfunction loadRows() {}\n',
    ),
  ],
  [
    'a comment of Go that begins with its type',
    added('a.go', 'package a\n\ntype T int\n\n// T implements it.\nfunc (t T) String() string { return "" }\n'),
  ],
];

test.each(INVALID)('tells %s', async (_name, change, expected) => {
  const { reports } = await runChecks(documentation, change);

  expect(places(reports)).toEqual(expected);
});

test.each([
  ['A.java', `class A {\n${JAVADOC}  Sum add(Sum right) { return right; }\n}\n`],
  ['A.cs', `class A\n{\n    /// <param name="other">It.</param>\n    Sum add(Sum right) { return right; }\n}\n`],
])('names the function, and not what it returns: %s', async (path, text) => {
  const { reports } = await runChecks(documentation, added(path, text), { only: ['documented-parameters'] });
  expect(reports[0]?.title).toContain('but `add` has no such parameter');
});

test.each(VALID)('says nothing of %s', async (_name, change) => {
  const { reports } = await runChecks(documentation, change);

  expect(places(reports)).toEqual([]);
});

/** A parameter at the same place may be another thing. */
const UNMENDED: readonly Quiet[] = [
  ['another parameter', added('a.ts', `${JSDOC}export function add(a: number, limit: number) {}\n`)],
];

test.each(UNMENDED)('has no mending for %s', async (_name, change) => {
  const { reports } = await runChecks(documentation, change);

  expect(reports.map(({ replacement }) => replacement)).toEqual([undefined]);
});

const MENDED: readonly (readonly [name: string, change: Change, expected: string])[] = [
  [
    'a parameter that the change renames',
    edited('a.ts', `${JSDOC}export function add(a, b) {}\n`, `${JSDOC}export function add(a, c) {}\n`),
    ' * @param {number} c second',
  ],
  ['a word', added('a.ts', '// so that the the file is read\nf();\n'), '// so that the file is read'],
  ['a word over a line', added('a.py', '# so that it is in the\n# the file\nf()\n'), '# file'],
];

test.each(MENDED)('mends %s', async (_name, change, expected) => {
  const { reports } = await runChecks(documentation, change);

  expect(reports.map(({ replacement }) => replacement)).toEqual([expected]);
});
