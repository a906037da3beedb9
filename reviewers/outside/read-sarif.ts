import type { ReviewerReport } from '../../schemas/report.ts';
import type { Gap } from '../../schemas/review.ts';
import { mergeByReviewer, outsideReport } from './outside-report.ts';
import { parseJson, parseWith } from './parse-json.ts';
import { reviewerIds } from './reviewer-names.ts';
import { findingOf, isClaim, isSuppressed } from './sarif-finding.ts';
import { ranksOf } from './sarif-grade.ts';
import { SarifLog, type SarifNotification, type SarifResult, type SarifRun } from './sarif-log.ts';
import { SarifPlaces } from './sarif-places.ts';
import { messageText } from './sarif-rules.ts';
import { uniqueFindingIds } from './unique-finding-ids.ts';

const REMEDY = 'docs/outside-findings.md says what is read of a SARIF file.';

/**
 * Reads a SARIF 2.1.0 file: one report a tool, its runs taken together. A tool that says it did not finish is `failed`.
 * A value beside the standard costs itself; a file that is no SARIF is refused.
 *
 * @param where the name of the file, for errors
 * @param root absolute path of the repository on this machine, for tools that write absolute paths
 */
export function readSarif(text: string, where: string, root: string | null = null): ReviewerReport[] {
  const log = parseWith(SarifLog, parseJson(text, where), { where, path: [], remedy: REMEDY });
  const ids = reviewerIds(log.runs.map((run) => run.tool.driver.name));
  const reports = log.runs.map((run) => reportOf(run, ids.get(run.tool.driver.name) ?? run.tool.driver.name, root));
  return uniqueFindingIds(mergeByReviewer(reports));
}

function reportOf(run: SarifRun, reviewer: string, root: string | null): ReviewerReport {
  const places = new SarifPlaces(run, root);
  const results = run.results ?? [];
  const claims = results.filter((result) => result !== null).filter(isClaim);
  const ranks = ranksOf(claims);
  const findings = claims.map((result, index) =>
    findingOf({ run, result, rank: ranks[index] ?? null, reviewer, places }),
  );
  const outside = claims.filter((result) => places.place(result.locations?.[0]).kind === 'outside').length;
  const suppressed = claims.filter(isSuppressed).length;
  const notes = [
    ...(outside === 0 ? [] : [`${outside} of its results lie outside the repository and are kept without a place`]),
    ...(suppressed === 0
      ? []
      : [`${suppressed} of its results were suppressed in the tool and count with confidence 0`]),
  ];
  const ended = endOf(run);
  return {
    ...outsideReport({ reviewer, findings, notes: [...ended.notes, ...notes] }),
    status: ended.status,
    gaps: [...unreadable(results), ...gapsOf(run, places)],
  };
}

/** What stands among the results and is none; whoever wrote it meant something. */
function unreadable(results: readonly (SarifResult | null)[]): Gap[] {
  const count = results.filter((result) => result === null).length;
  if (count === 0) return [];
  const reason = `${count} of its ${results.length} results cannot be read: not an object`;
  return [{ check: 'sarif', path: null, kind: 'failed', reason }];
}

/** How the tool ended, by its own account. */
function endOf(run: SarifRun): { readonly status: ReviewerReport['status']; readonly notes: readonly string[] } {
  const unhappy = (run.invocations ?? []).find((invocation) => invocation.executionSuccessful === false);
  if (unhappy !== undefined) {
    return {
      status: 'failed',
      notes: [`the tool did not finish: ${unhappy.exitCodeDescription ?? 'no reason given'}`],
    };
  }
  if (run.results === null) return { status: 'failed', notes: ['the tool did not get as far as results'] };
  if (run.results === undefined) return { status: 'skipped', notes: ['the file carries no results of this tool'] };
  return { status: 'ok', notes: [] };
}

/** What the tool says it could not look at: errors leave the review incomplete, warnings are shown. */
function gapsOf(run: SarifRun, places: SarifPlaces): Gap[] {
  const notifications = (run.invocations ?? []).flatMap((invocation) => [
    ...(invocation.toolConfigurationNotifications ?? []),
    ...(invocation.toolExecutionNotifications ?? []),
  ]);
  const gaps = notifications
    .filter((notification) => notification.level === 'error' || (notification.level ?? 'warning') === 'warning')
    .map((notification) => gapOf(run, notification, places));
  const elsewhere = run.externalPropertyFileReferences?.results ?? [];
  if (elsewhere.length === 0) return gaps;
  return [
    ...gaps,
    { check: 'sarif', path: null, kind: 'failed', reason: 'some results lie in other files, which are not read' },
  ];
}

function gapOf(run: SarifRun, notification: SarifNotification, places: SarifPlaces): Gap {
  const place = places.place(notification.locations?.[0]);
  return {
    check: notification.descriptor?.id ?? 'tool',
    path: place.kind === 'inside' ? place.location.path : null,
    kind: notification.level === 'error' ? 'failed' : 'unavailable',
    reason: messageText(run, notification.message, null) || 'the tool gave no reason',
  };
}
