import type { LintExamples } from '../../rule-example.ts';

/** Examples of the rules in `script-lints-libraries.ts`: lines ending in `// !` are flagged, the neighbour is right. */
export const SCRIPT_LIBRARY_EXAMPLES: LintExamples = {
  'no-unassigned-vars': { bad: 'let a; // !\nif (b) f(a);', good: 'let a;\na = 1;\nf(a);' },
  'no-global-assign': { bad: 'Object = 1; // !', good: 'Object.a = 1;' },
  'no-class-assign': { bad: 'class A {}\nA = 1; // !', good: 'let A = class {};\nA = 1;' },
  'no-useless-backreference': { bad: 'if (/\\1(a)/.test(s)) f(); // !', good: 'if (/(a)\\1/.test(s)) f();' },
  'no-misleading-character-class': { bad: 'if (/[👍]/.test(s)) f(); // !', good: 'if (/[👍]/u.test(s)) f();' },
  'no-unreachable-loop': {
    bad: 'while (f(x)) { // !\n  g(x);\n  break;\n}',
    good: 'for (const x of xs) {\n  if (x) break;\n  f(x);\n}',
  },
  'no-constant-condition': { bad: 'if (true) f(); // !', good: 'while (true) { if (f()) break; }' },
  'no-unused-expressions': { bad: 'a.b === 1; // !', good: 'a.b = 1;\na && f();\na ? f() : g();' },
  'bad-array-method-on-arguments': {
    bad: 'function f() { return arguments.map(g); } // !',
    good: 'function f() { return [...arguments].map(g); }',
  },
  'bad-char-at-comparison': { bad: "if (s.charAt(0) === 'ab') f(); // !", good: "if (s.charAt(0) === 'a') f();" },
  'bad-replace-all-arg': { bad: "s.replaceAll(/a/, ''); // !", good: "s.replaceAll(/a/g, '');" },
  'bad-match-all-arg': { bad: 'f(s.matchAll(/a/)); // !', good: 'f(s.matchAll(/a/g));' },
  'misrefactored-assign-op': { bad: 'a += a + b; // !', good: 'a += b;' },
  'no-new-statics': { bad: 'const p = new Promise.resolve(1); // !', good: 'const p = Promise.resolve(1);' },
  'valid-params': { bad: 'const p = Promise.all(); // !', good: 'const p = Promise.all([]);' },
  'no-multiple-resolved': {
    bad: 'const p = new Promise((resolve) => {\n  resolve(1);\n  resolve(2); // !\n});',
    good: 'const p = new Promise((resolve, reject) => { if (a) resolve(1); else reject(b); });',
  },
  'no-await-in-promise-methods': {
    bad: 'async function f() { await Promise.all([await g(), h()]); } // !',
    good: 'async function f() { await Promise.all([g(), h()]); }',
  },
  'no-negation-in-equality-check': { bad: 'if (!a === b) f(); // !', good: 'if (a !== b) f();' },
  'no-array-fill-with-reference-type': {
    bad: 'const a = new Array(3).fill([]); // !',
    good: 'const a = Array.from({ length: 3 }, () => []);',
  },
  'no-accessor-recursion': {
    bad: 'const o = { get a() { return this.a; } }; // !',
    good: 'const o = { get a() { return this.b; } };',
  },
  'no-non-null-asserted-optional-chain': { bad: 'const v = a?.b!; // !', good: 'const v = a?.b ?? c;' },
  'no-exports-assign': { bad: 'exports = { a: 1 }; // !', good: 'module.exports = { a: 1 };' },
  'jsx-no-duplicate-props': { bad: 'const a = <div\n  id="a" // !\n  id="b"\n/>;', good: 'const a = <div id="a" />;' },
  'jsx-no-undef': {
    bad: 'const a = <Missing />; // !',
    good: "import { There } from './there';\nconst a = <There />;",
  },
  'no-danger-with-children': {
    bad: "const a = <p dangerouslySetInnerHTML={{ __html: '' }}>x</p>; // !",
    good: "const a = <p dangerouslySetInnerHTML={{ __html: '' }} />;",
  },
  'no-direct-mutation-state': {
    bad: 'class A extends React.Component { render() { this.state.a = 1; return null; } } // !',
    good: 'class A extends React.Component { render() { this.setState({ a: 1 }); return null; } }',
  },
  'rules-of-hooks': {
    bad: 'function A({ on }) {\n  if (on) useState(1); // !\n  return null;\n}',
    good: 'function A() {\n  useState(1);\n  return null;\n}',
  },
  'exhaustive-deps': {
    bad: 'function A({ x }) {\n  const [n, setN] = useState(0);\n  useEffect(() => { setN(n + x); }); // !\n  return n;\n}',
    good: 'function A({ x }) {\n  const [n, setN] = useState(0);\n  useEffect(() => { setN(x); f(n); }, [x]);\n  return n;\n}',
  },
  'set-state-in-render': {
    bad: 'function A() {\n  const [n, setN] = useState(0);\n  setN(n + 1); // !\n  return <p>{n}</p>;\n}',
    good: 'function A() {\n  const [n, setN] = useState(0);\n  return <p onClick={() => setN(n + 1)}>{n}</p>;\n}',
  },
  'void-dom-elements-no-children': { bad: 'const a = <br>x</br>; // !', good: 'const a = <br />;' },
  'style-prop-object': {
    bad: 'const a = <p style="color: red" />; // !',
    good: "const a = <p style={{ color: 'red' }} />;",
  },
  'void-use-memo': {
    bad: 'function A() {\n  const m = useMemo(() => { f(); }, []); // !\n  return <p>{m}</p>;\n}',
    good: 'function A() {\n  const m = useMemo(() => f(), []);\n  return <p>{m}</p>;\n}',
  },
  'jsx-no-comment-textnodes': { bad: 'const a = <p>// x</p>; // !', good: 'const a = <p>{/* x */}</p>;' },
  'valid-expect': {
    bad: "test('a', () => { expect(a); }); // !",
    good: "test('a', () => { expect(a).toBe(1); });\nit('b', () => { expect(a).to.be.true; });",
  },
};
