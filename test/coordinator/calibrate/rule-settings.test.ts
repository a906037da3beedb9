import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreed } from '../../../app/config/agreed-value.ts';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { fitsRule, RuleGlob, RuleLevel, type RuleSettings, settingOf } from '../../../schemas/rule-settings.ts';
import { runs } from '../../support/soak.ts';
import { at, changedFile, finding, State } from '../builders.ts';

describe('which rules an entry means', () => {
  test.each([
    ['security/sql-injection', 'security/sql-injection', true],
    ['security/sql-injection', 'security/sql-injection-2', false],
    ['security/*', 'security/sql-injection', true],
    ['security/*', 'quality/sql-injection', false],
    ['quality/no-*', 'quality/no-fallthrough', true],
    ['quality/no-*', 'quality/use-isnan', false],
    ['quality/*-of-*', 'quality/loss-of-precision', true],
    ['quality/*a*a', 'quality/a', false],
    ['quality/*a*a', 'quality/aa', true],
  ])('%s, %s: %s', (glob, rule, expected) => {
    expect(fitsRule(glob, rule)).toBe(expected);
  });

  test.each(['*', '*/*', '**', 'security', 'sec*/x', 'security/', 'security/a b', 'q/*a*b*c*d*e'])(
    '%s is refused',
    (glob) => {
      expect(RuleGlob.safeParse(glob).success).toBe(false);
    },
  );

  test('of several entries the one that lets least through counts', () => {
    const settings: RuleSettings = {
      'security/*': 'suggestion',
      'security/sql-*': 'off',
      'security/sql-injection': 'warning',
    };
    expect(settingOf('security/sql-injection', settings)).toEqual({ glob: 'security/sql-*', level: 'off' });
    expect(settingOf('security/weak-hash', settings)).toEqual({ glob: 'security/*', level: 'suggestion' });
    expect(settingOf('quality/use-isnan', settings)).toBeNull();
    // What watches over the settings is not theirs to switch off.
    expect(settingOf('policy/reviews-see-less', { 'policy/*': 'off' })).toBeNull();
    expect(settingOf('policy/broken-settings', { 'policy/broken-settings': 'suggestion' })).toBeNull();
  });
});

/** 0 lets nothing through. */
const lets = (rule: string, settings: RuleSettings): number => {
  const setting = settingOf(rule, settings);
  return setting === null ? RuleLevel.options.length : RuleLevel.options.indexOf(setting.level);
};

test('what two branches agree on lets through at least what either does, whatever globs they use', () => {
  const glob = fc.constantFrom('a/*', 'a/x', 'a/x-*', 'a/*-y', 'a/x-y', 'b/*');
  const side = fc.dictionary(glob, fc.constantFrom(...RuleLevel.options));
  const rule = fc.constantFrom('a/x', 'a/x-y', 'a/z', 'b/x');
  fc.assert(
    fc.property(side, side, rule, (base, standard, id) => {
      const both: RuleSettings = {};
      for (const key of new Set([...Object.keys(base), ...Object.keys(standard)])) {
        const level = RuleLevel.safeParse(agreed(`rules.${key}`, { base: base[key], standard: standard[key] }));
        if (level.success) both[key] = level.data;
      }
      expect(lets(id, both)).toBeGreaterThanOrEqual(Math.max(lets(id, base), lets(id, standard)));
    }),
    { numRuns: runs(500, 50_000) },
  );
});

describe('what becomes of findings', () => {
  const grave = finding({ severity: 'critical', location: at('a.ts', 1), evidence: 'line' });
  const decided = (rules: RuleSettings, build = (state: State): State => state) =>
    coordinate(
      build(
        new State()
          .file(changedFile('a.ts', ['+line']))
          .source('a.ts', 'line')
          .findings(grave),
      )
        .policy({ rules })
        .build(),
    );

  test('one whose rule is off is held back, and told', () => {
    const { review, decisions } = decided({ [grave.rule]: 'off', 'other/*': 'suggestion' });
    expect(decisions[0]?.state).toEqual({
      kind: 'suppressed',
      reason: 'ignored-by-config',
      bar: `the rule is switched off (rules: ${grave.rule})`,
    });
    expect(review.comments).toEqual([]);
    // What fits no rule switches nothing off; whoever reads the configuration says so.
    expect(review.ruleSettings).toEqual([{ rules: grave.rule, level: 'off', findings: 1 }]);
  });

  test('an entry is told where a reviewer has such a rule, found or not, or an outside tool took part whose rules nobody knows', () => {
    const rules: RuleSettings = {
      'lint/a*': 'off',
      'lint/x': 'off',
      'eslint/x': 'off',
      'policy/broken-settings': 'off',
    };
    const { review } = decided(rules, (state) =>
      state
        .report('lint', { rules: ['lint/abc'] })
        .report('eslint', { rules: null })
        .report('policy', { rules: ['policy/broken-settings'] }),
    );
    expect(review.ruleSettings?.map((one) => one.rules)).toEqual(['eslint/x', 'lint/a*']);
  });

  test('one whose rule is lowered stands as a suggestion, and says why', () => {
    const { review, decisions } = decided({ [grave.rule]: 'suggestion' });
    expect(review.comments.map(({ severity }) => severity)).toEqual(['suggestion']);
    expect(decisions[0]?.steps).toContainEqual({
      step: 'calibrate',
      note: `suggestion instead of critical (rules: ${grave.rule})`,
    });
  });

  test('nothing is made graver, and nothing else is touched', () => {
    expect(decided({ 'other/*': 'off' }).review.comments.map(({ severity }) => severity)).toEqual(['critical']);
    expect(decided({}).review.ruleSettings).toBeUndefined();
  });

  test('another finding of the same code is not held back with it', () => {
    const other = finding({ ...grave, id: 'other', rule: `${grave.reviewer}/another-rule` });
    const { review } = decided({ [grave.rule]: 'off' }, (state) => state.findings(other));
    expect(review.comments.map(({ rule, severity }) => [rule, severity])).toEqual([[other.rule, 'critical']]);
  });
});
