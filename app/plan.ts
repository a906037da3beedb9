import { nearestWord } from '../schemas/text/edit-distance.ts';
import type { Reviewer } from '../reviewers/reviewer.ts';
import type { Config } from '../schemas/config.ts';
import type { CoordinatorPolicy } from '../schemas/coordination.ts';
import { InputError } from '../schemas/problem.ts';
import type { ReviewerReport } from '../schemas/report.ts';

/** Who looks at a change. */
export interface Plan {
  readonly run: readonly Reviewer[];
  readonly skipped: readonly { readonly reviewer: Reviewer; readonly reason: string }[];
  /** Whether a reviewer that does not finish makes the review incomplete. */
  readonly required: (id: string) => boolean;
}

export interface PlanOptions {
  readonly config: Pick<Config, 'reviewers' | 'plugins'>;
  /** The reviewers that the operator wants; null means all. */
  readonly only: readonly string[] | null;
}

/**
 * Decides who looks. Deterministic checks run in every risk tier, so only the configuration and the operator can leave a reviewer out.
 * Throws an `InputError` when the operator names one that does not exist.
 */
export function planReview(reviewers: readonly Reviewer[], { config, only }: PlanOptions): Plan {
  const ids = reviewers.map((reviewer) => reviewer.id);
  const stranger = only?.find((name) => !ids.includes(name));
  if (stranger !== undefined) {
    throw new InputError({
      what: `there is no reviewer ${stranger}`,
      where: '--reviewers',
      remedy: `Name some of: ${ids.join(', ')}.`,
    });
  }
  refuseUnknownNames(config, ids);
  const reasonAgainst = (id: string): string | null => {
    if (config.reviewers[id]?.enabled === false) return 'disabled by configuration';
    return only === null || only.includes(id) ? null : 'not among --reviewers';
  };
  return {
    run: reviewers.filter(({ id }) => reasonAgainst(id) === null),
    skipped: reviewers.flatMap((reviewer) => {
      const reason = reasonAgainst(reviewer.id);
      return reason === null ? [] : [{ reviewer, reason }];
    }),
    required: (id) => config.reviewers[id]?.required ?? true,
  };
}

/**
 * A typing mistake must not silently switch something off. Where the operator has plugins, a name may belong to one that could not be
 * loaded, which the review tells anyway.
 */
function refuseUnknownNames({ reviewers, plugins }: PlanOptions['config'], ids: readonly string[]): void {
  const stranger = Object.keys(reviewers).find((name) => !ids.includes(name));
  if (stranger === undefined || plugins.length > 0) return;
  const nearest = nearestWord(stranger, [...ids]);
  throw new InputError({
    what: `there is no reviewer ${stranger}`,
    where: `reviewers.${stranger}`,
    remedy: `Did you mean ${nearest}? There are: ${ids.join(', ')}.`,
  });
}

/** Left-out reviewers are shown in the review, not hidden; they do not make it incomplete, since nobody planned them. */
export function reportsOfSkipped(plan: Plan): ReviewerReport[] {
  return plan.skipped.map(({ reviewer, reason }) => ({
    reviewer: reviewer.id,
    required: false,
    status: 'skipped',
    reason,
    gaps: [],
    rules: Object.keys(reviewer.rules).map((name) => `${reviewer.id}/${name}`),
    read: [],
    findings: [],
  }));
}

/** The keys of the configuration that the coordinator decides by. */
export function policyOf({ comments, coverage, rules }: Config): CoordinatorPolicy {
  const { maxInline: maxInlineComments, minimumSeverity, minimumPercent } = comments;
  const { openPercent, openCheckPercent, maxCriticalPerTool } = comments;
  const minimumConfidence = Math.round(minimumPercent * 10);
  const accept = [...coverage.accept];
  return {
    maxInlineComments,
    minimumSeverity,
    minimumConfidence,
    openPercent,
    openCheckPercent,
    maxCriticalPerTool,
    accept,
    ...(Object.keys(rules).length === 0 ? {} : { rules: { ...rules } }),
  };
}
