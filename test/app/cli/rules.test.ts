import { describe, expect, test } from 'vitest';
import { showRuleCommand } from '../../../app/cli/commands/rules-command.ts';
import { DEFAULT_CONFIG, effectiveConfig } from '../../../app/config/config.ts';
import { renderRule, renderRules } from '../../../app/cli/render/render-rules.ts';
import { nearestRule, unknownRules } from '../../../app/config/unknown-rules.ts';
import { listedRules } from '../../../app/rule-list.ts';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import type { OperatorConfig } from '../../../schemas/config.ts';

const under = (value: OperatorConfig) =>
  listedRules(BUILT_IN_REVIEWERS, effectiveConfig([{ origin: 'docket.yml at main', value }]));
const stateOf = (value: OperatorConfig, id: string) => {
  const rule = under(value).find((one) => one.id === id);
  return rule === undefined ? null : [rule.state, rule.origin];
};

describe('docket rules', () => {
  test.each<readonly [string, OperatorConfig, readonly [string, string]]>([
    ['says nothing', {}, ['on', 'default']],
    ['switches it off', { rules: { 'security/weak-hash': 'off' } }, ['off', 'docket.yml at main']],
    ['lowers all of a reviewer', { rules: { 'security/*': 'suggestion' } }, ['suggestion', 'docket.yml at main']],
    ['switches its reviewer off', { reviewers: { security: { enabled: false } } }, ['off', 'docket.yml at main']],
    ['speaks of another rule', { rules: { 'security/weak-cipher': 'off' } }, ['on', 'default']],
  ])('tells what a configuration makes of a rule that %s', (_, value, expected) => {
    expect(stateOf(value, 'security/weak-hash')).toEqual(expected);
  });

  test('lists every rule of every reviewer on a line', () => {
    const rules = under({ rules: { 'quality/use-isnan': 'warning' } });
    const count = BUILT_IN_REVIEWERS.reduce((sum, { rules: own }) => sum + Object.keys(own).length, 0);
    expect(renderRules(rules).trimEnd().split('\n')).toHaveLength(count);
    expect(renderRules(rules)).toMatch(
      /quality\/use-isnan +warning +check +warning \(docket\.yml at main\) +javascript,typescript,tsx\n/,
    );
  });

  test('shows one with where it comes from, and code that is flagged and that is not', () => {
    const rule = under({}).find(({ id }) => id === 'quality/use-isnan');
    if (rule === undefined) throw new Error('the rule is gone');
    const text = renderRule(rule);
    for (const part of [
      'From oxlint use-isnan: https://',
      '  flagged, src/use-isnan.js:\n    ',
      '  not flagged, src/use-isnan.js:\n    ',
    ])
      expect(text).toContain(part);
  });
});

test.each([
  ['security/sql-injektion', 'security/sql-injection'],
  ['sql-injection', 'security/sql-injection'],
  ['sec/sqlinjection', 'security/sql-injection'],
  ['quality/use-nan', 'quality/use-isnan'],
])('%s is told with the nearest rule', (written, nearest) => {
  const known = under({}).map(({ id }) => id);
  expect(nearestRule(written, known)).toBe(nearest);
});

test('an entry that fits no rule is told, and one that may be an outside tool’s says so', () => {
  const told = unknownRules(
    { 'quality/use-nan': 'off', 'quality/use-*': 'off', 'semgrep/eval': 'off', 'security/sql-injection': 'off' },
    BUILT_IN_REVIEWERS,
  );
  expect(told).toHaveLength(2);
  expect(told[0]).toContain('did you mean quality/use-isnan?');
  expect(told[1]).toContain('unless an outside tool is called semgrep');
  expect(unknownRules(DEFAULT_CONFIG.rules, BUILT_IN_REVIEWERS)).toEqual([]);
});

test('the id of a finding is no rule, and leads to its story', async () => {
  await expect(showRuleCommand('f-1fba177254', {})).rejects.toMatchObject({
    remedy: expect.stringContaining('`docket explain f-1fba177254`'),
  });
});
