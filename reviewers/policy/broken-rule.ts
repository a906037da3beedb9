import type { PolicyRule } from '../../schemas/policy.ts';
import type { Report } from '../reviewer.ts';

/** A line that has what a rule looks for. */
export interface RuleHit {
  readonly line: number;
  readonly text: string;
  readonly found: string;
}

/** One finding for all places of a file that break one rule of the repository; null where none does. */
export function brokenRule(
  rule: Pick<PolicyRule, 'id' | 'message' | 'severity' | 'link'>,
  path: string,
  { hits, looksFor }: { readonly hits: readonly RuleHit[]; readonly looksFor: string },
): Report | null {
  const [first, ...others] = hits;
  if (first === undefined) return null;
  const lines = others.slice(0, 5).map(({ line }) => line);
  const more =
    others.length === 0 ? '' : ` The same in line ${lines.join(', ')}${others.length > 5 ? ' and more' : ''}.`;
  return {
    rule: 'breaks-pattern-rule',
    location: { path, side: 'new', startLine: first.line, endLine: first.line },
    evidence: first.text,
    title: `Breaks this repository’s rule \`${rule.id}\``,
    explanation: `${rule.message}${more}`,
    failureScenario: {
      description: looksFor,
      expected: 'no added line has it',
      actual: `line ${first.line} has \`${first.found.slice(0, 100)}\``,
    },
    ...(rule.severity && { severity: rule.severity }),
    ...(rule.link && { references: [rule.link] }),
  };
}
