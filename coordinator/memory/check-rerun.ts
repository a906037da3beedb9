import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import type { DecidedFinding } from '../evidence/claim.ts';
import { normaliseQuote } from '../evidence/searchable-source.ts';
import { failedByModel } from '../compose/incomplete.ts';
import type { LocatedConcern } from './locate-known.ts';
import { isGraver } from './same-claim.ts';

/**
 * Whether the checks that found a known concern ran again where it was, so that their silence says that it is gone. Only checks are
 * believed so: a model that says nothing today may have looked elsewhere.
 */
export function isCheckRerun(
  { known, names }: LocatedConcern,
  {
    reports,
    text,
    settled,
  }: Pick<CoordinatorInput, 'reports'> & { readonly text: ChangedText; readonly settled: readonly DecidedFinding[] },
): boolean {
  const { comment } = known;
  if (comment.origins.some((origin) => origin !== 'check')) return false;
  // Said again, and held back for another reason than that it is gone.
  const ids = [comment.finding, ...comment.merged];
  const isSaidAgain = ({ finding, fingerprint }: DecidedFinding): boolean =>
    ids.includes(finding.id) || fingerprint === comment.fingerprint || isReworded(finding, comment, names);
  if (settled.some(isSaidAgain)) return false;
  return comment.reviewers.every((reviewer) =>
    reports.some(
      (report) =>
        report.reviewer === reviewer &&
        // An outside tool of the same name is no check.
        report.rules !== null &&
        (report.status === 'ok' || failedByModel(report)) &&
        !report.gaps.some((gap) => gap.path === null || names.includes(gap.path)) &&
        names.every((name) => wasRead(name, report.read, text)),
    ),
  );
}

/** Its reviewers speak of the same code of its file, or quote none as it did, and call it as grave, under whatever rule and by whatever half. */
function isReworded(
  { reviewer, severity, evidence, location }: Finding,
  comment: ReviewComment,
  names: readonly string[],
): boolean {
  const own = comment.location === null ? [] : [comment.location.path, ...names];
  return (
    comment.reviewers.includes(reviewer) &&
    !isGraver(comment, severity) &&
    quoteOf(evidence) === quoteOf(comment.evidence) &&
    (location === null ? comment.location === null : own.includes(location.path))
  );
}

function quoteOf(evidence: string | null): string | null {
  return evidence === null ? null : normaliseQuote(evidence);
}

/** A file of the change must have been read. One that was left out as noise was not, but that lockfiles are known by their name. */
function wasRead(name: string, read: readonly string[], text: ChangedText): boolean {
  const entry = text.file(name, 'new') ?? text.file(name, 'old');
  if (entry === null) return true;
  if (entry.kind === 'filtered') return entry.file.reason === 'lockfile';
  return entry.file.status === 'D' || read.includes(entry.file.newPath) || read.includes(entry.file.oldPath);
}
