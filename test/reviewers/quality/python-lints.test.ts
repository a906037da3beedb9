import { describe, expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { PYTHON_LINTS } from '../../../reviewers/quality/python-lints.ts';
import { places, runChecks } from '../check-table.ts';
import { PYTHON_EXAMPLES as TABLE } from '../../../reviewers/quality/examples/python-examples.ts';

const only = ['python-lints'];

const pathOf = (rule: string): string => `src/${rule.replaceAll('-', '_')}.py`;

describe('python lints', () => {
  it('has an example of every rule', () => {
    const rules = new Set(Object.values(PYTHON_LINTS).map((lint) => lint.rule));
    expect(Object.keys(TABLE).toSorted()).toEqual([...rules].toSorted());
  });

  it('finds each mistake on its line, and quotes it', async () => {
    const tree = Object.fromEntries(Object.entries(TABLE).map(([rule, { bad }]) => [pathOf(rule), bad]));
    const { reports, skipped, unavailable } = await runChecks(quality, { old: {}, new: tree }, { only });
    const expected = Object.entries(TABLE).flatMap(([rule, { bad }]) =>
      bad.split('\n').flatMap((line, index) => (line.endsWith('# !') ? [`${rule} ${pathOf(rule)}:${index + 1}`] : [])),
    );
    expect(places(reports)).toEqual(expected.toSorted());
    expect([...skipped, ...unavailable]).toEqual([]);
    for (const report of reports) expect(report.evidence).toMatch(/# !$/);
  });

  it('says nothing about the neighbours that are right', async () => {
    const tree = Object.fromEntries(Object.entries(TABLE).map(([rule, { good }]) => [pathOf(rule), good]));
    const { reports, skipped, unavailable } = await runChecks(quality, { old: {}, new: tree }, { only });
    expect(places(reports)).toEqual([]);
    expect([...skipped, ...unavailable]).toEqual([]);
  });

  it('offers a fix only where it is certain, and where it was tried', async () => {
    const text = "x = 'a'\nif x is 'a':\n    raise NotImplemented\ndef f(a=[]):\n    return '%s' % (1, 2)\n";
    const { reports } = await runChecks(quality, { old: {}, new: { 'src/a.py': text } }, { only });
    const fixes = new Map(
      reports.flatMap(({ rule, replacement }) => (replacement === undefined ? [] : [[rule, replacement]])),
    );
    expect(Object.fromEntries(fixes)).toEqual({
      'is-literal': "if x == 'a':",
      'raise-not-implemented': '    raise NotImplementedError',
    });
    const lines = text.split('\n');
    for (const { location, replacement } of reports)
      if (replacement !== undefined) lines[(location?.startLine ?? 0) - 1] = replacement;
    const again = await runChecks(quality, { old: {}, new: { 'src/a.py': lines.join('\n') } }, { only });
    expect(places(again.reports)).toEqual(places(reports).filter((place) => !/is-literal|raise-not/.test(place)));
  });

  it.each([
    ['def f():\n    return 1\n    nope()\n', 200],
    ['def f(a):\n    raise A\n\n    if a:\n        b([\n            nope,\n        ])\n', 200],
    ['for a in b(1):\n    continue\n    nope()\n', 200],
    ['def f(a):\n    return 1\n    nope()\n\ndef g():\n    nope()\n', undefined],
    ['def f(a):\n    if a:\n        return 1\n    nope()\n', undefined],
    ['def f(a):\n    if a: return 1\n    else: nope()\n', undefined],
    ['def f(a):\n    try:\n        return 1\n    finally:\n        nope()\n', undefined],
    ['def f():\n    return nope()\n', undefined],
  ])('folds a missing name that no run gets to: %j', async (text, confidence) => {
    const before = 'class A: ...\ndef b(x): ...\n';
    const { reports } = await runChecks(quality, { old: {}, new: { 'src/a.py': before + text } }, { only });
    expect(reports.filter(({ rule }) => rule === 'undefined-name').map((one) => one.confidence)).toEqual([confidence]);
  });

  it('names a missing name once, however often it is used', async () => {
    const { reports } = await runChecks(
      quality,
      { old: {}, new: { 'a.py': 'print(nope)\nprint(nope)\nprint(other)\n' } },
      { only },
    );
    expect(places(reports)).toEqual(['undefined-name a.py:1', 'undefined-name a.py:3']);
  });

  it('reports on added lines only, whatever ends a line', async () => {
    const old = { 'a.py': 'x = 1\r\nx == 2\r\n# a\rb\r\n\r\n\r\n' };
    const now = { 'a.py': 'x = 1\r\nx == 2\r\n# a\rb\r\n\r\n\r\nx == 3\r\n' };
    const { reports } = await runChecks(quality, { old, new: now }, { only });
    expect(places(reports).filter((place) => place.startsWith('pointless'))).toEqual(['pointless-comparison a.py:6']);
    expect(reports.map((report) => report.evidence)).toContain('x == 3');
  });

  it('is not silenced by a directive that the change adds', async () => {
    const now = { 'a.py': '# ruff: noqa\nraise NotImplemented  # noqa: F901\n' };
    const { reports } = await runChecks(quality, { old: {}, new: now }, { only });
    expect(places(reports)).toEqual(['raise-not-implemented a.py:2']);
    // Its author has seen it: folded.
    expect(reports[0]?.confidence).toBe(200);
    const other = { 'a.py': now['a.py'].replace('F901', 'F401') };
    expect((await runChecks(quality, { old: {}, new: other }, { only })).reports[0]?.confidence).toBeUndefined();
  });

  it('reads stubs, where nothing runs and names may come later', async () => {
    const now = { 'a.pyi': 'def f(x: Later) -> None: ...\n__all__ = ["f"]\nclass Later: ...\n', 'b.pyi': 'def f(\n' };
    const { reports, unavailable } = await runChecks(quality, { old: {}, new: now }, { only });
    expect(places(reports).filter((place) => !place.startsWith('syntax'))).toEqual([]);
    expect([...new Set(unavailable.map(({ path }) => path))]).toEqual(['b.pyi']);
  });

  it('leaves a name alone of which its line says that nobody defines it', async () => {
    const now = { 'a.py': "a: 'Unknown' = 1  # noqa: F821\nb = other  # noqa\nc = third  # noqa: E501, F821\n" };
    const { reports } = await runChecks(quality, { old: {}, new: now }, { only });
    expect(places(reports)).toEqual(['undefined-name a.py:2']);
  });

  it('tells a file that broke from one that it never understood', async () => {
    const old = { 'broke.py': 'x = 1\n', 'two.py': 'print "a"\n' };
    const now = { 'broke.py': 'x = (1\n', 'two.py': 'print "a"\nprint "b"\n' };
    const { reports, unavailable } = await runChecks(quality, { old, new: now }, { only });
    expect(places(reports)).toEqual(['syntax-error broke.py:1']);
    expect(unavailable.map((gap) => gap.path)).toEqual(['broke.py', 'two.py']);
  });

  it('loses no other file to one that overflows the stack', async () => {
    const deep = `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`;
    const now = { 'a.py': 'raise NotImplemented\n', 'b.py': deep, 'c.py': 'raise NotImplemented\n' };
    const { reports, skipped } = await runChecks(quality, { old: {}, new: now }, { only });
    expect(places(reports)).toEqual(['raise-not-implemented a.py:1', 'raise-not-implemented c.py:1']);
    expect(skipped).toEqual([expect.objectContaining({ path: 'b.py', kind: 'failed' })]);
  });
});

it.each([
  ['a lone carriage return', 'x = 1\n# x\rimport os\n', /lone carriage return/],
  ['an encoding that hides code', '# coding: unicode_escape\n# \\u000aimport os\n', /encoding unicode_escape/],
  ['utf-7 on the second line', '#!/usr/bin/python\n# -*- coding: utf-7 -*-\n# +AAo-x\n', /encoding utf-7/],
])('does not judge a file with %s', async (_name, text, reason) => {
  const result = await runChecks(quality, { old: {}, new: { 'a.py': text } }, { only });
  expect(result.reports).toEqual([]);
  expect(result.unavailable).toEqual([
    expect.objectContaining({ path: 'a.py', reason: expect.stringMatching(reason) }),
  ]);
});

it.each(['# -*- coding: utf-8 -*-', '# vim: set fileencoding=latin-1 :', '# coding=us-ascii'])(
  'judges a file that declares a plain encoding: %s',
  async (line) => {
    const text = `${line}\nx = 1\r\n`;
    const result = await runChecks(quality, { old: {}, new: { 'a.py': text } }, { only });
    expect(result.unavailable).toEqual([]);
  },
);
