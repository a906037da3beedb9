import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { runChecks } from '../check-table.ts';

const BRANCHES = 'class A {\n  int f(boolean b) {\n    if (b) return g(1, 2);\n    else return g(1, 2);\n  }\n}\n';
const only = ['python-lints', 'script-lints', 'code-slips', 'plain-slips', 'shell-slips'];

test.each([
  ['odd code of a product is told', 'src/main/A.java', BRANCHES, ['same-branches']],
  ['of a test it is not', 'src/test/java/A.java', BRANCHES, []],
  ['nor by the name of its class', 'src/CartTest.java', BRANCHES, []],
  ['nor in a project of tests', 'Shop.IntegrationTests/A.java', BRANCHES, []],
  ['a word that ends so is another', 'src/Latest.java', BRANCHES, ['same-branches']],
  ['scripts', 'test/fast/a.sh', 'run 2>&1 >/dev/null\n', []],
  ['scripts of a product', 'bin/a.sh', 'run 2>&1 >/dev/null\n', ['misordered-redirections']],
  ['keys twice', 'test/a.test.ts', 'use({ a: 1, a: 2 });\n', []],
  ['a missing name', 'tests/test_a.py', 'def test_a():\n    assert nope(1) == 1\n', ['undefined-name']],
  ['a missing name that nothing evaluates', 'tests/test_a.py', 'def f(a: Nope) -> Nope:\n    return a\n', []],
  ['a missing name in quotes', 'tests/test_a.py', "def f(a: 'list[Nope]') -> 'Nope':\n    return a\n", []],
  ['the same in a product', 'src/a.py', 'def f(a: Nope) -> Nope:\n    return a\n', ['undefined-name']],
  ['annotated and used', 'tests/test_a.py', 'def f(a: Nope):\n    return Nope(a)\n', ['undefined-name']],
  [
    'a test that another hides',
    'tests/test_a.py',
    'def test_a():\n    print(1)\n\n\ndef test_a():\n    print(2)\n',
    ['redefined-function'],
  ],
  ['an assertion that cannot fail', 'tests/test_a.py', "def test_a():\n    assert (1, 'one')\n", ['tuple-condition']],
])('%s', async (_, path, text, told) => {
  const { reports } = await runChecks(quality, { old: {}, new: { [path]: text } }, { only });

  const open = reports.filter(({ confidence = 1000 }) => confidence > 200);
  expect(open.map(({ rule }) => rule).toSorted()).toEqual(told.toSorted());
});

test('what is seen in a test is folded: it is told, and the file counts as looked at', async () => {
  const { reports, unavailable } = await runChecks(
    quality,
    { old: {}, new: { 'src/test/java/A.java': BRANCHES } },
    { only },
  );

  expect(reports.map(({ rule, confidence }) => [rule, confidence])).toEqual([['same-branches', 200]]);
  expect(unavailable).toEqual([]);
});
