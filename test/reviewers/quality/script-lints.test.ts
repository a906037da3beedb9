import { describe, expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { SCRIPT_LINTS } from '../../../reviewers/quality/script-lints.ts';
import { places, runChecks } from '../check-table.ts';
import { SCRIPT_EXAMPLES as TABLE } from '../../../reviewers/quality/examples/script-examples.ts';

const only = ['script-lints'];

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

  it('leaves the next build of a bundle to its sources, and no new one', async () => {
    const map = (path: string) => `//# sourceMappingURL=${path}.map\n`;
    const old = { 'dist/a.js': `f();\n${map('a.js')}`, 'dist/b.js': 'f();\n' };
    const slip = 'if (x === NaN) f();\n';
    const now = Object.fromEntries(['a', 'b', 'c'].map((name) => [`dist/${name}.js`, `${slip}${map(`${name}.js`)}`]));
    const { reports, unjudged } = await runChecks(quality, { old, new: now }, { only });
    expect(places(reports)).toEqual(['use-isnan dist/b.js:1', 'use-isnan dist/c.js:1']);
    // Nothing was told, and nothing was found clean.
    expect(unjudged).toEqual(['dist/a.js']);
  });

  it('takes both sides of a conditional expression for two paths', async () => {
    const tree = {
      'a.js': 'new Promise((done, fail) => {\n  f((e) => {\n    e ? fail(e) : done(1);\n  });\n});\n',
      'b.js': 'new Promise((done, fail) => {\n  f((e) => {\n    e\n      ? fail(e)\n      : done(1);\n  });\n});\n',
      'c.js': 'new Promise((done, fail) => {\n  fail(1);\n  done(1);\n});\n',
    };
    const { reports } = await runChecks(quality, { old: {}, new: tree }, { only });
    expect(places(reports)).toEqual(['no-multiple-resolved c.js:3']);
  });

  it('leaves what ends a branch by habit behind code that never gets there', async () => {
    const endless = 'while (true) {\n      f();\n    }';
    const tree = {
      'a.js': `switch (x) {\n  case 1: {\n    ${endless}\n    break;\n  }\n}\n`,
      'b.js': `switch (x) {\n  case 1: {\n    ${endless}\n    g();\n  }\n}\n`,
    };
    const { reports } = await runChecks(quality, { old: {}, new: tree }, { only });
    expect(places(reports)).toEqual(['no-unreachable b.js:6']);
  });

  it('leaves fixtures alone, and folds in tests what tests do on purpose', async () => {
    const tree = {
      'test/fixtures/bad.js': 'if (x === NaN) f();\n',
      'test/a.test.ts': 'expect(a === a).toBe(true);\nif (x === NaN) f();\nexpect(x);\n',
    };
    const { reports, read } = await runChecks(quality, { old: {}, new: tree }, { only });
    const [open, folded] = [true, false].map((wanted) =>
      places(reports.filter(({ confidence = 1000 }) => confidence > 200 === wanted)),
    );
    expect(open).toEqual(['valid-expect test/a.test.ts:3']);
    expect(folded).toEqual(['use-isnan test/a.test.ts:2']);
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
  const cases: Readonly<Record<string, { path?: string; old?: string; now: string; places: string[] }>> = {
    'parsed before': { old: 'f();\ng();\n', now: 'f(;\ng();\n', places: ['syntax-error a.js:1'] },
    'is a new piece of documentation': { path: 'docs/a.js', now: 'f(...\n', places: [] },
    'is new': { now: 'f();\nlet = = 1;\n', places: ['syntax-error a.js:2'] },
    'did not parse before': { old: 'type = = ;\n', now: 'type = = ;\nf();\n', places: [] },
    'is a template': { now: 'const a = {{ cookiecutter.name }};\n', places: [] },
    'is Flow': { now: '// @flow\nconst a: ?string = (b: any);\n', places: [] },
    'has conflict markers, which another check reports': {
      now: '<<<<<<< a\nf();\n=======\ng();\n>>>>>>> b\n',
      places: [],
    },
  };
  it.each(Object.entries(cases))('%s', async (_, { path = 'a.js', old, now, places: expected }) => {
    const change = { old: old === undefined ? {} : { [path]: old }, new: { [path]: now } };
    const result = await runChecks(quality, change, { only });
    expect(places(result.reports)).toEqual(expected);
    // What is found counts, and no silence does.
    expect(result.unavailable).toHaveLength(1);
  });
});
