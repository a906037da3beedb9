import type { Finding } from '../../schemas/finding.ts';
import type { LooseFinding } from '../../schemas/loose-findings.ts';
import type { Severity } from '../../schemas/severity.ts';
import { readConfidences } from '../stated/stated-confidence.ts';
import { readLines } from '../stated/stated-lines.ts';
import { readSeverity } from '../stated/stated-severity.ts';
import { contentId } from './outside-report.ts';
import { tidyPath } from './repository-path.ts';
import { reviewerIds, slug } from './reviewer-names.ts';
import { titleOf } from './title-of.ts';

/** What a finding weighs when its tool does not say. */
const DEFAULT_SEVERITY: Severity = 'warning';

/** What a finding is worth when its tool does not say: neither proven nor doubted. */
const DEFAULT_CONFIDENCE = 500;

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
  const confidences = new Map([...byName.values()].flatMap(confidencesOf));
  return {
    finding: (loose) =>
      toFinding(loose, {
        reviewer: ids.get(loose.reviewer) ?? loose.reviewer,
        confidence: confidences.get(loose) ?? null,
      }),
    notes: (reviewer) => [...byName].flatMap(([name, own]) => (ids.get(name) === reviewer ? notesOn(own) : [])),
  };
}

function toFinding(
  loose: LooseFinding,
  as: { readonly reviewer: string; readonly confidence: number | null },
): Finding {
  const claim: Omit<Finding, 'id'> = {
    reviewer: as.reviewer,
    origin: 'outside',
    rule: `${as.reviewer}/${slug(loose.category ?? '') || 'finding'}`,
    severity: readSeverity(loose.severity) ?? DEFAULT_SEVERITY,
    confidence: as.confidence ?? DEFAULT_CONFIDENCE,
    ...(as.confidence === null ? { stated: false } : {}),
    location: locationOf(loose),
    remark: true,
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
  const { first, last } = readLines(loose.line, null);
  return { path, side: 'new', startLine: first, endLine: last };
}

/** All confidences of one reviewer are on one scale. */
function confidencesOf(own: readonly LooseFinding[]): (readonly [LooseFinding, number | null])[] {
  const read = readConfidences(
    own.map((loose) => loose.confidence),
    'tool',
  );
  return own.map((loose, index) => [loose, read[index] ?? null] as const);
}

/** What nobody knows how to read, and what it was read as. */
function notesOn(own: readonly LooseFinding[]): string[] {
  const severities = own.flatMap(({ severity }) =>
    readSeverity(severity) === null ? unknown('severity', severity, DEFAULT_SEVERITY) : [],
  );
  const confidences = confidencesOf(own).flatMap(([{ confidence }, read]) =>
    read === null ? unknown('confidence', confidence, `${DEFAULT_CONFIDENCE / 10}%`) : [],
  );
  return [...new Set([...severities.toSorted(), ...confidences.toSorted()])];
}

function unknown(what: string, said: unknown, as: string): string[] {
  return said === null || said === undefined ? [] : [`${what} ${JSON.stringify(said)} is unknown, read as ${as}`];
}
