import type { Finding } from '../../schemas/finding.ts';
import type { LooseFinding } from '../../schemas/loose-findings.ts';
import { confidenceFactor, perMille } from './confidence-scale.ts';
import { contentId } from './outside-report.ts';
import { tidyPath } from './repository-path.ts';
import { reviewerIds, slug } from './reviewer-names.ts';
import { DEFAULT_SEVERITY, severityOfWord } from './severity-words.ts';
import { titleOf } from './title-of.ts';

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
