import { describe, expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { places, runChecks } from '../check-table.ts';

const CONFLICT = 'a();\n<<<<<<< HEAD\nb();\n||||||| 1234567\nc();\n=======\nd();\n>>>>>>> topic/x\ne();\n';

interface Case {
  readonly path: string;
  readonly text: string;
  /** Lines that are reported. */
  readonly lines: readonly number[];
  /** Lines that are reported when there is nothing but the diff, where that differs. */
  readonly diffOnly?: readonly number[];
}

const CASES: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'conflict-markers': {
    'a conflict in code': { path: 'a.js', text: CONFLICT, lines: [2] },
    'a conflict in a language without a parser here': { path: 'a.go', text: CONFLICT, lines: [2] },
    'a conflict in data': {
      path: 'package.json',
      text: '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> x\n}\n',
      lines: [2],
    },
    'carriage returns': { path: 'a.go', text: CONFLICT.replaceAll('\n', '\r\n'), lines: [2] },
    'two conflicts': { path: 'a.py', text: `${CONFLICT}${CONFLICT}`, lines: [2, 11] },
    'only the end is left': { path: 'a.c', text: 'a();\n>>>>>>> topic\n', lines: [2] },
    'only the beginning is left': { path: 'a.c', text: '<<<<<<< HEAD\na();\n', lines: [1] },
    'a heading in rst': { path: 'a.rst', text: 'Title\n=======\n', lines: [] },
    'a heading in markdown': { path: 'a.md', text: 'Title\n=======\n', lines: [] },
    'a heading in a docstring': { path: 'a.py', text: '"""\nHeading\n=======\n"""\n', lines: [] },
    'a guide to merging': {
      path: 'docs/merge.md',
      text: `# Merging\n\n\`\`\`\n${CONFLICT}\`\`\`\n`,
      lines: [],
      diffOnly: [5],
    },
    'a conflict in prose': { path: 'docs/guide.md', text: `# Guide\n\n${CONFLICT}`, lines: [4] },
    'a conflict in a changelog without an extension': { path: 'CHANGELOG', text: CONFLICT, lines: [2] },
    'a conflict in reStructuredText': { path: 'docs/a.rst', text: CONFLICT, lines: [2] },
    'half a conflict in prose': { path: 'a.txt', text: 'a\n<<<<<<< HEAD\nb\n', lines: [] },
    'a conflict in a notebook': { path: 'a.ipynb', text: `{\n${CONFLICT}}\n`, lines: [3] },
    'a patch': { path: 'a.patch', text: CONFLICT, lines: [] },
    'a heading without an extension': { path: 'CHANGELOG', text: 'Version 1\n=======\n', lines: [] },
    'a longer rule': { path: 'a.sh', text: '#!/bin/sh\n# <<<<<<<\n<<<<<<<<\n========\n>>>>>>>>\n', lines: [] },
    'shift operators': { path: 'a.py', text: 'print(1 <<\n2)\n', lines: [] },
    'a here document': { path: 'a.sh', text: 'cat <<<<<<< x\n', lines: [] },
    'a string of code, as the parser knows': {
      path: 'a.test.js',
      text: `const s = \`\n${CONFLICT}\`;\n`,
      lines: [],
      diffOnly: [3],
    },
    'a fixture': { path: 'test/fixtures/conflict.c', text: CONFLICT, lines: [] },
  },
  'focused-tests': {
    'it.only': { path: 'a.test.ts', text: "it.only('a', () => {});\n", lines: [1] },
    'describe.only': { path: 'test/a.js', text: "describe.only('a', () => {});\n", lines: [1] },
    'fdescribe and fit': {
      path: 'a.spec.js',
      text: "fdescribe('a', () => {\n  fit('b', () => {});\n});\n",
      lines: [1, 2],
    },
    'test.concurrent.only.each': {
      path: 'a.test.ts',
      text: "test.concurrent.only.each([1])('a', () => {});\n",
      lines: [1],
    },
    'only with a template': { path: 'a.test.tsx', text: 'it.only.each`a`(`b`, () => {});\n', lines: [1] },
    rspec: { path: 'spec/a_spec.rb', text: "fdescribe 'a' do\n  fit 'b' do\n  end\nend\n", lines: [1, 2] },
    'a string': { path: 'a.test.ts', text: "it('rejects it.only(', () => { f(\"it.only('a')\"); });\n", lines: [] },
    'a template string of several lines': {
      path: 'a.test.ts',
      text: "const s = `\nit.only('a', f)\n`;\n",
      lines: [],
      diffOnly: [2],
    },
    'a comment': { path: 'a.test.ts', text: "// it.only('a', f)\n/* describe.only('b', f) */\n", lines: [] },
    'a comment of several lines': { path: 'a.test.ts', text: "/*\nit.only('a', f)\n*/\n", lines: [], diffOnly: [2] },
    'no test file': { path: 'src/runner.ts', text: "it.only('a', f);\n", lines: [] },
    'a method called fit': { path: 'a.test.ts', text: "model.fit('a');\nfit(xs, ys);\n", lines: [] },
    'a helper called only': {
      path: 'a.test.ts',
      text: "program.only('a');\nonly('a');\nmy.it.only('a');\n",
      lines: [],
    },
    documentation: { path: 'test/README.md', text: "Never commit `it.only('a')`.\n", lines: [] },
  },
  'debugger-statements': {
    'in JavaScript': { path: 'a.js', text: 'f();\ndebugger;\n', lines: [2] },
    'behind code': { path: 'a.tsx', text: 'if (x) { debugger }\n', lines: [1] },
    'breakpoint in Python': { path: 'a.py', text: 'def f():\n    breakpoint()\n', lines: [2] },
    'pdb on one line': { path: 'a.py', text: 'import pdb; pdb.set_trace()\n', lines: [1] },
    ipdb: { path: 'a.py', text: 'ipdb.set_trace(context=5)\n', lines: [1] },
    'in Ruby, not in a program that a test writes': {
      path: 'b.rb',
      text: 'write <<~RUBY\n  binding.irb\n  byebug\nRUBY\nbinding.irb\n',
      lines: [5],
      diffOnly: [2, 3, 5],
    },
    'in Ruby': { path: 'a.rb', text: 'def a\n  binding.pry\nend\nbyebug if x\n', lines: [2, 4] },
    'in Elixir': { path: 'a.ex', text: 'require IEx; IEx.pry\n', lines: [1] },
    'in Vue': { path: 'a.vue', text: '<script>\ndebugger;\n</script>\n', lines: [2] },
    'strings and comments': {
      path: 'a.js',
      text: 'const s = "debugger;"; // debugger;\n/* debugger; */\n * debugger;\nconst t = \'debugger\';\n',
      lines: [],
    },
    'a comment of several lines': { path: 'a.js', text: '/*\ndebugger;\n*/\n', lines: [], diffOnly: [2] },
    'names with debugger in them': {
      path: 'a.js',
      text: 'o.debugger; isdebugger(); const o = { debugger: 1 };\n',
      lines: [],
    },
    'a docstring': { path: 'a.py', text: '"""\nbreakpoint()\n"""\n', lines: [], diffOnly: [2] },
    'a Python string and comment': { path: 'a.py', text: "x = 'breakpoint()'  # pdb.set_trace()\n", lines: [] },
    'a method called breakpoint': {
      path: 'a.py',
      text: 'gdb.breakpoint()\ndef breakpoint(x): pass\nbreakpoint(1)\n',
      lines: [],
    },
    documentation: { path: 'docs/debugging.md', text: 'Write `debugger;` or\n\n    breakpoint()\n', lines: [] },
    'a fixture': { path: 'testdata/a.js', text: 'debugger;\n', lines: [] },
  },
};

describe.each(Object.entries(CASES))('%s', (check, cases) => {
  it.each(Object.entries(cases))('%s', async (_, { path, text, lines, diffOnly }) => {
    const change = { old: {}, new: { [path]: text } };

    const whole = await runChecks(quality, change, { only: [check] });
    const diff = await runChecks(quality, change, { only: [check], contents: 'diff-only' });

    const lineNumbers = (result: typeof whole): unknown[] => result.reports.map((report) => report.location?.startLine);
    expect(lineNumbers(whole)).toEqual(lines);
    expect(lineNumbers(diff)).toEqual(diffOnly ?? lines);
    for (const { evidence, location } of whole.reports) {
      expect(evidence).toBe(text.split('\n')[(location?.startLine ?? 0) - 1]?.replace(/\r$/, ''));
    }
    expect([...whole.unavailable, ...whole.skipped, ...diff.unavailable, ...diff.skipped]).toEqual([]);
  });

  it('looks at added lines only', async () => {
    const bad = Object.values(cases).filter(({ lines }) => lines.length > 0);
    const tree = Object.fromEntries(bad.map(({ text, path }, index) => [`d${index}/${path}`, text]));
    const grown = Object.fromEntries(Object.entries(tree).map(([path, text]) => [path, `\n\n\n\n${text}\n\n`]));
    expect(places((await runChecks(quality, { old: tree, new: grown }, { only: [check] })).reports)).toEqual([]);
    expect(places((await runChecks(quality, { old: tree, new: {} }, { only: [check] })).reports)).toEqual([]);
  });
});
