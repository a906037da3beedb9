import type { Finding } from '../../../schemas/finding.ts';
import type { Location } from '../../../schemas/location.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import type { Severity } from '../../../schemas/severity.ts';
import { artifactLocation } from './sarif-uri.ts';
import { placeText } from '../words.ts';

type SarifLevel = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Severity, SarifLevel>> = { critical: 'error', warning: 'warning', suggestion: 'note' };

/** What stands beside a concern in a result. */
interface ResultFacts {
  readonly ruleIndex: number;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly properties?: Readonly<Record<string, string>>;
}

/** One published concern as a SARIF result; the findings merged into it are its related places. */
export function sarifResult(
  comment: ReviewComment,
  { ruleIndex, findings, properties = {} }: ResultFacts,
): Record<string, unknown> {
  const related = comment.merged.flatMap((id) => {
    const finding = findings.get(id);
    return finding === undefined ? [] : [finding];
  });
  return {
    ruleId: comment.rule,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[comment.severity],
    rank: comment.score?.percent ?? comment.confidence / 10,
    message: { text: messageText(comment) },
    ...(comment.location === null ? {} : { locations: [sarifLocation(comment.location, comment.evidence)] }),
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { 'docket/v1': comment.fingerprint, 'docketConcern/v1': comment.concern },
    ...fixes(comment),
    properties: {
      finding: comment.finding,
      merged: comment.merged,
      reviewers: comment.reviewers,
      origins: comment.origins,
      placement: comment.placement,
      ...(comment.folded === undefined ? {} : { folded: comment.folded }),
      references: comment.references,
      ...properties,
    },
  };
}

/** A place in the new version of a file. Lines of the old version mean nothing there: then the file alone is named. */
function sarifLocation(location: Location, snippet: string | null): Record<string, unknown> {
  const { path, side, startLine, endLine } = location;
  const region =
    side === 'old' || startLine === null || endLine === null
      ? {}
      : { region: { startLine, endLine, ...(snippet === null ? {} : { snippet: { text: snippet } }) } };
  return { physicalLocation: { artifactLocation: artifactLocation(path), ...region } };
}

/** The id makes it unique, as the format wants it, where two findings say the same of one place. */
function relatedLocation(finding: Finding, id: number): Record<string, unknown> {
  const place = finding.location === null ? {} : sarifLocation(finding.location, null);
  return { id, ...place, message: { text: plain(`${finding.reviewer}: ${finding.title}`) } };
}

function messageText(comment: ReviewComment): string {
  const scenario = comment.failureScenario;
  const { location } = comment;
  const parts = [
    comment.title,
    comment.explanation.trim() === comment.title.trim() ? '' : comment.explanation,
    location?.side === 'old' ? `At ${placeText(location) ?? ''}.` : '',
    scenario === null ? '' : `How it fails: ${scenario.description}`,
    ...(['command', 'expected', 'actual'] as const).map((key) =>
      scenario?.[key] === undefined ? '' : `${key}: ${scenario[key]}`,
    ),
  ];
  return plain(parts.filter((part) => part !== '').join('\n\n'));
}

/** SARIF reads `[words](target)` as a link; text of a reviewer must not become one. */
export function plain(text: string): string {
  return text.replaceAll('](', '] (');
}

function fixes(comment: ReviewComment): Record<string, unknown> {
  const { location, replacement } = comment;
  if (replacement === null || location === null || location.side === 'old' || location.startLine === null) return {};
  const deletedRegion = { startLine: location.startLine, endLine: location.endLine };
  const change = {
    artifactLocation: artifactLocation(location.path),
    replacements: [{ deletedRegion, insertedContent: { text: replacement } }],
  };
  return { fixes: [{ description: { text: 'Replace the quoted lines.' }, artifactChanges: [change] }] };
}
