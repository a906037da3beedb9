import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { renderRuleTests } from '../../app/cli/render/render-rule-tests.ts';
import { readRepositoryConfig } from '../../app/config/config.ts';
import { rulesOfFolder } from '../../app/rule-tests/rules-of-folder.ts';
import { runRuleTests } from '../../app/rule-tests/run-rule-tests.ts';

const pool = createAnalyserPool();
const root = mkdtempSync(join(tmpdir(), 'docket-rules-'));
afterAll(async () => {
  rmSync(root, { recursive: true });
  await pool.close();
});

const SETTINGS = `policy:
  ruleFiles: [rules/**]
  rules:
    - { id: no-date, paths: ['**'], pattern: 'new Date\\(\\)', message: m, valid: [clock.now()], invalid: ["a;\\nnew Date()"] }
    - { id: wrong, paths: ['**'], pattern: x, message: m, valid: [x], invalid: [y] }
    - { id: no-log, paths: ['**'], language: js, rule: 'console.log($A)', message: m, invalid: [console.log(1)], valid: [log(1)] }
    - { id: bad, paths: ['**'], language: js, rule: { kind: none_such }, message: m, invalid: [a] }
`;
const FILES = {
  'rules/print.yml': 'id: no-print\nlanguage: Python\nrule: { pattern: print($A) }\n',
  'rules/tests/print.yml': 'id: no-print\nvalid: ["log(1)"]\ninvalid: ["print(1)"]\n---\nid: gone\ninvalid: [a]\n',
  'rules/broken.yml': 'id: x\nlanguage: Cobol\nrule: {}\n',
  'elsewhere/other.yml': 'id: other\nlanguage: Go\nrule: { pattern: a }\n',
};

test('examples are run, and what comes out otherwise is named', async () => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { problems, ...rules } = await rulesOfFolder(root, readRepositoryConfig(SETTINGS, 'docket.yml').policy ?? {});
  expect(problems).toEqual(['rules/broken.yml: the rule x is for Cobol, of which no grammar is here']);
  const results = await runRuleTests(rules, pool);
  const said = renderRuleTests(results, problems);
  for (const line of [
    'no-date: ok (1 valid, 1 invalid)',
    'wrong: FAILS (1 valid, 1 invalid)\n  valid 1, "x": is found\n  invalid 1, "y": is not found',
    'no-log: ok (1 valid, 1 invalid)',
    'bad: FAILS (0 valid, 1 invalid)',
    'no-print: ok (1 valid, 1 invalid)',
    'gone: FAILS (0 valid, 0 invalid)\n  there are examples of it, and no such rule',
    '6 rules, 3 that fail',
  ])
    expect(said).toContain(line);
  expect(said).not.toContain('other');
});

test('a file of rules with holes that claims gigabytes costs itself, and the others are read', async () => {
  const folder = mkdtempSync(join(root, 'large-'));
  writeFileSync(join(folder, 'a.yml'), FILES['rules/print.yml']);
  writeFileSync(join(folder, 'b.yml'), '');
  truncateSync(join(folder, 'b.yml'), 3 * 1024 ** 3);
  const { problems, syntaxRules } = await rulesOfFolder(folder, { ruleFiles: ['**'] });
  expect(syntaxRules.map(({ id }) => id)).toEqual(['no-print']);
  expect(problems).toEqual([expect.stringMatching(/^b\.yml: it cannot be read: /)]);
});
