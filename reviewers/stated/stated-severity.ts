import type { Severity } from '../../schemas/severity.ts';

/**
 * The words of other tools and of models that do not keep to ours. `high` is critical, so that nobody's own "high" turns into a pass;
 * `error` is a warning, because linters call every enabled rule an error.
 */
const WORDS: Readonly<Record<Severity, string>> = {
  critical: 'critical crit blocker blocking fatal severe high highest urgent emergency p0 p1 sev0 sev1',
  warning: 'warning warn error err major medium moderate important normal p2 sev2',
  suggestion:
    'suggestion improvement enhancement minor low lowest trivial nit nitpick info information informational note notice hint ' +
    'style cosmetic optional p3 p4 p5 sev3 sev4 sev5',
};

const BY_WORD = new Map(
  (['critical', 'warning', 'suggestion'] as const).flatMap((severity) =>
    WORDS[severity].split(' ').map((word): readonly [string, Severity] => [word, severity]),
  ),
);

/** Docket's severity for a word of somebody else (`High`, `SEV-1`, `critical!`); null when nobody knows the word. */
export function readSeverity(said: unknown): Severity | null {
  if (typeof said !== 'string') return null;
  return BY_WORD.get(said.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? null;
}
