import type { RuleTestResult } from '../../rule-tests/run-rule-tests.ts';

/** A line a rule, what came out otherwise below it, and a sum. */
export function renderRuleTests(results: readonly RuleTestResult[], problems: readonly string[]): string {
  const lines = results.flatMap(({ id, valid, invalid, failures }) => {
    const state = failures.length > 0 ? 'FAILS' : valid + invalid === 0 ? 'no examples' : 'ok';
    return [`${id}: ${state} (${valid} valid, ${invalid} invalid)`, ...failures.map((failure) => `  ${failure}`)];
  });
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const sum = `${results.length} ${results.length === 1 ? 'rule' : 'rules'}, ${failed} that ${failed === 1 ? 'fails' : 'fail'}`;
  return `${[...problems, ...lines, sum].join('\n')}\n`;
}
