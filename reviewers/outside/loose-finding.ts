import type { Finding } from '../../schemas/finding.ts';
import type { LooseFinding } from '../../schemas/loose-findings.ts';
import type { Severity } from '../../schemas/severity.ts';
import { contentId } from './outside-report.ts';
import { tidyPath } from './repository-path.ts';
import { reviewerIds, slug } from './reviewer-names.ts';
import { titleOf } from './title-of.ts';

/** What a finding weighs when its tool does not say. */
const DEFAULT_SEVERITY: Severity = 'warning';

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
function severityOfWord(word: string): Severity | null {
  return BY_WORD.get(word.trim().toLowerCase()) ?? null;
}

/** What a finding is worth when its tool does not say: neither proven nor doubted. */
const DEFAULT_CONFIDENCE = 500;

/**
 * The factor that turns one reviewer's confidences into per mille. Its largest value tells the scale: up to 1 they are
 * fractions, up to 100 percent, above that per mille already.
 */
function confidenceFactor(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest <= 1) return 1000;
  return largest <= 100 ? 10 : 1;
}

/** A confidence as an integer per mille. */
function perMille(value: number | null | undefined, factor: number): number {
  return value === null || value === undefined ? DEFAULT_CONFIDENCE : Math.round(value * factor);
}

/** Turns loose findings into Docket's, once the whole file is known. */
export interface LooseReader {
  finding(loose: LooseFinding): Finding;
  /** What had to be guessed for a reviewer, in words. */
  notes(reviewer: string): readonly string[];
}

/**
 * Looks at all loose findings of a file first: ids of reviewers and scales of confidence are a matter of the whole.
 *
 * @param taken ids of reviewers that the file names elsewhere
 */
export function looseReader(all: readonly LooseFinding[], taken: readonly string[]): LooseReader {
  const ids = reviewerIds([...taken, ...all.map((loose) => loose.reviewer)]);
  const byName = Map.groupBy(all, (loose) => loose.reviewer);
  const factors = new Map(
    [...byName].map(([name, own]) => [name, confidenceFactor(own.flatMap((loose) => loose.confidence ?? []))]),
  );
  return {
    finding: (loose) =>
      toFinding(loose, {
        reviewer: ids.get(loose.reviewer) ?? loose.reviewer,
        factor: factors.get(loose.reviewer) ?? 1,
      }),
    notes: (reviewer) => [...byName].flatMap(([name, own]) => (ids.get(name) === reviewer ? unknownWords(own) : [])),
  };
}

function toFinding(loose: LooseFinding, as: { readonly reviewer: string; readonly factor: number }): Finding {
  const claim: Omit<Finding, 'id'> = {
    reviewer: as.reviewer,
    origin: 'outside',
    rule: `${as.reviewer}/${slug(loose.category ?? '') || 'finding'}`,
    severity: severityOfWord(loose.severity ?? '') ?? DEFAULT_SEVERITY,
    confidence: perMille(loose.confidence, as.factor),
    location: locationOf(loose),
    evidence: null,
    title: titleOf(loose.text) || loose.text.slice(0, 120),
    explanation: loose.text,
    failureScenario: null,
    replacement: null,
    references: [],
  };
  const given = loose.id === null || loose.id === undefined ? null : String(loose.id);
  return { id: given ?? contentId(claim), ...claim };
}

/** A line without a path says nothing; line 0 is how some tools say "the whole file". */
function locationOf(loose: LooseFinding): Finding['location'] {
  const path = tidyPath(loose.path ?? '');
  if (path === '') return null;
  const line = loose.line ?? 0;
  return { path, side: 'new', startLine: line === 0 ? null : line, endLine: line === 0 ? null : line };
}

function unknownWords(findings: readonly LooseFinding[]): string[] {
  const words = findings.flatMap((loose) => loose.severity ?? []).filter((word) => severityOfWord(word) === null);
  return [...new Set(words)]
    .toSorted()
    .map((word) => `severity ${JSON.stringify(word)} is unknown, read as ${DEFAULT_SEVERITY}`);
}
