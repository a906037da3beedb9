import { expect, test } from 'vitest';
import { policy } from '../../reviewers/policy/index.ts';
import { readRuleFile } from '../../reviewers/policy/rule-files.ts';
import { hasSection, sectionsOf } from '../../reviewers/policy/sections.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { NO_POLICY, PolicyRule, type PolicySettings } from '../../schemas/policy.ts';
import { type Change, places, runChecks } from './check-table.ts';

const RULES = `
id: no-console
language: TypeScript
severity: warning
message: Use the log.
rule:
  pattern: console.log($$$A)
files: ['src/**']
ignores: ['src/cli/**']
---
id: no-print
language: Python
rule:
  kind: call
  has: { field: function, regex: ^print$ }
`;
const told = async (
  change: Change,
  settings: Partial<PolicySettings>,
  changeSet: Partial<ChangeSet> = {},
): Promise<readonly string[]> =>
  places((await runChecks(policy, change, { policy: { ...NO_POLICY, ...settings }, changeSet })).reports);
const added = (path: string, text: string, beside: Record<string, string> = {}): Change => ({
  old: { ...beside, [path]: 'a;\n' },
  new: { ...beside, [path]: `a;\n${text}` },
});
const commit = (subject: string, body = '') => ({ id: 'a'.repeat(40), subject, body });

test('rules of ast-grep are read at the base, and told on what the change adds', async () => {
  const settings = { ruleFiles: ['rules/**'] };
  const beside = { 'rules/all.yml': RULES };
  const wrong = 'console.log(1);\nf(\n  2,\n);\nconsole.log(2);\n';
  expect(await told(added('src/a.ts', wrong, beside), settings)).toEqual(['breaks-pattern-rule src/a.ts:2']);
  expect(await told(added('src/cli/a.ts', wrong, beside), settings)).toEqual([]);
  expect(await told(added('lib/a.ts', wrong, beside), settings)).toEqual([]);
  expect(await told(added('a.py', 'print(1)\n', beside), settings)).toEqual(['breaks-pattern-rule a.py:2']);
  // A rule that the change itself adds is none yet, and one that it removes still is.
  const own = { old: { 'src/a.ts': 'a;\n' }, new: { 'src/a.ts': 'a;\nconsole.log(1);\n', ...beside } };
  expect(await told(own, settings)).toEqual([]);
  const removed = { old: { ...beside, 'src/a.ts': 'a;\n' }, new: { 'src/a.ts': 'a;\nconsole.log(1);\n' } };
  expect(await told(removed, settings)).toEqual(['breaks-pattern-rule src/a.ts:2']);
});

test('a rule about syntax stands in the configuration, too', async () => {
  const rules = [
    PolicyRule.parse({ id: 'no-eq', paths: ['**'], language: 'go', rule: '$A == nil', message: 'Use errors.Is.' }),
  ];
  const text = (body: string) => `package a\n\nfunc f(err error) bool {\n${body}\n}\n`;
  expect(await told(added('a.go', text('\treturn err == nil')), { rules })).toEqual(['breaks-pattern-rule a.go:5']);
  expect(await told(added('a.go', text('\treturn errors.Is(err, x)')), { rules })).toEqual([]);
});

test('a rule that the tool refuses and a language that is not here are told as gaps', async () => {
  const rules = [
    PolicyRule.parse({ id: 'bad', paths: ['**'], language: 'ts', rule: { kind: 'no_such_kind' }, message: 'm' }),
    PolicyRule.parse({ id: 'cobol', paths: ['**'], language: 'cobol', rule: 'X', message: 'm' }),
  ];
  const { reports, unavailable } = await runChecks(policy, added('a.ts', 'b;\n'), { policy: { ...NO_POLICY, rules } });
  expect(reports).toEqual([]);
  expect(unavailable.map(({ reason }) => reason).join('\n')).toMatch(/cobol[\s\S]*bad cannot be used/);
  expect(() => PolicyRule.parse({ id: 'a', paths: ['**'], message: 'm' })).toThrow(/pattern/);
  expect(() => PolicyRule.parse({ id: 'a', paths: ['**'], message: 'm', rule: 'x' })).toThrow(/language/);
});

test('a file of rules keeps what can be used and names what cannot', () => {
  const { rules, tests, problems } = readRuleFile(
    `${RULES}---\nid: x\nlanguage: Cobol\nrule: {}\n---\nid: y\n---\nid: no-print\nvalid: [f()]\ninvalid: [print()]\n`,
  );
  expect(rules.map(({ id, severity }) => `${id} ${severity ?? ''}`)).toEqual([
    'no-console warning',
    'no-print suggestion',
  ]);
  expect(tests).toEqual([{ id: 'no-print', valid: ['f()'], invalid: ['print()'] }]);
  expect(problems.join('\n')).toMatch(/Cobol/);
  expect(problems).toHaveLength(2);
  expect(readRuleFile('a: [').problems).toHaveLength(1);
});

test('places that change together', async () => {
  const required = [{ when: ['src/schema.ts'], needs: ['migrations/**', 'docs/schema.md'], message: 'Write one.' }];
  const alone = added('src/schema.ts', 'b;\n');
  expect(await told(alone, { required })).toEqual(['missing-required-path src/schema.ts:']);
  expect(await told({ ...alone, new: { ...alone.new, 'migrations/1.sql': 'a' } }, { required })).toEqual([]);
  expect(await told(added('src/other.ts', 'b;\n'), { required })).toEqual([]);
});

test('forms of commits', async () => {
  const commits = [{ pattern: '^(feat|fix): ', message: 'Say what it is.' }];
  const change = added('a.ts', 'b;\n');
  const said = (...subjects: string[]) => told(change, { commits }, { commits: subjects.map((one) => commit(one)) });
  expect(await said('fix: a', 'Mend it')).toEqual(['commit-form a.ts:']);
  expect(await said('fix: a', 'Merge branch main', 'Revert "Mend it"', 'fixup! Mend it')).toEqual([]);
});

test('sections of a description have text of their own', async () => {
  const body = '## Why\nBecause.\n\n```\n# Risks\nNone.\n```\n\n### How it was tested:\n<!-- tell\nus -->\n- [ ]\n';
  const has = (name: string) => hasSection(sectionsOf(body), name);
  expect(['why', 'How it was tested', 'Risks'].map(has)).toEqual([true, false, false]);
  const change = added('a.ts', 'b;\n');
  const said = (source: ChangeSet['source']) => told(change, { sections: ['Why', 'Risks'] }, { source, body });
  expect(await said('pull-request')).toEqual(['missing-section a.ts:']);
  expect(await said('range')).toEqual([]);
});

test('a change that a model made brings what the repository asks for', async () => {
  const generated = [{ paths: ['test/**'], message: 'Bring a test.' }];
  const change = added('a.ts', 'b;\n');
  const said = (body: string, one: Change = change) => told(one, { generated }, { commits: [commit('Mend it', body)] });
  const trailer = 'Why.\n\nCo-Authored-By: Claude <noreply@anthropic.com>';
  expect(await said(trailer)).toEqual(['generated-change a.ts:']);
  expect(await said('Assisted-by: a model')).toEqual(['generated-change a.ts:']);
  expect(await said('AI-assisted: no')).toEqual([]);
  expect(await said('Co-authored-by: Ada Byron <ada@example.com>')).toEqual([]);
  expect(await said(trailer, { ...change, new: { ...change.new, 'test/a.test.ts': 'x' } })).toEqual([]);
  const refused = [{ refused: true as const, message: 'Written by hand, please.' }];
  expect(await told(change, { generated: refused }, { commits: [commit('a', trailer)] })).toHaveLength(1);
});
