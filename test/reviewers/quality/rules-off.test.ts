import { expect, it } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import { knownKind } from '../../../forge/file-kind/known-kind.ts';
import { changedFiles } from '../../support/change-from-trees.ts';
import { places, runChecks } from '../check-table.ts';

const LINTER = knownKind('linter-configuration');

async function found(path: string, old: string, now: string): Promise<readonly string[]> {
  const change = { old: { [path]: old }, new: { [path]: now } };
  return places((await runChecks(quality, change, { only: ['rules-off'] })).reports);
}

it.each<readonly [path: string, line: string]>([
  ['eslint.config.js', '    "no-eval": "off",\n'],
  ['eslint.config.mts', "    'no-eval': ['off'],\n"],
  ['.eslintrc.json', '    "no-implied-eval": 0,\n'],
  ['packages/a/.eslintrc.cjs', '    \'security/detect-eval\': "off",\n'],
  ['.eslintrc.yml', '    no-eval: off\n'],
  ['.oxlintrc.json', '    "no-eval": "off"\n'],
  ['biome.json', '    "noGlobalEval": "off"\n'],
])('in %s, %j switches a rule off', async (path, line) => {
  expect(await found(path, '{\n}\n', `{\n${line}}\n`)).toEqual([`rule-switched-off ${path}:2`]);
});

it.each<readonly [path: string, old: string, now: string]>([
  ['eslint.config.js', '{\n}\n', '{\n    "no-eval": "error",\n}\n'],
  ['eslint.config.js', '{\n    "no-eval": "off",\n}\n', '{\n    "no-eval": "off",\n    "a": 2,\n}\n'],
  ['.eslintrc.json', '{\n}\n', '{\n  "env": { "node": true },\n  "root": false\n}\n'],
  ['src/options.js', '{\n}\n', '{\n    "no-eval": "off",\n}\n'],
])('%s that goes from %j to %j switches none off', async (path, old, now) => {
  expect(await found(path, old, now)).toEqual([]);
});

async function ofSettings(path: string, old: string, now: string) {
  const change = { old: old === '' ? {} : { [path]: old }, new: { [path]: now } };
  const files = changedFiles(change.old, change.new).map((file) => ({ ...file, kind: LINTER }));
  const options = { only: ['rules-off', 'linter-settings'], changeSet: { files } };
  const { reports, read, unjudged } = await runChecks(quality, change, options);
  return { said: reports.map(({ title }) => title), judged: read.includes(path) && !unjudged.includes(path) };
}

it.each<readonly [what: string, path: string, old: string, now: string]>([
  ['a rule comes', '.eslintrc.json', '{"rules": {}}', '{"rules": {"no-eval": "error"}}'],
  ['a rule gets an option', '.eslintrc.yml', 'rules: {max-len: [2, 80]}\n', 'rules: {max-len: [2, 100]}\n'],
  ['a comment', '.eslintrc.json', '{"rules": {}}', '// words\n{"rules": {}}'],
  ['a new file', '.oxlintrc.json', '', '{"rules": {"no-eval": "error"}}'],
  ['a plugin more', '.oxlintrc.json', '{"plugins": ["oxc"]}', '{"plugins": ["oxc", "unicorn"]}'],
  ['a linter more', '.golangci.yml', 'linters:\n  enable: [gosec]\n', 'linters:\n  enable: [gosec, bodyclose]\n'],
  ['a linter that was given up', '.golangci.yml', 'linters:\n  enable: [gas, a]\n', 'linters:\n  enable: [gosec, a]\n'],
  ['a formatter more', '.golangci.yml', 'version: 2\n', 'version: 2\nformatters:\n  enable: [gofmt]\n'],
  ['a cop that passes over less', '.rubocop_todo.yml', 'A/B:\n  Exclude: [a.rb, b.rb]\n', 'A/B:\n  Exclude: [a.rb]\n'],
  ['files by another pattern', '.rubocop.yml', 'A/B:\n  Exclude: [a/*.rb]\n', 'A/B:\n  Exclude: [a/**/*.rb]\n'],
  ['another limit', '.rubocop.yml', 'Layout/LineLength:\n  Max: 80\n', 'Layout/LineLength:\n  Max: 100\n'],
])('%s: %s is judged in silence', async (_, path, old, now) => {
  expect(await ofSettings(path, old, now)).toEqual({ said: [], judged: true });
});

it.each<readonly [what: string, path: string, old: string, now: string]>([
  ['files more', '.rubocop.yml', 'A/B:\n  Exclude: [a/*.rb]\n', 'A/B:\n  Exclude: [a/*.rb, b/*.rb]\n'],
  ['a plugin less', '.oxlintrc.json', '{"plugins": ["oxc", "unicorn"]}', '{"plugins": ["oxc"]}'],
  ['off', '.eslintrc.json', '{"rules": {"no-eval": "error"}}', '{"rules": {"no-eval": "off"}}'],
  ['off in a list on one line', '.eslintrc.yml', 'rules: {no-eval: 2}\n', 'rules: {no-eval: [0, {}]}\n'],
  ['only warned of', '.eslintrc.json', '{"rules": {"no-eval": 2}}', '{"rules": {"no-eval": 1}}'],
  ['taken out', '.eslintrc.json', '{"rules": {"no-eval": 2, "a": 2}}', '{"rules": {"a": 2}}'],
  ['for some files only', '.eslintrc.json', '{"rules": {"no-eval": 2}}', '{"overrides": [{"rules": {"no-eval": 2}}]}'],
  ['passed over', '.eslintrc.json', '{"ignorePatterns": []}', '{"ignorePatterns": ["src"]}'],
  ['off by its escaped name', '.eslintrc.json', '{"rules": {"no-eval": 2}}', '{"rules": {"no\\u002deval": 0}}'],
  ['off as a whole', 'biome.json', '{"linter": {"enabled": true}}', '{"linter": {"enabled": false}}'],
  ['a linter less', '.golangci.yml', 'linters:\n  enable: [gosec, a]\n', 'linters:\n  enable: [a]\n'],
  ['an old name of a linter', '.golangci.yml', 'linters:\n  enable: [gas, a]\n', 'linters:\n  enable: [a]\n'],
  ['a linter disabled', '.golangci.yml', 'linters:\n  disable: []\n', 'linters:\n  disable: [gosec]\n'],
  ['a cop that passes over more', '.rubocop_todo.yml', 'A/B:\n  Exclude: [a.rb]\n', 'A/B:\n  Exclude: [a.rb, b.rb]\n'],
  ['a cop less', '.rubocop.yml', 'Security/Eval:\n  Enabled: true\n', 'Security/Eval:\n  Enabled: false\n'],
])('%s: %s is judged and told', async (_, path, old, now) => {
  const { said, judged } = await ofSettings(path, old, now);
  expect(judged).toBe(true);
  expect(said).toHaveLength(1);
});

it.each<readonly [what: string, path: string, old: string, now: string]>([
  ['a plug-in', '.eslintrc.json', '{"rules": {}}', '{"plugins": ["evil"], "rules": {}}'],
  ['a plug-in of its own', '.oxlintrc.json', '{"rules": {}}', '{"jsPlugins": ["./evil.js"], "rules": {}}'],
  ['another preset', '.eslintrc.yml', 'extends: a\n', 'extends: evil\n'],
  ['files of an override', '.eslintrc.json', '{"overrides": [{"files": "a"}]}', '{"overrides": [{"files": "**"}]}'],
  ['a key twice', '.eslintrc.json', '{"rules": {}}', '{"rules": {}, "rules": {"no-eval": 0}}'],
  ['what is no data', '.eslintrc.yml', 'rules: {}\n', 'rules: [\n'],
  ['an anchor', '.eslintrc.yml', 'rules: {}\n', 'a: &a {no-eval: 0}\nrules: *a\n'],
  ['a file below', 'src/.eslintrc.json', '', '{"root": true}'],
  ['a program', '.golangci.yml', 'version: 2\n', 'linters-settings:\n  custom:\n    x:\n      path: x.so\n'],
  ['code that is loaded', '.rubocop.yml', 'A/B:\n  Max: 1\n', 'require: ./evil.rb\nA/B:\n  Max: 1\n'],
  [
    'a path passed over',
    '.golangci.yml',
    'version: 2\n',
    'version: 2\nlinters:\n  exclusions:\n    rules:\n      - path: auth/\n',
  ],
  ['all linters off', '.golangci.yml', 'version: 2\n', 'version: 2\nlinters:\n  disable-all: true\n'],
  ['code that a todo loads', '.rubocop_todo.yml', 'A/B:\n  Max: 1\n', 'require: ./evil.rb\nA/B:\n  Max: 1\n'],
  ['everything off', '.rubocop.yml', 'AllCops: {}\n', 'AllCops:\n  DisabledByDefault: true\n'],
  ['a linter that nobody knows', '.pylintrc', '[MAIN]\na=1\n', '[MAIN]\n'],
])('%s: %s is not judged', async (_, path, old, now) => {
  expect((await ofSettings(path, old, now)).judged).toBe(false);
});

const DTD =
  '<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN" "https://checkstyle.org/dtds/configuration_1_3.dtd">';
const checker = (below: string, type = DTD): string =>
  `<?xml version="1.0"?>\n${type}\n<module name="Checker">${below}</module>\n`;
const suppressed = (below: string): string => `<?xml version="1.0"?>\n<suppressions>${below}</suppressions>\n`;
const psalm = (below: string): string =>
  `<?xml version="1.0"?>\n<files psalm-version="5"><file src="a.php">${below}</file></files>\n`;
const neon = (...rows: readonly string[]): string =>
  `parameters:\n\tignoreErrors:\n${rows.map((row) => `\t\t-\n\t\t\tmessage: ${row}\n\t\t\tcount: 1\n\t\t\tpath: a.php\n`).join('\n')}`;
const holes = (decisions: Readonly<Record<string, string>>, until = 1): string =>
  JSON.stringify({
    decisions: Object.fromEntries(
      Object.entries(decisions).map(([hole, decision]) => [hole, { decision, madeAt: 1, expiresAt: until }]),
    ),
    rules: {},
    version: 1,
  });
const CHECKS = 'config/checkstyle/checkstyle.xml';
const A = '<module name="MagicNumber"/>';
const B = '<module name="TreeWalker"><module name="LineLength"><property name="max" value="80"/></module></module>';

it.each<readonly [what: string, path: string, old: string, now: string, said: readonly string[]]>([
  ['found no more', 'phpstan/baseline.neon', neon("'a'", 'Class A::$b \\B not found.'), neon("'a'"), []],
  ['a module more', CHECKS, checker(A), checker(A + B), []],
  ['another limit', CHECKS, checker(B), checker(B.replace('80', '100')), []],
  ['a module less', CHECKS, checker(A + B), checker(B), ['MagicNumber']],
  [
    'milder',
    CHECKS,
    checker(B.replace('max', 'severity').replace('80', 'error')),
    checker(B.replace('max', 'severity').replace('80', 'ignore')),
    ['LineLength'],
  ],
  [
    'passed over',
    'config/checkstyle/suppressions.xml',
    suppressed(''),
    suppressed('<suppress checks="A" files="b"/>'),
    ['A.exclude'],
  ],
  [
    'passed over no more',
    'config/suppressions.xml',
    suppressed('<suppress checks="A" files="b"/>'),
    suppressed(''),
    [],
  ],
  [
    'found before',
    'psalm-baseline.xml',
    psalm('<A><code><![CDATA[$a]]></code></A>'),
    psalm('<A occurrences="1"/><B/>'),
    ['B.exclude'],
  ],
  ['found before', 'phpstan-baseline.neon', neon("'a''b'"), neon("'a''b'", '"#^c\\"$#"'), ['ignoreErrors.exclude']],
  ['a file more is read', 'knip.jsonc', '{"entry": ["a.ts"]}', '{\n// b\n"entry": ["a.ts", "b.ts"]}', []],
  ['passed over no more', 'knip.json', '{"ignoreBinaries": ["yq"]}', '{}', []],
  ['passed over', 'knip.json', '{}', '{"workspaces": {"a.b": {"ignoreDependencies": ["c"]}}}', ['c']],
  ['stricter', 'deny.toml', '[advisories]\nyanked = "warn"\n', '[advisories]\nyanked = "deny"\n', []],
  ['milder', 'deny.toml', '[bans]\nwildcards = "deny"\n', '[bans]\nwildcards = "allow"\n', ['bans.wildcards']],
  [
    'another hole passed over',
    'deny.toml',
    '[advisories]\nignore = ["A"]\n',
    '[advisories]\nignore = [{ id = "B", reason = "c" }]\n',
    ['advisories.ignore.id:B.exclude'],
  ],
  [
    'a place more',
    'deny.toml',
    '',
    '[sources]\nallow-git = ["https://x.example/a"]\n',
    ['sources.allow-git:https://x.example/a.exclude'],
  ],
  ['longer', 'audit-resolve.json', holes({ '1|a>b': 'ignore' }), holes({ '1|a>b': 'ignore' }, 9), []],
  ['another hole', 'audit-resolve.json', holes({ '1|a>b': 'ignore' }), holes({ '2|a>b': 'ignore' }), ['2|a>b.exclude']],
  ['holes in a new file', 'audit-resolve.json', '', holes({ '1|a>b': 'ignore' }), ['1|a>b.exclude']],
  ['a hole that is to be closed', 'audit-resolve.json', holes({}), holes({ '1|a>b': 'fix' }), []],
  [
    'files passed over',
    'phpstan.neon',
    'parameters:\n\tpaths:\n\t\t- src\n',
    'parameters:\n\tpaths:\n\t\t- src\n\t\t- lib\n',
    [],
  ],
  [
    'a check off',
    'phpstan.dist.neon',
    'parameters:\n    checkAll: true\n',
    'parameters:\n    checkAll: false\n',
    ['checkAll'],
  ],
  // From here to the next remark by another author than the rules: each was passed over.
  ['nothing looked at', 'knip.json', '{"project": ["src/**/*.ts"]}', '{"project": []}', ['project']],
  [
    'a folder less',
    'phpstan.neon',
    'parameters:\n\tpaths:\n\t\t- src\n\t\t- tests\n',
    'parameters:\n\tpaths:\n\t\t- tests\n',
    ['parameters.paths'],
  ],
  ['holes only warn', 'deny.toml', '', '[advisories]\nvulnerability = "warn"\n', ['advisories.vulnerability']],
  ['no maker', 'deny.toml', '[advisories]\n', '[advisories]\nunmaintained = "none"\n', ['advisories.unmaintained']],
  ['a crate', 'deny.toml', '[graph]\n', '[graph]\nexclude = ["openssl"]\n', ['graph.exclude:openssl.exclude']],
  // Again by the author of the rules.
  ['a folder moved', 'knip.json', '{"project": ["src/**"]}', '{"project": ["lib/**"]}', []],
  ['a code more', 'ruff.toml', '[lint]\nselect = ["E5"]\n', '[lint]\nselect = ["E", "F"]\n', []],
  ['a code less', 'ruff.toml', '[lint]\nselect = ["E501", "F"]\n', '[lint]\nselect = ["F"]\n', ['E501']],
  [
    'a code passed over',
    '.ruff.toml',
    'line-length = 80\n',
    'lint.ignore = ["S101"]\nline-length = 90\n',
    ['S101.exclude'],
  ],
  ['another option', '.yamllint', 'rules: {a: {present: true}}\n', 'rules: {a: {present: false}}\n', []],
  ['off', '.yamllint', 'rules: {a: enable}\n', 'rules: {a: disable}\n', ['a']],
  ['another option', 'detekt.yml', 'style:\n  Abc:\n    ignore: [b]\n', 'style:\n  Abc:\n    ignore: [c]\n', []],
  [
    'off',
    'config/detekt/detekt.yml',
    'style:\n  Abc:\n    active: true\n',
    'style:\n  Abc:\n    active: false\n',
    ['Abc'],
  ],
])('%s in %s: what %j says and then %j', async (_, path, old, now, said) => {
  const { said: titles, judged } = await ofSettings(path, old, now);
  expect(judged).toBe(true);
  expect(titles).toEqual(said.map((name) => `A linter no longer applies \`${name}\``));
});

it.each<readonly [what: string, path: string, old: string, now: string]>([
  ['a class of others', CHECKS, checker(A), checker(`${A}<module name="com.evil.Check"/>`)],
  ['a file of it', CHECKS, checker(B), checker(B.replace('max', 'headerFile').replace('80', '/etc/passwd'))],
  [
    'files passed over',
    CHECKS,
    checker(A),
    checker(`${A}<module name="SuppressionFilter"><property name="file" value="x"/></module>`),
  ],
  ['another type', CHECKS, checker(A), checker(A, DTD.replace('https://checkstyle.org', 'https://evil.example'))],
  [
    'a text of elsewhere',
    CHECKS,
    checker(A),
    checker(A, DTD.replace('">', '" [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
  ],
  ['a second type', CHECKS, checker(A), checker(A, `${DTD}<!DOCTYPE module SYSTEM "x">`)],
  ['a command of another program', 'config/a-checkstyle.xml', '<a><exec>a</exec></a>', '<a><exec>b</exec></a>'],
  ['elements that it has not', CHECKS, checker(A), checker(`${A}<exec command="sh"/>`)],
  [
    'weaknesses passed over',
    'config/suppressions.xml',
    suppressed(''),
    suppressed('<suppress><cve>CVE-2021-44228</cve></suppress>'),
  ],
  ['a call', 'phpstan-baseline.neon', neon("'a'"), neon('Evil(a)')],
  ['another table', 'phpstan-baseline.neon', neon("'a'"), neon('Evil: a')],
  ['a service', 'phpstan-baseline.neon', neon("'a'"), neon('@Evil')],
  ['a parameter', 'phpstan-baseline.neon', neon("'a'"), neon("'%env.A%'")],
  ['a file that it loads', 'phpstan-baseline.neon', neon("'a'"), `includes:\n\t- evil.neon\n${neon("'a'")}`],
  ['a file below it', 'phpstan-baseline.neon', neon("'a'"), `${neon("'a'")}\tbootstrapFiles:\n\t\t- evil.php\n`],
  [
    'a file that it loads',
    'phpstan.neon',
    'parameters:\n\tlevel: 1\n',
    'includes:\n\t- evil.neon\nparameters:\n\tlevel: 1\n',
  ],
  [
    'a program before it',
    'phpstan.neon',
    'parameters:\n\tlevel: 1\n',
    'parameters:\n\tlevel: 1\n\tbootstrapFiles:\n\t\t- a.php\n',
  ],
  ['less looked for', 'phpstan.neon', 'parameters:\n\tlevel: 8\n', 'parameters:\n\tlevel: 1\n'],
  [
    'a service',
    'phpstan.neon',
    'parameters:\n\tlevel: 1\n',
    'parameters:\n\tlevel: 1\nservices:\n\t-\n\t\tclass: Evil\n',
  ],
  ['an entity', 'phpstan.neon', 'parameters:\n\tpaths:\n\t\t- a\n', 'parameters:\n\tpaths:\n\t\t- Evil(a)\n'],
  ['a file of a plug-in', 'knip.json', '{}', '{"vite": {"config": ["evil.ts"]}}'],
  ['another list of holes', 'deny.toml', '', '[advisories]\ndb-urls = ["https://x.example/db"]\n'],
  ['a git of its own', 'deny.toml', '', '[advisories]\ngit-fetch-with-cli = true\n'],
  [
    'graver holes passed over',
    'audit-resolve.json',
    holes({}),
    holes({}).replace('{},"version', '{"ignoreHigh":true},"version'),
  ],
  [
    'a hole twice',
    'audit-resolve.json',
    holes({}),
    '{"decisions":{"1|a":{"decision":"ignore"},"1|a":{"decision":"fix"}}}',
  ],
  ['another file', 'ruff.toml', 'line-length = 80\n', 'extend = "/tmp/x.toml"\nline-length = 80\n'],
  ['another preset', '.yamllint', 'extends: default\n', 'extends: /tmp/x\n'],
  ['what is built', 'detekt.yml', 'build: {maxIssues: 0}\n', 'build: {maxIssues: 99}\n'],
])('%s: %s is no setting that is known', async (_, path, old, now) => {
  expect((await ofSettings(path, old, now)).judged).toBe(false);
});

it('a rule that was off in a configuration that goes has only moved; one of which nothing was said is folded', async () => {
  const old = { '.eslintrc.js': "module.exports = { rules: {\n  'a-rule': 'off',\n  'b-rule': 'error',\n} };\n" };
  const now = {
    'eslint.config.mjs':
      "export default [{ rules: {\n  'a-rule': 'off',\n  'b-rule': 'off',\n  'c-rule': 'off',\n} }];\n",
  };
  const { reports } = await runChecks(quality, { old, new: now }, { only: ['rules-off'] });
  expect(reports.map(({ title, confidence }) => [title, confidence ?? 'usual'])).toEqual([
    ['A linter no longer applies `b-rule`', 'usual'],
    ['A linter no longer applies `c-rule`', 200],
  ]);
});
