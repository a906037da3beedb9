import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { banditCases } from '../../../scripts/suites/bandit.ts';
import { brakemanCases } from '../../../scripts/suites/brakeman.ts';
import { findSecBugsCases } from '../../../scripts/suites/find-sec-bugs.ts';
import { gosecCases } from '../../../scripts/suites/gosec.ts';
import { hadolintCases } from '../../../scripts/suites/hadolint.ts';
import type { LabelledCase } from '../../../scripts/suites/labelled-case.ts';
import { lineCases } from '../../../scripts/suites/lines.ts';
import { squawkCases } from '../../../scripts/suites/squawk.ts';
import { zizmorCases } from '../../../scripts/suites/zizmor.ts';
import { temporaryFolder } from '../../history/builders.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** `path class lines bad|good`, a left-out one with `aside`. */
const marksOf = (cases: readonly LabelledCase[]): string[] =>
  cases.flatMap(({ path, marks }) =>
    marks.map(({ name, lines, bad, aside }) =>
      [path, name, lines?.join('-') ?? 'all', bad ? 'bad' : 'good', ...(aside === true ? ['aside'] : [])].join(' '),
    ),
  );

test('bandit: what its program says, by lines; a file of which it says nothing has no mark', () => {
  const root = folderOf({
    'examples/exec.py': 'import os\nos.system(\n  x)\n',
    'examples/okay.py': 'a = 1\n',
    'labels.json': JSON.stringify({
      results: [{ filename: 'examples/exec.py', test_id: 'B605', test_name: 'start_process', line_range: [2, 3] }],
    }),
  });
  const cases = banditCases(join(root, 'examples'), join(root, 'labels.json'));
  expect(marksOf(cases)).toEqual(['src/exec.py B605 start_process 2-3 bad']);
  expect(cases.map(({ path }) => path).toSorted()).toEqual(['src/exec.py', 'src/okay.py']);
});

test('bandit: what its program itself calls harmless is aside', () => {
  const told = (test_id: string, line: number, issue_severity: string) => ({
    filename: 'examples/a.py',
    test_id,
    test_name: 'x',
    line_range: [line],
    issue_severity,
  });
  const results = [
    told('B602', 1, 'LOW'),
    told('B602', 2, 'HIGH'),
    told('B308', 3, 'MEDIUM'),
    told('B308', 4, 'MEDIUM'),
    told('B703', 4, 'MEDIUM'),
  ];
  const root = folderOf({ 'examples/a.py': 'a\n', 'labels.json': JSON.stringify({ results }) });
  expect(marksOf(banditCases(join(root, 'examples'), join(root, 'labels.json')))).toEqual([
    'src/a.py B602 x 1-1 bad aside',
    'src/a.py B602 x 2-2 bad',
    'src/a.py B308 x 3-3 bad aside',
    'src/a.py B308 x 4-4 bad',
    'src/a.py B703 x 4-4 bad',
  ]);
});

test('gosec: each sample is bad or good as a whole, by how many findings are expected', () => {
  const root = folderOf({
    'g204_samples.go':
      'var A = []CodeSample{\n{[]string{`package main\n`}, 1, c},\n{[]string{`package a\n`, `package b\n`}, 0, c},\n}',
    'other.go': '{[]string{`x`}, 1, c}',
  });
  const cases = gosecCases(root);
  expect(marksOf(cases)).toEqual(['src/g204_0.go G204 all bad', 'src/g204_1.go G204 all good']);
  expect(cases[1]?.text).toBe('package a\n\npackage b\n');
});

test('brakeman: an expectation of any test outweighs its absence in another; templates are a class of their own, notes on versions are aside', () => {
  const root = folderOf({
    'apps/shop/app/models/user.rb': 'one\ntwo\n',
    'apps/shop/app/views/a.html.erb': '<%= x %>\n',
    'tests/shop.rb': [
      'def report; run_scan "shop"; end',
      '  def test_a',
      '    assert_no_warning :warning_type => "SQL Injection", :line => 2, :relative_path => "app/models/user.rb"',
      '  end',
      '  def test_b',
      '    assert_warning :warning_type => "SQL Injection", :line => 2, :relative_path => "app/models/user.rb"',
      '  end',
      '  def test_c',
      '    assert_no_warning warning_type: "Redirect", line: 1, relative_path: "app/models/user.rb"',
      '  end',
      '  def test_d',
      '    assert_warning warning_type: "Cross-Site Scripting", message: /^Rails 2.3 has/, line: 1, relative_path: "app/views/a.html.erb"',
      '  end',
    ].join('\n'),
  });
  expect(marksOf(brakemanCases(root)).toSorted()).toEqual([
    'shop/app/models/user.rb Redirect 1-1 good',
    'shop/app/models/user.rb SQL Injection 2-2 bad',
    'shop/app/views/a.html.erb Cross-Site Scripting (template) 1-1 bad aside',
  ]);
});

test('find-sec-bugs: by line where one is named, by method elsewhere; `never` is good; what is only handed on is aside', () => {
  const root = folderOf({
    'findsecbugs-samples-java/src/A.java': [
      'public class A {',
      '  public void bad(String name) {',
      '    db.query("select " + name);',
      '  }',
      '  public void fine() {',
      '    db.query("x");',
      '  }',
      '  public void handed(String name) {',
      '    db.query(name);',
      '  }',
      '}',
    ].join('\n'),
    'findsecbugs-plugin/src/test/java/ATest.java': [
      'verify(reporter).doReportBug(bugDefinition().bugType("SQL_INJECTION_JDBC").inClass("A").inMethod("bad").atLine(3).build());',
      'verify(reporter, never()).doReportBug(bugDefinition().bugType("SQL_INJECTION_JDBC").inClass("A").inMethod("fine").build());',
      'verify(reporter).doReportBug(bugDefinition().bugType("SQL_INJECTION_JDBC").inClass("A").inMethod("handed").atLine(9).build());',
    ].join('\n'),
  });
  expect(marksOf(findSecBugsCases(root))).toEqual([
    'src/main/java/A.java SQL_INJECTION_JDBC 3-3 bad',
    'src/main/java/A.java SQL_INJECTION_JDBC 5-7 good',
    'src/main/java/A.java SQL_INJECTION_JDBC 9-9 bad aside',
  ]);
});

test('hadolint: a sample without `FROM` gets one; what is about size or style is aside', () => {
  const root = folderOf({
    'DL3004Spec.hs':
      '  it "no sudo" $ ruleCatches "DL3004" "RUN sudo ls"\n  it "fine" $ ruleCatchesNot "DL3004" "FROM a\\nRUN ls"\n',
    'DL3015Spec.hs': '  it "size" $ ruleCatches "DL3015" "RUN apt-get install -y x"\n',
  });
  const cases = hadolintCases(root, '');
  expect(marksOf(cases)).toEqual([
    'DL3004-0-0/Dockerfile DL3004 all bad',
    'DL3004-1-0/Dockerfile DL3004 all good',
    'DL3015-0-0/Dockerfile DL3015 all bad aside',
  ]);
  expect(cases.map(({ text }) => text)).toEqual([
    'FROM debian:12\nRUN sudo ls\n',
    'FROM a\nRUN ls\n',
    'FROM debian:12\nRUN apt-get install -y x\n',
  ]);
});

test("zizmor: what its program says, from the first line of the step on; ignored ones and GitHub's own versions do not count", () => {
  const told = (ident: string, row: number, feature: string, ignored = false) => ({
    ident,
    ignored,
    determinations: { severity: 'High' },
    locations: [
      {
        symbolic: { key: { Local: { verbatim_path: 'test-data/a/b.yml' } }, kind: 'Primary', annotation: '' },
        concrete: { feature, location: { start_point: { row }, end_point: { row } } },
      },
    ],
  });
  const root = folderOf({
    'test-data/a/b.yml':
      'jobs:\n  a:\n    steps:\n      - name: x\n        run: echo\n      - uses: actions/checkout@v4\n',
    'labels.json': JSON.stringify([
      told('template-injection', 4, 'run: echo'),
      told('unpinned-uses', 5, 'actions/checkout@v4'),
      told('artipacked', 5, 'x', true),
    ]),
  });
  expect(marksOf(zizmorCases(join(root, 'test-data'), join(root, 'labels.json')))).toEqual([
    '.github/workflows/a-b.yml template-injection 4-5 bad',
    '.github/workflows/a-b.yml unpinned-uses 6-6 bad aside',
  ]);
});

test('squawk: rules that we have a counterpart of, each test bad or good; old versions of PostgreSQL do not count', () => {
  const one = (name: string, sql: string, verdict: string): string =>
    `    #[test]\n    fn ${name}() {\n        let sql = r#"${sql}"#;\n        ${verdict};\n    }\n`;
  const root = folderOf({
    'ban_drop_table.rs': [
      one('bad', 'DROP TABLE a;', 'lint_errors(sql)'),
      one('good', 'SELECT 1;', 'lint_ok(sql)'),
      one('old', 'DROP TABLE b;', 'lint_errors_with(sql, LinterSettings { pg_version: "9.6" })'),
    ].join('\n'),
    'prefer_text_field.rs': one('style', 'SELECT 1;', 'lint_errors(sql)'),
  });
  expect(marksOf(squawkCases(root))).toEqual([
    'db/postgres/migrations/ban-drop-table-bad/up.sql ban-drop-table all bad',
    'db/postgres/migrations/ban-drop-table-good/up.sql ban-drop-table all good',
  ]);
});

test('lines: rows made by hand; the code beside them comes along without marks', () => {
  const root = folderOf({
    'app/a.js': 'a();\n',
    'app/b.ts': 'b();\n',
    'node_modules/c.js': 'c();\n',
    'labels.txt': 'app/a.js 1 1 path\ngone.js 1 1 path\n',
  });
  const cases = lineCases(root, join(root, 'labels.txt'));
  expect(marksOf(cases)).toEqual(['app/a.js path 1-1 bad']);
  expect(cases.map(({ path }) => path)).toEqual(['app/a.js', 'app/b.ts']);
});
