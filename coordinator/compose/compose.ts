import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { Decision, TerminalState } from '../../schemas/decision.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { Review, ReviewComment, ReviewerStatus } from '../../schemas/review.ts';
import type { DecidedFinding } from '../evidence/claim.ts';
import { alsoOf } from './also.ts';
import type { Prepared } from '../prepared.ts';
import type { RoutedConcern } from './decide.ts';
import { incompleteReasons, unreadFiles } from './incomplete.ts';
import { stillCounts } from '../memory/known-status.ts';
import { judgedFiles } from './judged-files.ts';
import { toldSettings } from './told-settings.ts';
import { uncoveredKinds } from './uncovered-kinds.ts';
import { verdictOf } from './verdict.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** Writes the decisions and the review down, everything in an order of its own. */
export function compose(
  { input, remembered, applied }: Pick<Prepared, 'input' | 'remembered' | 'applied'>,
  published: readonly RoutedConcern[],
  settled: readonly DecidedFinding[],
): Coordination {
  const decisions = settled
    .toSorted((a, b) => compareText(a.finding.id, b.finding.id) || compareText(JSON.stringify(a), JSON.stringify(b)))
    .map(decisionOf);
  return { decisions, review: reviewOf({ input, remembered, applied, published, decisions }) };
}

function decisionOf({ finding, fingerprint, concern, state, steps }: DecidedFinding): Decision {
  return { finding: finding.id, fingerprint, concern, state, steps: [...steps] };
}

function reviewOf({
  input,
  remembered,
  applied,
  published,
  decisions,
}: Pick<Prepared, 'input' | 'remembered' | 'applied'> & {
  readonly published: readonly RoutedConcern[];
  readonly decisions: readonly Decision[];
}): Review {
  const comments = published.map(commentOf);
  const unread = unreadFiles(input);
  const missing = incompleteReasons(input, unread);
  const before = (remembered ?? []).filter(stillCounts).map(({ comment }) => comment);
  const counted = [...comments, ...before];
  const judged = judgedFiles(input);
  const notCovered = uncoveredKinds(judged ?? []);
  const open = notCovered.filter(({ accepted }) => !accepted);
  const { verdict, reason } =
    missing.length === 0 && isEmpty(input, counted) ? NOTHING : verdictOf(counted, missing, open);
  const severity = (wanted: ReviewComment['severity']) =>
    counted.filter((comment) => comment.severity === wanted).length;
  return {
    verdict,
    verdictReason: before.length === 0 ? reason : `${reason} (${before.length} raised before)`,
    incompleteReasons: [...missing],
    coverage: input.reports.some((report) => report.model?.status === 'ok') ? 'full' : 'checks-only',
    comments,
    ...(remembered === null ? {} : { remembered: [...remembered] }),
    ...(applied === null || applied.length === 0 ? {} : { suppressed: [...applied] }),
    reviewers: statuses(input.reports),
    unread: [...unread],
    ...(judged === null ? {} : { judged: [...judged], notCovered: [...notCovered] }),
    ...toldSettings(input),
    counts: { critical: severity('critical'), warning: severity('warning'), suggestion: severity('suggestion') },
    states: statesOf(decisions),
  };
}

/** Neither a tick nor a failure: there is nothing to judge. */
const NOTHING = { verdict: 'approved', reason: 'nothing to review: no file is changed' } as const;

function isEmpty(
  { changeSet: { files, filtered, skipped } }: CoordinatorInput,
  counted: readonly ReviewComment[],
): boolean {
  return files.length + filtered.length + skipped.length + counted.length === 0;
}

function commentOf({ concern, finding, place, score, route, folded }: RoutedConcern): ReviewComment {
  const all = [concern.survivor, ...concern.others].map((claim) => claim.finding);
  return {
    finding: finding.id,
    merged: concern.others.map((claim) => claim.finding.id).toSorted(compareText),
    ...(concern.others.length === 0 ? {} : { carried: printsOf(concern) }),
    ...alsoOf(concern),
    reviewers: [...new Set(all.map((one) => one.reviewer))].toSorted(compareText),
    origins: [...new Set(all.map((one) => one.origin))].toSorted(compareText),
    fingerprint: concern.survivor.fingerprint,
    concern: concern.key,
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    score,
    placement: route.state.kind,
    ...(folded === null ? {} : { folded }),
    location: route.state.kind === 'inline' ? route.state.at : place,
    evidence: finding.evidence,
    title: finding.title,
    explanation: finding.explanation,
    failureScenario: finding.failureScenario,
    replacement: finding.replacement,
    references: [...new Set(all.flatMap((one) => one.references))].toSorted(compareText),
  };
}

function printsOf({ others }: RoutedConcern['concern']): string[] {
  return [...new Set(others.map((claim) => claim.fingerprint))].toSorted(compareText);
}

function statuses(reports: readonly ReviewerReport[]): ReviewerStatus[] {
  return reports
    .map(({ reviewer, required, status, reason, model, gaps, findings }) => ({
      reviewer,
      required,
      status,
      reason,
      ...(model === undefined ? {} : { model }),
      gaps: [...gaps],
      findings: findings.length,
    }))
    .map((status) => ({ status, content: JSON.stringify(status) }))
    .toSorted((a, b) => compareText(a.status.reviewer, b.status.reviewer) || compareText(a.content, b.content))
    .map(({ status }) => status);
}

function statesOf(decisions: readonly Decision[]): Review['states'] {
  const count = (kind: TerminalState['kind']) => decisions.filter(({ state }) => state.kind === kind).length;
  return {
    inline: count('inline'),
    file: count('file'),
    summary: count('summary'),
    merged: count('merged'),
    suppressed: count('suppressed'),
    failed: count('failed'),
  };
}
