import type { Severity } from '../../schemas/severity.ts';

/** What a finding weighs when its tool does not say. */
export const DEFAULT_SEVERITY: Severity = 'warning';

/**
 * The words of other tools. `high` is critical, so that no tool's own "high" turns into a pass; `error` is a warning,
 * because linters call every enabled rule an error.
 */
const WORDS: Readonly<Record<Severity, string>> = {
  critical: 'critical crit blocker blocking fatal severe high highest urgent emergency p0 p1',
  warning: 'warning warn error err major medium moderate important normal p2',
  suggestion:
    'suggestion improvement enhancement minor low lowest trivial nit nitpick info information informational note notice hint ' +
    'style cosmetic optional p3 p4 p5',
};

const BY_WORD = new Map(
  (['critical', 'warning', 'suggestion'] as const).flatMap((severity) =>
    WORDS[severity].split(' ').map((word): readonly [string, Severity] => [word, severity]),
  ),
);

/** Docket's severity for a word of another tool; null when nobody knows the word. */
export function severityOfWord(word: string): Severity | null {
  return BY_WORD.get(word.trim().toLowerCase()) ?? null;
}
