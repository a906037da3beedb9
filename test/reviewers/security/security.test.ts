import { expect, test } from 'vitest';
import { defineReviewer } from '../../../reviewers/define-reviewer.ts';
import { security } from '../../../reviewers/security/index.ts';
import type { Redaction } from '../../../schemas/change-set.ts';
import { places, runChecks } from '../check-table.ts';

const SINKS = { only: ['dangerous-sinks'] } as const;

test('it has the shape of a reviewer, and every rule names a weakness', () => {
  expect(defineReviewer(security)).toBe(security);
  for (const rule of Object.values(security.rules))
    expect(rule.references).toEqual([expect.stringMatching(/^CWE-\d+$/)]);
});

test('code that stood there before is not reported', async () => {
  const before = 'export const f = (x) => eval(x);\n';

  const result = await runChecks(security, {
    old: { 'a.js': before },
    new: { 'a.js': `${before}export const g = 1;\n` },
  });

  expect(result.reports).toEqual([]);
});

test('a call is reported when the change touches one of its lines', async () => {
  const code = (id: string): string => `db.query(\n  \`SELECT *\n   FROM t\n   WHERE id = ${id}\`,\n);\n`;

  const result = await runChecks(security, { old: { 'a.ts': code('1') }, new: { 'a.ts': code('${id}') } });

  expect(places(result.reports)).toEqual(['sql-injection a.ts:1']);
  expect(result.reports[0]?.failureScenario?.actual).toBe(
    'The database is given: SELECT * FROM t WHERE id = 0 OR 1=1 --',
  );
});

test.each([
  ['db.query(`SELECT * FROM t WHERE id = ${id}`);', 'id', 'SELECT * FROM t WHERE id = 0 OR 1=1 --'],
  [
    'db.query(`SELECT a AS "b" FROM t WHERE n = \'${name}\'`);',
    'name',
    `SELECT a AS "b" FROM t WHERE n = '' OR 1=1 --'`,
  ],
  [
    'db.query(`SELECT * FROM ${tableName} WHERE id = ${id}`);',
    'id',
    'SELECT * FROM ${tableName} WHERE id = 0 OR 1=1 --',
  ],
  ['exec(`${BINARY} --out ${file}`);', 'file', '${BINARY} --out ; touch /tmp/owned #'],
  ["db.query('SELECT * FROM ' + TABLE + ' WHERE id = ' + id);", 'id', 'WHERE id = 0 OR 1=1 --'],
  ["exec(`tar xf '${file}'`);", 'file', "tar xf ''; touch /tmp/owned #'"],
  ['exec(`tar xf ${file}`);', 'file', 'tar xf ; touch /tmp/owned #'],
])('the scenario of %s is true to the code', async (code, part, text) => {
  const result = await runChecks(security, { old: {}, new: { 'a.ts': `${code}\n` } }, SINKS);

  const scenario = result.reports[0]?.failureScenario;
  expect(scenario?.description).toContain(`When \`${part}\` is`);
  expect(scenario?.actual?.endsWith(`: ${text}`)).toBe(true);
});

test('a match that reaches beyond the shown lines is reported on the changed ones', async () => {
  const filler = Array.from({ length: 10 }, (_, index) => `   , column${index}`).join('\n');
  const code = (id: string): string => `db.query(\n  \`SELECT a\n${filler}\n   FROM t\n   WHERE id = ${id}\`,\n);\n`;

  const result = await runChecks(security, { old: { 'a.ts': code('1') }, new: { 'a.ts': code('${id}') } });

  expect(places(result.reports)).toEqual(['sql-injection a.ts:14']);
  expect(result.reports[0]?.evidence).toBe('   WHERE id = ${id}`,');
});

test('text and the call that uses it are one concern', async () => {
  const code = 'function f(db, x) {\n  const sql = `SELECT * FROM t WHERE id = ${x}`;\n  return db.query(sql);\n}\n';
  const call = code.replace('db.query(sql)', 'null');

  const both = await runChecks(security, { old: {}, new: { 'a.js': code } });
  const callOnly = await runChecks(security, { old: { 'a.js': call }, new: { 'a.js': code } });

  expect(places(both.reports)).toEqual(['sql-injection a.js:2']);
  expect(places(callOnly.reports)).toEqual(['sql-injection a.js:3']);
});

test('hunks of a plain diff are mapped back to the lines of the file', async () => {
  const filler = Array.from({ length: 30 }, (_, index) => `const a${index} = ${index};\n`).join('');
  const old = { 'a.js': `${filler}${filler.replaceAll('a', 'b')}` };
  const now = { 'a.js': `eval(x);\n${filler}eval(y);\n${filler.replaceAll('a', 'b')}eval(z);\n` };

  const result = await runChecks(security, { old, new: now }, { ...SINKS, contents: 'diff-only' });

  expect(places(result.reports)).toEqual(['code-injection a.js:1', 'code-injection a.js:32', 'code-injection a.js:63']);
  expect(result.reports.map((report) => report.confidence)).toEqual([200, 200, 200]);
  expect(result.read).toEqual(['a.js']);
});

test('directives of other tools do not silence it', async () => {
  const comments = [
    'ast-grep-ignore',
    'ast-grep-ignore: js-eval',
    'eslint-disable-next-line',
    'nosec',
    'nosemgrep',
    'docket-ignore',
  ];
  const script = comments.map((comment) => `// ${comment}\neval(x);\n`).join('');
  const python = comments.map((comment) => `# ${comment}\neval(x)  # ${comment}\n`).join('');

  const result = await runChecks(security, { old: {}, new: { 'a.ts': script, 'a.py': python } }, SINKS);

  expect(result.reports).toHaveLength(2 * comments.length);
});

test('what does not parse costs nothing but itself', async () => {
  const now = { 'a.ts': 'function ( {{{ eval(x);\n', 'b.ts': 'eval(y);\n', 'c.go': 'exec(x)\n' };

  const result = await runChecks(security, { old: {}, new: now }, SINKS);

  expect(places(result.reports)).toContain('code-injection b.ts:1');
  expect(result.skipped).toEqual([]);
});

test('quotes stand in the file when its lines end in CRLF', async () => {
  const now = { 'a.ts': 'const a = 1;\r\ndb.query(\r\n  `DELETE FROM t WHERE a = ${a}`,\r\n);\r\neval(b);\r\n' };

  const result = await runChecks(
    security,
    { old: {}, new: { 'a.ts': now['a.ts'].replace('const a = 1', 'let a = f()') } },
    SINKS,
  );

  expect(places(result.reports)).toEqual(['code-injection a.ts:5', 'sql-injection a.ts:2']);
  for (const report of result.reports) expect(now['a.ts']).toContain(report.evidence);
});

/** Folders whose names count have been there before. */
const FOLDERS = { 'test/old.test.ts': '\n', 'examples/old.ts': '\n' };

test.each([
  ['test/a.test.ts', 'req.body.code', ['suggestion 200']],
  ['examples/a.ts', 'req.body.code', ['suggestion 200']],
  ['examples/a.ts', 'x', []],
  ['src/contest/a.ts', 'x', ['suggestion 200']],
] as const)('%s: eval(%s) weighs %s', async (path, value, weighs) => {
  const result = await runChecks(security, { old: FOLDERS, new: { ...FOLDERS, [path]: `eval(${value});\n` } }, SINKS);

  expect(result.reports.map(({ severity, confidence }) => `${severity} ${confidence}`)).toEqual(weighs);
});

test('what comes from the request weighs more than what nobody knows', async () => {
  const now = {
    'a.ts': '(req) => eval(req.body.code);\n',
    'b.py': 'def f():\n    exec(request.form["code"])\n',
    'c.ts': 'eval(x);\n',
  };

  const result = await runChecks(security, { old: {}, new: now }, SINKS);

  const severities = result.reports.map((report) => `${report.location?.path} ${report.severity}`);
  expect(severities.toSorted()).toEqual(['a.ts critical', 'b.py critical', 'c.ts suggestion']);
});

const redaction = (over: Partial<Redaction>): Redaction => ({
  path: 'config.ts',
  side: 'new',
  line: 2,
  startColumn: 13,
  endColumn: 23,
  rule: '@secretlint/secretlint-rule-example',
  message: 'found a token of Example',
  first: true,
  changed: true,
  ...over,
});
const BLANKED = { old: { 'config.ts': 'a\n' }, new: { 'config.ts': 'a\nconst key = "**********";\n' } };

test.each(['whole', 'diff-only'] as const)(
  'an added secret is one finding that quotes the blanked line (%s)',
  async (contents) => {
    const redactions = [redaction({}), redaction({ line: 1, changed: false }), redaction({ line: 2, first: false })];

    const result = await runChecks(security, BLANKED, { contents, changeSet: { redactions } });

    expect(result.reports).toMatchObject([
      {
        rule: 'hard-coded-secret',
        evidence: 'const key = "**********";',
        location: { path: 'config.ts', side: 'new', startLine: 2, endLine: 2 },
        explanation: expect.stringContaining('found a token of Example.'),
      },
    ]);
    expect(result.read).toEqual(['config.ts']);
  },
);

test.each([undefined, 'gitleaks/private-key', 'docket/settings-pair'])(
  'a secret among tests weighs as much: %s',
  async (rule) => {
    const path = 'test/fixtures/config.ts';
    const change = { old: { 'test/fixtures/a.ts': 'a\n' }, new: { [path]: 'a\nconst key = "**********";\n' } };

    const result = await runChecks(security, change, {
      changeSet: { redactions: [redaction({ path, ...(rule !== undefined && { rule }) })] },
    });

    expect(result.reports).toMatchObject([{ rule: 'hard-coded-secret' }]);
    expect(result.reports[0]?.severity ?? 'critical').toBe('critical');
    expect(result.reports[0]?.confidence).toBeUndefined();
  },
);

test('the password of a service inside of a network is a warning', async () => {
  const redactions = [redaction({ rule: 'docket/address-inside-with-password' })];

  const { reports } = await runChecks(security, BLANKED, { changeSet: { redactions } });

  expect(reports).toMatchObject([{ rule: 'hard-coded-secret', severity: 'warning' }]);
});

test.each([
  [
    'a service of the job',
    'services:\n  db:\n    env:\n      SA_PASSWORD: "*****"\n',
    'docket/settings-pair',
    'warning',
  ],
  [
    'what a job with services of its own is tested with',
    'jobs:\n  t:\n    services:\n      db:\n        image: postgres\n    env:\n      SECRET_KEY: "*****"\n',
    'docket/settings-key',
    'warning',
  ],
  ['a job without any', 'jobs:\n  t:\n    env:\n      SECRET_KEY: "*****"\n', 'docket/settings-key', undefined],
  ['the machine of the job', 'env:\n  DB: Server=localhost;Pwd=*****;\n', 'docket/connection-string', 'warning'],
  ['another machine', 'env:\n  DB: Server=db.example;Pwd=*****;\n', 'docket/connection-string', undefined],
  ['a provider', 'env:\n  DB: localhost *****\n', '@secretlint/secretlint-rule-github', undefined],
])('a password of %s in a workflow', async (_, text, rule, severity) => {
  const path = '.github/workflows/ci.yml';
  const redactions = [redaction({ path, rule, line: text.split('\n').length - 1 })];

  const { reports } = await runChecks(security, { old: {}, new: { [path]: text } }, { changeSet: { redactions } });

  const told = reports.filter((report) => report.rule === 'hard-coded-secret');
  expect(told.map((report) => report.severity)).toEqual([severity]);
});

test.each(['test/server.key', 'src/server.key'])('a private key is critical wherever it stands: %s', async (path) => {
  const redactions = [redaction({ path, rule: '@secretlint/secretlint-rule-privatekey', line: 1 })];
  const old = { 'test/tls.test.ts': 'a\n' };

  const { reports } = await runChecks(
    security,
    { old, new: { ...old, [path]: '*****\n' } },
    { changeSet: { redactions } },
  );

  const told = reports.filter((report) => report.rule === 'hard-coded-secret');
  expect(told.map(({ severity }) => severity)).toEqual([undefined]);
});

test.each([
  ['that pages show', 'VITE_FIREBASE={"apiKey":"*****","authDomain":"a.firebaseapp.com"}\n', 'warning'],
  ['of a server', 'GEMINI={"apiKey":"*****"}\n', undefined],
])('a key of Google %s', async (_, text, severity) => {
  const redactions = [redaction({ path: '.env', rule: 'gitleaks/gcp-api-key', line: 1 })];

  const { reports } = await runChecks(security, { old: {}, new: { '.env': text } }, { changeSet: { redactions } });

  const told = reports.filter((report) => report.rule === 'hard-coded-secret');
  expect(told.map((report) => report.severity)).toEqual([severity]);
});

test('a removed secret must still be replaced; a moved one is told about once', async () => {
  const change = { old: BLANKED.new, new: BLANKED.old };
  const removed = redaction({ side: 'old' });

  const gone = await runChecks(security, change, { changeSet: { redactions: [removed] } });
  const moved = await runChecks(security, BLANKED, { changeSet: { redactions: [removed, redaction({})] } });

  expect(gone.reports).toMatchObject([
    { rule: 'removed-secret', location: { side: 'old', startLine: 2 }, evidence: 'const key = "**********";' },
  ]);
  expect(moved.reports.map((report) => report.rule)).toEqual(['hard-coded-secret']);
});
