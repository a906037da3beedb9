import type { LintExamples } from '../../rule-example.ts';
import { SCRIPT_LIBRARY_EXAMPLES } from './script-library-examples.ts';

/** What oxlint's rules flag: the lines that end in `// !`; and a neighbour that is right. */
export const SCRIPT_EXAMPLES: LintExamples = {
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
  ...SCRIPT_LIBRARY_EXAMPLES,
};
