import { describe, expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { SCRIPT_LINTS } from '../../../reviewers/quality/script-lints.ts';
import { places, runChecks } from '../check-table.ts';
import { LIBRARIES } from './script-lints-libraries.ts';

const only = ['script-lints'];

/** By rule: lines of which the ones ending in `// !` are wrong, and a neighbour that is right. */
const TABLE: Readonly<Record<string, { readonly bad: string; readonly good: string }>> = {
  'constructor-super': {
    bad: 'class A extends B { constructor() {} } // !',
    good: 'class A extends B { constructor() { super(); } }',
  },
  'no-this-before-super': {
    bad: 'class A extends B {\n  constructor() { // !\n    this.x = 1;\n    super();\n  }\n}',
    good: 'class A extends B { constructor() { super(); this.x = 1; } }',
  },
  'no-const-assign': { bad: 'const a = 1;\na = 2; // !', good: 'let a = 1;\na = 2;' },
  'no-import-assign': { bad: "import { a } from 'a';\na = 2; // !", good: "import { a } from 'a';\na.b = 2;" },
  'no-func-assign': { bad: 'function f() {}\nf = 1; // !', good: 'let f = function () {};\nf = 1;' },
  'no-obj-calls': { bad: 'const a = Math(); // !', good: 'const a = Math.max(1, 2);' },
  'no-new-native-nonconstructor': { bad: 'const a = new Symbol(); // !', good: 'const a = Symbol();' },
  'no-invalid-regexp': { bad: "new RegExp('['); // !", good: "new RegExp('[a]');" },
  'no-unsafe-optional-chaining': { bad: '(a?.b)(); // !', good: 'a?.b();' },
  'no-dupe-keys': { bad: 'const o = {\n  a: 1,\n  a: 2, // !\n};', good: 'const o = { a: 1, b: { a: 2 } };' },
  'no-dupe-class-members': { bad: 'class A {\n  a() {}\n  a() {} // !\n}', good: 'class A { a() {} static a() {} }' },
  'no-duplicate-case': {
    bad: 'switch (x) {\n  case 1: f(); break;\n  case 1: g(); break; // !\n}',
    good: "switch (x) { case 1: f(); break; case '1': g(); }",
  },
  'no-dupe-else-if': {
    bad: 'if (a) f();\nelse if (b) g();\nelse if (a) h(); // !',
    good: 'if (a) f();\nelse if (b) g();',
  },
  'no-duplicate-enum-values': { bad: 'enum E {\n  A = 1,\n  B = 1, // !\n}', good: 'enum E { A = 1, B = 2 }' },
  'no-self-assign': { bad: 'x = x; // !', good: 'x = y;' },
  'no-self-compare': { bad: 'if (x === x) f(); // !', good: 'const isNan = x !== x;' },
  'no-cond-assign': {
    bad: 'if (x = 1) f(); // !',
    good: 'while (node = node.parent) f(node);\nif ((m = re.exec(s))) f(m);',
  },
  'no-unsafe-negation': { bad: 'if (!key in object) f(); // !', good: 'if (!(key in object)) f();' },
  'use-isnan': { bad: 'if (x === NaN) f(); // !', good: 'if (Number.isNaN(x)) f();' },
  'valid-typeof': { bad: "if (typeof x === 'strnig') f(); // !", good: "if (typeof x === 'string') f();" },
  'no-compare-neg-zero': { bad: 'if (x === -0) f(); // !', good: 'if (Object.is(x, -0)) f();' },
  'for-direction': { bad: 'for (let i = 0; i < 10; i--) f(i); // !', good: 'for (let i = 10; i > 0; i--) f(i);' },
  'no-unsafe-finally': {
    bad: 'function f() {\n  try { g(); } finally {\n    return 2; // !\n  }\n}',
    good: 'function f() { try { g(); } finally { h(); } }',
  },
  'no-async-promise-executor': {
    bad: 'const p = new Promise(async (resolve) => resolve(await f())); // !',
    good: 'const p = new Promise((resolve) => resolve(f()));',
  },
  'array-callback-return': {
    bad: 'const a = list.filter((x) => { // !\n  if (x) return true;\n});',
    good: 'const a = list.filter((x) => x);\nlist.forEach((x) => { f(x); });',
  },
  'getter-return': { bad: 'const o = { get a() { f(); } }; // !', good: 'const o = { get a() { return 1; } };' },
  'no-setter-return': { bad: 'const o = { set a(v) { return v; } }; // !', good: 'const o = { set a(v) { f(v); } };' },
  'no-loss-of-precision': { bad: 'const n = 9007199254740993; // !', good: 'const n = 9007199254740992n;' },
  'no-unreachable': {
    bad: 'function f() {\n  return 1;\n  g(); // !\n}',
    good: 'function f() {\n  return g();\n  function g() {}\n}',
  },
  'no-constant-binary-expression': { bad: 'const a = {} || b; // !', good: 'const a = b || {};' },
  'no-empty-character-class': { bad: 'if (/a[]/.test(s)) f(); // !', good: 'if (/a[b]/.test(s)) f();' },
  'no-sparse-arrays': { bad: 'const a = [1, , 2]; // !', good: 'const [, b] = a;' },
  'no-unexpected-multiline': {
    bad: 'const a = b\n(c || d).forEach(f) // !',
    good: 'const a = b;\n(c || d).forEach(f);\nrequest(app)\n[method](c);',
  },
  'no-fallthrough': {
    bad: 'switch (x) {\n  case 1: f();\n  case 2: g(); // !\n}',
    good: 'switch (x) {\n  case 1:\n  case 2: f();\n  // falls through\n  case 3: g();\n}',
  },
  'bad-comparison-sequence': { bad: 'if (a == b == c) f(); // !', good: 'if (a == b && b == c) f();' },
  'bad-min-max-func': {
    bad: 'const v = Math.min(Math.max(100, x), 0); // !',
    good: 'const v = Math.min(Math.max(0, x), 100);',
  },
  'const-comparisons': {
    bad: 'if (status <= 400 && status > 500) f(); // !',
    good: 'if (status >= 400 && status < 500) f();',
  },
  'erasing-op': { bad: 'const v = x * 0; // !', good: 'const v = x * 10;' },
  'missing-throw': { bad: "function f() { new Error('no'); } // !", good: "function f() { throw new Error('no'); }" },
  'number-arg-out-of-range': { bad: 'const s = (1).toFixed(101); // !', good: 'const s = (1).toFixed(2);' },
  'uninvoked-array-callback': {
    bad: 'const a = new Array(5).map(() => f()); // !',
    good: 'const a = new Array(5).fill(0).map(() => f());',
  },
  'no-invalid-remove-event-listener': {
    bad: "el.removeEventListener('click', () => f()); // !",
    good: "el.removeEventListener('click', f);",
  },
  'no-invalid-fetch-options': {
    bad: "fetch(u, { method: 'GET', body: 'x' }); // !",
    good: "fetch(u, { method: 'POST', body: 'x' });",
  },
  ...LIBRARIES,
};

const TYPED = /enum|non-null/;
const TESTS = /^valid-expect/;
/** What is TypeScript's and what belongs into a test; everything else is plain JavaScript. */
const pathOf = (rule: string): string =>
  `src/${rule}${TESTS.test(rule) ? '.test' : ''}.${TYPED.test(rule) ? 'ts' : 'js'}`;

describe('script lints', () => {
  it('has an example of every rule', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(SCRIPT_LINTS).toSorted());
  });

  it('finds each mistake on its line, and quotes it', async () => {
    const tree = Object.fromEntries(Object.entries(TABLE).map(([rule, { bad }]) => [pathOf(rule), `${bad}\n`]));
    const { reports, skipped, unavailable } = await runChecks(quality, { old: {}, new: tree }, { only });
    const expected = Object.entries(TABLE).flatMap(([rule, { bad }]) =>
      bad.split('\n').flatMap((line, index) => (line.endsWith('// !') ? [`${rule} ${pathOf(rule)}:${index + 1}`] : [])),
    );
    expect(places(reports)).toEqual(expected.toSorted());
    expect([...skipped, ...unavailable]).toEqual([]);
    for (const report of reports) {
      const line = tree[report.location?.path ?? '']?.split('\n')[(report.location?.startLine ?? 0) - 1];
      expect(report.evidence).toBe(line);
      expect(report.failureScenario?.description).toBeTruthy();
    }
  });

  it('says nothing about the neighbours that are right', async () => {
    const tree = Object.fromEntries(Object.entries(TABLE).map(([rule, { good }]) => [pathOf(rule), `${good}\n`]));
    const { reports, skipped, unavailable, read } = await runChecks(quality, { old: {}, new: tree }, { only });
    expect(places(reports)).toEqual([]);
    expect([...skipped, ...unavailable]).toEqual([]);
    expect(read).toEqual(Object.keys(tree).toSorted());
  });

  it('reports on added lines only', async () => {
    const old = { 'a.js': 'debugger_();\nif (x === NaN) f();\n\n\n\n\n\nend();\n' };
    const now = { 'a.js': 'debugger_();\nif (x === NaN) f();\n\n\n\n\n\nif (y === NaN) f();\nend();\n' };
    const { reports } = await runChecks(quality, { old, new: now }, { only });
    expect(places(reports)).toEqual(['use-isnan a.js:8']);
  });

  it('is not silenced by a directive that the change adds, but by one that stood there', async () => {
    const old = { 'a.js': '// eslint-disable-next-line use-isnan\nif (x === 1) f();\n' };
    const now = {
      'a.js': '// eslint-disable-next-line use-isnan\nif (x === NaN) f();\n',
      'b.js': '/* eslint-disable */\nif (x === NaN) f(); // oxlint-disable-line\n',
    };
    const { reports } = await runChecks(quality, { old, new: now }, { only });
    expect(places(reports)).toEqual(['use-isnan b.js:2']);
  });

  it('leaves fixtures alone, and in tests what tests do on purpose', async () => {
    const tree = {
      'test/fixtures/bad.js': 'if (x === NaN) f();\n',
      'test/a.test.ts': 'expect(a === a).toBe(true);\nif (x === NaN) f();\n',
    };
    const { reports, read } = await runChecks(quality, { old: {}, new: tree }, { only });
    expect(places(reports)).toEqual(['use-isnan test/a.test.ts:2']);
    expect(read).toEqual(['test/a.test.ts', 'test/fixtures/bad.js']);
  });

  it('says that it needs the whole file when there is only a diff', async () => {
    const now = { 'a.js': 'if (x === NaN) f();\n' };
    const result = await runChecks(quality, { old: {}, new: now }, { only, contents: 'diff-only' });
    expect(result.reports).toEqual([]);
    expect(result.unavailable).toEqual([
      expect.objectContaining({ check: 'script-lints', path: 'a.js', kind: 'unavailable' }),
    ]);
    expect(result.read).toEqual([]);
  });

  it('loses no other file to one that crashes the tool', async () => {
    const now = {
      'a.js': 'if (x === NaN) f();\n',
      'b.js': `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`,
      'c.js': 'if (x === NaN) f();\n',
    };
    const { reports, skipped } = await runChecks(quality, { old: {}, new: now }, { only });
    expect(places(reports)).toEqual(['use-isnan a.js:1', 'use-isnan c.js:1']);
    expect(skipped).toEqual([
      expect.objectContaining({ path: 'b.js', kind: 'failed', reason: expect.stringContaining('crashed') }),
    ]);
  });
});

describe('files that do not parse', () => {
  const cases: Readonly<
    Record<string, { path?: string; old?: string; now: string; places: string[]; unavailable?: true }>
  > = {
    'parsed before': { old: 'f();\ng();\n', now: 'f(;\ng();\n', places: ['syntax-error a.js:1'] },
    'is a new piece of documentation': { path: 'docs/a.js', now: 'f(...\n', places: [], unavailable: true },
    'is new': { now: 'f();\nlet = = 1;\n', places: ['syntax-error a.js:2'] },
    'did not parse before': { old: 'type = = ;\n', now: 'type = = ;\nf();\n', places: [], unavailable: true },
    'is a template': { now: 'const a = {{ cookiecutter.name }};\n', places: [], unavailable: true },
    'is Flow': { now: '// @flow\nconst a: ?string = (b: any);\n', places: [], unavailable: true },
    'has conflict markers, which another check reports': {
      now: '<<<<<<< a\nf();\n=======\ng();\n>>>>>>> b\n',
      places: [],
    },
  };
  it.each(Object.entries(cases))('%s', async (_, { path = 'a.js', old, now, places: expected, unavailable }) => {
    const change = { old: old === undefined ? {} : { [path]: old }, new: { [path]: now } };
    const result = await runChecks(quality, change, { only });
    expect(places(result.reports)).toEqual(expected);
    expect(result.unavailable.length).toBe(unavailable ? 1 : 0);
  });
});
