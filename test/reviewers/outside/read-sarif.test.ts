import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSarif } from '../../../reviewers/outside/read-sarif.ts';
import { ReviewerReport } from '../../../schemas/report.ts';
import { InputError } from '../../../schemas/problem.ts';
import { runs } from '../../support/soak.ts';

function fixture(name: string, root?: string) {
  const text = readFileSync(new URL(`../../fixtures/sarif/${name}.sarif`, import.meta.url), 'utf8');
  const reports = readSarif(text, `${name}.sarif`, root);
  for (const report of reports) ReviewerReport.parse(report);
  expect(reports).toHaveLength(1);
  return reports[0];
}

/** A file with one run of a tool named `tool`. */
function log(run: Record<string, unknown>): string {
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'tool' } }, ...run }] });
}

function resultOf(result: Record<string, unknown>, run: Record<string, unknown> = {}) {
  return readSarif(log({ ...run, results: [{ message: { text: 'm' }, ...result }] }), 'x.sarif')[0]?.findings[0];
}

const at = (uri: string, region?: Record<string, unknown>) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri }, ...(region === undefined ? {} : { region }) } }],
});

describe('the shapes of real tools', () => {
  it('ESLint: absolute addresses under the repository, a parse error, a suppressed result', () => {
    const report = fixture('eslint', '/home/ci/shop');
    expect(report).toMatchObject({
      reviewer: 'ESLint',
      status: 'failed',
      required: true,
      rules: null,
      gaps: [{ check: 'ESL0999', path: 'src/broken.js', kind: 'failed', reason: 'Parsing error: Unexpected token' }],
    });
    expect(report?.reason).toContain('the tool did not finish');
    expect(report?.reason).toContain('1 of its results were suppressed in the tool');
    expect(report?.findings[0]).toMatchObject({
      rule: 'ESLint/no-unused-vars',
      origin: 'outside',
      severity: 'warning',
      confidence: 700,
      location: { path: 'src/cart total.js', side: 'new', startLine: 7, endLine: 7 },
      evidence: 'const total = sum(items);',
      references: ['https://eslint.org/docs/latest/rules/no-unused-vars'],
    });
    expect(report?.findings[1]).toMatchObject({ confidence: 0 });
    expect(report?.findings[1]?.explanation).toContain('Suppressed in its tool: kept for the old browser.');
  });

  it('ESLint without knowing the root: every finding is kept, none of them on a guessed file', () => {
    const report = fixture('eslint');
    expect(report?.findings.map((finding) => finding.location)).toEqual([null, null]);
    expect(report?.findings[0]?.explanation).toContain(
      'At file:///home/ci/shop/src/cart%20total.js:7, outside the repository.',
    );
    expect(report?.reason).toContain('2 of its results lie outside the repository');
  });

  it('CodeQL: rules in extensions, artifacts by index, security-severity, precision, CWE tags, links in messages', () => {
    const report = fixture('codeql');
    expect(report).toMatchObject({ reviewer: 'CodeQL', status: 'ok' });
    expect(report?.gaps).toEqual([
      {
        check: 'js/diagnostics/extraction-errors',
        path: null,
        kind: 'unavailable',
        reason: 'Extraction failed in src/odd.js with error Unexpected token',
      },
    ]);
    expect(report?.findings[0]).toMatchObject({
      rule: 'CodeQL/js/sql-injection',
      severity: 'critical',
      confidence: 850,
      location: { path: 'src/db.js', side: 'new', startLine: 12, endLine: 12 },
      title: 'This query string depends on a user-provided value.',
      references: ['CWE-89', 'CWE-943'],
    });
    expect(report?.findings[0]?.explanation).toContain('Use query parameters.');
  });

  it('Semgrep: a slugged name, the whole line as a snippet, text said once', () => {
    expect(fixture('semgrep')?.findings[0]).toMatchObject({
      reviewer: 'semgrep-oss',
      rule: 'semgrep-oss/python.lang.security.audit.eval-detected',
      severity: 'critical',
      confidence: 950,
      evidence: '    return eval(expr)',
      title: 'Detected the use of eval().',
      explanation: 'Detected the use of eval(). eval() can be dangerous if used to evaluate dynamic content.',
      references: ['CWE-95', 'https://semgrep.dev/r/python.lang.security.audit.eval-detected'],
    });
  });

  it('Trivy: a base that is the root of the file system, line 0, a region that ends before a line', () => {
    const findings = fixture('trivy')?.findings;
    expect(findings?.[0]).toMatchObject({
      severity: 'critical',
      location: { path: 'package-lock.json', startLine: 31, endLine: 34 },
    });
    expect(findings?.[1]).toMatchObject({
      severity: 'warning',
      location: { path: 'package-lock.json', startLine: null, endLine: null },
    });
  });

  it('ruff: absolute addresses, a file of the system', () => {
    const report = fixture('ruff', '/srv/build/shop');
    expect(report?.findings[0]).toMatchObject({ rule: 'ruff/F401', location: { path: 'app/main.py', startLine: 1 } });
    expect(report?.findings[1]?.location).toBeNull();
  });
});

describe('reading SARIF', () => {
  it.each([
    ['src/a.ts', 'src/a.ts'],
    ['./src/./a.ts', 'src/a.ts'],
    ['src/../lib/a.ts', 'lib/a.ts'],
    ['src\\win\\a.ts', 'src/win/a.ts'],
    ['100%.txt', '100%.txt'],
    ['a%20b%23.ts', 'a b#.ts'],
    ['%C3%BC.ts', 'ü.ts'],
    ['bad%FFname', 'bad\udcffname'],
    ['../outside.ts', null],
    ['/etc/passwd', null],
    ['file:///etc/passwd', null],
    ['https://example.org/a.ts', null],
    ['C:\\work\\a.ts', null],
  ])('the place of %j is %j', (uri, path) => {
    expect(resultOf(at(uri))?.location?.path ?? null).toBe(path);
  });

  it.each([
    ['/repo', 'file:///repo/src/a.ts', 'src/a.ts'],
    ['/repo/', '/repo/src/a.ts', 'src/a.ts'],
    ['C:\\repo', 'file:///c:/repo/src/a.ts', 'src/a.ts'],
    ['/repo', 'file:///repository/src/a.ts', null],
    ['/repo', 'file:///repo/../etc/passwd', null],
  ])('under the root %j, %j is %j', (root, uri, path) => {
    const [report] = readSarif(log({ results: [{ message: { text: 'm' }, ...at(uri) }] }), 'x.sarif', root);
    expect(report?.findings[0]?.location?.path ?? null).toBe(path);
  });

  it('joins bases, and takes the outermost as the root of the repository', () => {
    const originalUriBaseIds = {
      SHOP: { uri: 'packages/shop/', uriBaseId: 'ROOT' },
      ROOT: { uri: 'file:///ci/repo/' },
    };
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'a.ts', uriBaseId: 'SHOP' } } }];
    expect(resultOf({ locations }, { originalUriBaseIds })?.location?.path).toBe('packages/shop/a.ts');
  });

  it('does not go round in circles', () => {
    const originalUriBaseIds = { A: { uri: 'a/', uriBaseId: 'B' }, B: { uri: 'b/', uriBaseId: 'A' } };
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'x.ts', uriBaseId: 'A' } } }];
    expect(resultOf({ locations }, { originalUriBaseIds })?.location?.path).toMatch(/x\.ts$/);
  });

  it.each([
    [{ startLine: 4 }, 4, 4],
    [{ startLine: 4, endLine: 6 }, 4, 6],
    [{ startLine: 4, endLine: 5, endColumn: 1 }, 4, 4],
    [{ startLine: 4, endLine: 2 }, 4, 4],
    [{ charOffset: 9 }, null, null],
  ])('region %j is lines %s to %s', (region, startLine, endLine) => {
    expect(resultOf(at('a.ts', region))?.location).toMatchObject({ startLine, endLine });
  });

  it.each([
    ['a level', { level: 'note' }, {}, 'suggestion'],
    ['no level', {}, {}, 'warning'],
    ['an error of a linter', { level: 'error' }, {}, 'warning'],
    ['an error about security', { level: 'error' }, { tags: ['security'] }, 'critical'],
    ['a score of the rule', { level: 'note' }, { 'security-severity': '9.1' }, 'critical'],
    ['a score of the result', { properties: { 'security-severity': 4 } }, { 'security-severity': '9.1' }, 'warning'],
    ['a low score', {}, { 'security-severity': '3.9' }, 'suggestion'],
    ['a score that is none', { level: 'error' }, { 'security-severity': 'high' }, 'warning'],
    ['something to look at', { kind: 'review' }, {}, 'suggestion'],
  ])('the severity of %s', (_, result, properties, severity) => {
    const tool = { driver: { name: 'tool', rules: [{ id: 'r', properties }] } };
    expect(resultOf({ ruleId: 'r', ...result }, { tool })?.severity).toBe(severity);
  });

  it('takes messages from the rule and fills in arguments', () => {
    const rules = [{ id: 'r', messageStrings: { unused: { text: "'{0}' of {{1}} is {1}, {2}." } } }];
    const message = { id: 'unused', arguments: ['x', 'never used'] };
    expect(resultOf({ ruleId: 'r/sub', message }, { tool: { driver: { name: 'tool', rules } } })?.title).toBe(
      "'x' of {1} is never used, {2}.",
    );
  });

  it('takes rank as confidence and further places into the text', () => {
    const locations = [...at('a.ts', { startLine: 1 }).locations, ...at('b.ts', { startLine: 2 }).locations];
    const finding = resultOf({ rank: 42.5, locations });
    expect(finding?.confidence).toBe(425);
    expect(finding?.explanation).toContain('Also at b.ts:2.');
  });

  it('makes no finding of what passed, and keeps those that were rejected as suppressions', () => {
    const results = [
      { kind: 'pass', message: { text: 'fine' } },
      { kind: 'notApplicable', message: { text: 'no' } },
      { baselineState: 'absent', message: { text: 'gone' } },
      { suppressions: [{ kind: 'external', status: 'rejected' }], message: { text: 'stands' } },
    ];
    const [report] = readSarif(log({ results }), 'x.sarif');
    expect(report?.findings.map((finding) => [finding.title, finding.confidence])).toEqual([['stands', 700]]);
  });

  it('takes the runs of one tool together; the worst end counts', () => {
    const run = { tool: { driver: { name: 'CodeQL' } } };
    const results = [{ message: { text: 'm' } }];
    const text = JSON.stringify({
      version: '2.1.0',
      runs: [
        { ...run, results },
        { ...run, results: null },
        { ...run, results },
      ],
    });
    const reports = readSarif(text, 'x.sarif');
    expect(reports).toMatchObject([
      { reviewer: 'CodeQL', status: 'failed', reason: 'the tool did not get as far as results' },
    ]);
    expect(new Set(reports[0]?.findings.map((finding) => finding.id)).size).toBe(2);
  });

  it('takes a fix over when it replaces exactly the lines of the finding', () => {
    const deletedRegion = { startLine: 3, endLine: 4 };
    const fixes = [
      {
        artifactChanges: [
          {
            artifactLocation: { uri: 'a.ts' },
            replacements: [{ deletedRegion, insertedContent: { text: 'let x;\n' } }],
          },
        ],
      },
    ];
    expect(resultOf({ ...at('a.ts', deletedRegion), fixes })?.replacement).toBe('let x;');
    expect(resultOf({ ...at('a.ts', { startLine: 3 }), fixes })?.replacement).toBeNull();
  });

  it.each<readonly [region: Record<string, unknown>, uri: string, startLine: number | null]>([
    [{ startLine: 'x' }, 'a', null],
    [{ startLine: 1e300 }, 'a', null],
    [{ startLine: -1 }, 'a', null],
    [{ startLine: 0 }, 'a#L2', 2],
    [{ startLine: 4.5 }, 'a', null],
    [{ startLine: 3, endLine: -1 }, 'a', 3],
    [{ startLine: 3, startColumn: -1 }, 'a', 3],
    [{ startLine: 3, snippet: 'x' }, 'a', 3],
    [{ startLine: 3 }, 'a#L9', 3],
    [{}, 'a#L2-L5', 2],
    [{}, 'a%20b.js#L7C3', 7],
    [{ charOffset: 120, charLength: 4 }, 'a', null],
  ])('a region %j of %s begins in line %s, and costs nothing else', (region, uri, startLine) => {
    const [report] = readSarif(
      log({ results: [{ message: { text: 'm' }, ...at(uri, region) }, { message: { text: 'n' } }] }),
      'x',
    );
    expect(report?.findings.map(({ title }) => title)).toEqual(['m', 'n']);
    const path = uri.replace(/#.*/, '').replace('%20', ' ');
    expect(report?.findings[0]?.location).toMatchObject({ path, startLine });
  });

  it.each<readonly [odd: Record<string, unknown>, expected: Record<string, unknown>]>([
    [{ level: 'info' }, { severity: 'suggestion' }],
    [{ level: 'INFORMATIONAL' }, { severity: 'suggestion' }],
    [{ level: 'Critical', properties: { tags: ['security'] } }, { severity: 'critical' }],
    [{ level: 'moderate' }, { severity: 'warning' }],
    [{ level: 7 }, { severity: 'warning' }],
    [{ kind: 'failure' }, { severity: 'warning' }],
    [{ ruleId: '' }, { rule: 'tool/finding' }],
    [{ ruleId: 5 }, { rule: 'tool/finding' }],
    [{ ruleIndex: -2, ruleId: 'r' }, { rule: 'tool/r' }],
    [{ rank: 150 }, { title: 'm' }],
    [{ rank: {} }, { confidence: 700 }],
    [{ guid: 5 }, { title: 'm' }],
    [{ properties: [] }, { title: 'm' }],
    [{ suppressions: 'none' }, { confidence: 700 }],
    [{ fixes: [{ artifactChanges: null }] }, { replacement: null }],
    [{ locations: [null] }, { location: null }],
    [{ locations: { physicalLocation: {} } }, { location: null }],
    [{ relatedLocations: [3] }, { title: 'm' }],
    [{ message: 'm' }, { title: 'finding' }],
    [{ message: null }, { title: 'finding' }],
  ])('the odd value %j costs itself', (odd, expected) => {
    const [report] = readSarif(log({ results: [{ message: { text: 'm' }, ...odd }, { message: { text: 'n' } }] }), 'x');
    expect(report?.findings).toHaveLength(2);
    expect(report?.findings[0]).toMatchObject(expected);
    ReviewerReport.parse(report);
  });

  it('says how many of the results are none', () => {
    const [report] = readSarif(log({ results: [{ message: { text: 'm' } }, null, 'x', 5, []] }), 'x');
    expect(report?.findings).toHaveLength(1);
    expect(report?.gaps).toEqual([
      { check: 'sarif', path: null, kind: 'failed', reason: '4 of its 5 results cannot be read: not an object' },
    ]);
  });

  const PACK = 'a3b6f1c2-0000-4000-8000-00000000000a';
  const rule = (id: string, level: string, more: object = {}) => ({ id, defaultConfiguration: { level }, ...more });
  const packs = {
    tool: {
      driver: { name: 'tool', rules: [rule('r', 'note', { guid: 'AAAA' }), null, rule('deep', 'note')] },
      extensions: [
        { name: 'first', rules: [rule('x', 'note')] },
        { name: 'pack', guid: PACK, rules: [rule('x', 'error', { properties: { tags: ['security'] } })] },
      ],
    },
  };

  it.each<readonly [how: string, result: Record<string, unknown>, rule: string, severity: string]>([
    ['by the index of its extension', { rule: { index: 0, toolComponent: { index: 1 } } }, 'tool/x', 'critical'],
    [
      'by the GUID of its extension',
      { rule: { id: 'x', toolComponent: { guid: PACK.toUpperCase() } } },
      'tool/x',
      'critical',
    ],
    ['by the name of its extension', { ruleId: 'x', rule: { toolComponent: { name: 'pack' } } }, 'tool/x', 'critical'],
    ['by the first that has the name', { ruleId: 'x' }, 'tool/x', 'suggestion'],
    ['by its own GUID', { rule: { guid: 'aaaa' } }, 'tool/r', 'suggestion'],
    ['as a case of another', { ruleId: 'deep/er/case' }, 'tool/deep/er/case', 'suggestion'],
    ['by the index behind one that is none', { ruleIndex: 2 }, 'tool/deep', 'suggestion'],
    ['at an index that is none', { ruleIndex: 1 }, 'tool/finding', 'warning'],
  ])('a rule is found %s', (_, result, id, severity) => {
    expect(resultOf(result, packs)).toMatchObject({ rule: id, severity });
  });

  it.each<readonly [how: string, descriptor: Record<string, unknown> | null, severity: string]>([
    ['by name', { id: 'r' }, 'warning'],
    ['by index', { index: 0 }, 'warning'],
    ['by GUID', { guid: 'AAAA' }, 'warning'],
    ['of another rule', { id: 'deep' }, 'suggestion'],
    ['of nothing', null, 'suggestion'],
  ])('the level that the run configured counts, %s', (_, descriptor, severity) => {
    const ruleConfigurationOverrides = [{ descriptor, configuration: { level: 'warning' } }];
    const run = { ...packs, invocations: [{ executionSuccessful: true, ruleConfigurationOverrides }] };
    expect(resultOf({ ruleId: 'r' }, run)).toMatchObject({ severity });
  });

  it.each([
    ['not JSON', '{', 'The file is not JSON'],
    ['empty', '', 'The file is empty.'],
    ['another version', '{"version":"2.0.0","runs":[]}', '$.version: only SARIF version "2.1.0" is understood'],
    ['no runs', '{"version":"2.1.0"}', '$.runs: '],
    ['runs that are no list', '{"version":"2.1.0","runs":{}}', '$.runs: '],
    ['a tool without a name', log({ tool: { driver: {} } }), '$.runs[0].tool.driver.name: '],
    ['results that are no list', log({ results: 'x' }), '$.runs[0].results: '],
  ])('refuses a file that is %s', (_, text, message) => {
    const read = () => readSarif(text, 'bad.sarif');
    expect(read).toThrow(InputError);
    expect(read).toThrow(expect.objectContaining({ where: 'bad.sarif', message: expect.stringContaining(message) }));
  });

  it('passes over a byte order mark', () => {
    expect(readSarif(`\uFEFF${log({ results: [] })}`, 'x.sarif')).toHaveLength(1);
  });

  it('answers valid reports or one InputError, whatever the file holds', () => {
    /** What reading ends in, when it is neither. */
    const surprise = (text: string): unknown => {
      try {
        readSarif(text, 'x.sarif').forEach((report) => ReviewerReport.parse(report));
        return null;
      } catch (error) {
        return error instanceof InputError ? null : error;
      }
    };
    const result = fc.oneof(
      fc.dictionary(fc.constantFrom('message', 'level', 'kind', 'rank'), fc.jsonValue()),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(result, fc.jsonValue(), fc.string(), (odd, location, uri) => {
        const results = [
          { message: { text: 'm' }, locations: [location] },
          { message: { text: uri }, ...at(uri) },
        ];
        expect(surprise(log({ results }))).toBeNull();
        expect(surprise(log({ results: [odd] }))).toBeNull();
      }),
      { numRuns: runs(200, 10_000) },
    );
  });
});
