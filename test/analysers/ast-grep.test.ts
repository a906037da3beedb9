import { afterAll, expect, it } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';

const pool = createAnalyserPool();
afterAll(() => pool.close());

const rules = {
  rules: [
    {
      id: 'script',
      language: ['javascript', 'typescript', 'tsx'],
      rule: { pattern: 'danger($A)' },
      constraints: { A: { not: { kind: 'string' } } },
    },
    { id: 'types', language: 'typescript', rule: { kind: 'type_annotation' } },
    { id: 'python', language: 'python', message: 'no', rule: { pattern: 'danger($A)' } },
    { id: 'util', language: 'javascript', rule: { matches: 'call' }, utils: { call: { pattern: 'other()' } } },
  ],
};

/** By path: a text, and `rule line:column-line:column` of each match. */
const TABLE: readonly (readonly [path: string, text: string, expected: readonly string[]])[] = [
  ['a.js', 'danger(x); danger("x")\n', ['script 1:0-1:9']],
  ['a.mjs', 'const a = <b>{danger(x)}</b>;\n', ['script 1:14-1:23']],
  ['a.cjs', 'other();\n', ['util 1:0-1:7']],
  ['a.ts', 'const a: string = danger(<any>x);\n', ['script 1:18-1:32', 'types 1:7-1:15']],
  ['a.tsx', 'const a = <b>{danger(x)}</b>;\n', ['script 1:14-1:23']],
  ['a.py', '"""danger(x)"""\nif True:\n    danger(x)  # danger(y)\n', ['python 3:4-3:13']],
  ['b.py', '# é😀\r\ny = "é😀"; danger(x)\r\n', ['python 2:11-2:20']],
  ['c.js', '\uFEFF/* é😀\uDC80 */ danger(\n x\n)\n', ['script 1:12-3:1']],
  ['d.js', 'const a = ;\ndanger(x)\n', ['script 2:0-2:9']],
];

it.each(TABLE)('%s %j', async (path, text, expected) => {
  const [result] = await pool.analyse({ tool: 'ast-grep', files: [{ path, text }], rules });
  const found = result?.kind === 'ok' ? result.matches : [];
  expect(found.map((m) => `${m.rule} ${m.startLine}:${m.startColumn}-${m.endLine}:${m.endColumn}`)).toEqual(expected);
  expect(found.every((match) => match.message === (match.rule === 'python' ? 'no' : match.rule))).toBe(true);
});

it('answers with the whole syntax, whatever else was asked of the same text before', async () => {
  const whole = (rule: object): object => ({ rules: [{ id: 'all', language: ['python'], rule, syntax: true }] });
  const outermost = { not: { inside: { stopBy: 'end', kind: 'module' } } };
  const text = 'def f(a):\n    return a\n';
  const asked = [
    { kind: 'module' },
    { any: [{ kind: 'module' }, { kind: 'ERROR', ...outermost }] },
    { kind: 'module', has: { kind: 'function_definition' } },
    { kind: 'return_statement' },
    { kind: 'module', has: { kind: 'class_definition' } },
  ];
  const found = [];
  for (const rule of asked) {
    const [result] = await pool.analyse({
      tool: 'ast-grep',
      files: [{ path: 'a.py', text }],
      rules: whole(rule) as never,
    });
    found.push(result?.kind === 'ok' ? result.matches.map(({ syntax }) => syntax) : null);
  }
  expect(found[0]).toMatchObject([
    { kinds: ['module', 'function_definition', 'identifier', 'parameters', 'block', 'return_statement'] },
  ]);
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
  expect(found[3]).toMatchObject([{ kinds: ['return_statement', 'identifier'] }]);
  expect(found[4]).toEqual([]);
});
