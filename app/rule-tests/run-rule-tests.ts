import type { AnalyserPool } from '../../analysers/analyser.ts';
import { createPattern } from '../../reviewers/policy/pattern.ts';
import type { RuleTests } from '../../reviewers/policy/rule-files.ts';
import { languageNamed, type SyntaxRule, syntaxRuleOf } from '../../reviewers/policy/syntax-rule.ts';
import type { PolicyRule } from '../../schemas/policy.ts';

/** What became of one rule's examples. */
export interface RuleTestResult {
  readonly id: string;
  readonly valid: number;
  readonly invalid: number;
  /** One sentence an example that came out otherwise, or why none could be run. */
  readonly failures: readonly string[];
}

/** Rules and examples of them, from the configuration and from files. */
export interface TestedRules {
  readonly rules: readonly PolicyRule[];
  readonly syntaxRules: readonly SyntaxRule[];
  readonly tests: readonly RuleTests[];
}

type Finds = (code: string) => Promise<boolean | string>;

/** Runs every example: what is valid must be left alone, what is invalid must be found. */
export async function runRuleTests(
  { rules, syntaxRules, tests }: TestedRules,
  pool: Pick<AnalyserPool, 'analyse'>,
): Promise<readonly RuleTestResult[]> {
  const asked: (readonly [id: string, finds: Finds, own: Pick<PolicyRule, 'valid' | 'invalid'>])[] = [
    ...rules.map((rule) => [rule.id, findsOf(rule, pool), rule] as const),
    ...syntaxRules.map((rule) => [rule.id, findsSyntax(rule, pool), {}] as const),
  ];
  const results: RuleTestResult[] = [];
  for (const [id, finds, own] of asked) {
    const others = tests.filter((one) => one.id === id);
    const valid = [...(own.valid ?? []), ...others.flatMap((one) => one.valid)];
    const invalid = [...(own.invalid ?? []), ...others.flatMap((one) => one.invalid)];
    results.push({
      id,
      valid: valid.length,
      invalid: invalid.length,
      failures: await failuresOf(finds, valid, invalid),
    });
  }
  const known = new Set(asked.map(([id]) => id));
  const lost = [...new Set(tests.map(({ id }) => id))].filter((id) => !known.has(id));
  return [
    ...results,
    ...lost.map((id) => ({ id, valid: 0, invalid: 0, failures: ['there are examples of it, and no such rule'] })),
  ];
}

async function failuresOf(finds: Finds, valid: readonly string[], invalid: readonly string[]): Promise<string[]> {
  const failures: string[] = [];
  for (const [wanted, examples] of [
    [false, valid],
    [true, invalid],
  ] as const) {
    for (const [index, code] of examples.entries()) {
      const found = await finds(code);
      const name = `${wanted ? 'invalid' : 'valid'} ${index + 1}, ${JSON.stringify(code.slice(0, 80))}`;
      if (typeof found === 'string') failures.push(`${name}: ${found}`);
      else if (found !== wanted) failures.push(`${name}: ${wanted ? 'is not found' : 'is found'}`);
    }
  }
  return failures;
}

function findsOf(rule: PolicyRule, pool: Pick<AnalyserPool, 'analyse'>): Finds {
  if (rule.pattern !== undefined) {
    const pattern = createPattern(rule.pattern);
    return async (code) => code.split('\n').some((line) => pattern.find(line) !== null);
  }
  const syntax = syntaxRuleOf(rule);
  const language = rule.language ?? '';
  if (syntax !== null) return findsSyntax(syntax, pool);
  return async () =>
    languageNamed(language) === null ? `no grammar of ${language} is here` : 'it has nothing to look for';
}

function findsSyntax({ ask, example }: SyntaxRule, pool: Pick<AnalyserPool, 'analyse'>): Finds {
  return async (code) => {
    const signal = AbortSignal.timeout(60_000);
    const files = [{ path: example, text: code }];
    const [result] = await pool.analyse({ tool: 'ast-grep', files, rules: { rules: [ask] }, signal });
    if (result?.kind !== 'ok') return result?.reason ?? 'nothing looked at it';
    return result.matches.length > 0;
  };
}
