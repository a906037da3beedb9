import { describe, expect, it } from 'vitest';
import { measuredConfidence } from '../../../reviewers/runner/measured-confidence.ts';
import { RULE_RECORDS, UNREAD_RULES } from '../../../reviewers/rule-records.ts';

const READ = 'documentation/misspelled-word';

describe('the confidence of a finding', () => {
  it('is never more than what readers found of its rule', () => {
    const measured = RULE_RECORDS[READ]?.confidence ?? 0;
    expect(measured).toBeGreaterThan(500);
    expect(measuredConfidence(READ, 999, 'suggestion')).toBe(measured);
    expect(measuredConfidence(READ, 100, 'suggestion')).toBe(100);
  });

  it('is that of its reviewer where nobody read the rule', () => {
    expect(RULE_RECORDS['security/never-read']).toBeUndefined();
    expect(measuredConfidence('security/never-read', 900, 'warning')).toBe(UNREAD_RULES.security);
  });

  it.each([
    ['what is critical', 'security/never-read', 'critical'],
    ['a reviewer of whom nothing was read', 'house/no-todo', 'warning'],
  ] as const)('of %s stays as it is stated', (_, rule, severity) => {
    expect(measuredConfidence(rule, 900, severity)).toBe(900);
  });
});
