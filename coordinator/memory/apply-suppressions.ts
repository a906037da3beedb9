import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { RepositorySuppression } from '../../schemas/learning/suppression.ts';
import type { KnownConcern, SinceLastReview, TouchedFile } from '../../schemas/memory.ts';
import type { AppliedSuppression } from '../../schemas/review.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { toDecisions } from '../compose/to-decisions.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { type Claim, type DecidedFinding, suppressed } from '../evidence/claim.ts';
import { locateKnown } from './locate-known.ts';
import { isCovered } from './same-claim.ts';

/** What dismissals for the whole repository leave over. */
interface AppliedSuppressions {
  readonly fresh: readonly Claim[];
  readonly settled: readonly DecidedFinding[];
  /** Every suppression that was used, and for what; null where there are none. */
  readonly applied: readonly AppliedSuppression[] | null;
}

/**
 * Takes out what somebody dismissed for the whole repository: one rule on the very piece of code, found at this head under whatever name its
 * file has, and no graver. Whatever else is said of that code, or of a copy of it, is told.
 */
export function applySuppressions(
  { changeSet, suppressions, ...input }: CoordinatorInput,
  text: ChangedText,
  claims: readonly Claim[],
): AppliedSuppressions {
  if (suppressions === undefined) return { fresh: claims, settled: [], applied: null };
  const rules = new Set(claims.map(({ finding }) => finding.rule));
  const meant = suppressions
    .filter(({ comment }) => rules.has(comment.rule))
    .toSorted((a, b) => compareText(a.id, b.id));
  const since = touchedByChange(changeSet, meant);
  const uses = new Map<Claim, RepositorySuppression>();
  for (const suppression of meant) {
    const memory = { known: [asKnown(suppression)], rejected: [], since };
    for (const one of locateKnown({ ...input, changeSet, memory }, text, { strays: false })) {
      for (const claim of claims) if (!uses.has(claim) && isCovered(one, claim)) uses.set(claim, suppression);
    }
  }
  return {
    fresh: claims.filter((claim) => !uses.has(claim)),
    settled: [...uses].flatMap(([claim, suppression]) => endOf(claim, suppression)),
    applied: meant.flatMap((one) =>
      appliedOf(
        one,
        [...uses].flatMap(([claim, by]) => (by === one ? [claim] : [])),
      ),
    ),
  };
}

function endOf(claim: Claim, { id, comment, actor, reason, until }: RepositorySuppression): readonly DecidedFinding[] {
  const bar = `dismissed for the whole repository by ${actor} until ${until.slice(0, 10)} (${id}): ${reason}`;
  const step = { step: 'memo' as const, note: `covered by ${id}` };
  return toDecisions({ key: comment.concern, survivor: claim, others: [] }, suppressed('dismissed', bar), [step]);
}

function appliedOf(
  { id, actor, reason, until, contests, comment }: RepositorySuppression,
  claims: readonly Claim[],
): readonly AppliedSuppression[] {
  const [first] = claims.toSorted((a, b) => compareText(a.finding.id, b.finding.id));
  if (first === undefined) return [];
  const findings = claims.map(({ finding }) => finding.id).toSorted(compareText);
  const { severity, rule } = comment;
  const told = { location: first.place, title: first.finding.title };
  return [{ id, findings, rule, severity, ...told, actor, reason, until, contests: contests.length }];
}

function asKnown({ comment, actor, reason }: RepositorySuppression): KnownConcern {
  return { comment, blob: null, state: 'dismissed', actor, reason };
}

/**
 * What the change adds counts as touched, so that of equal pieces of code those that stood before come first; and what merged changes renamed is
 * looked for under its newer names.
 */
function touchedByChange(
  { files, filtered, headCommit, baseCommit }: CoordinatorInput['changeSet'],
  suppressions: readonly RepositorySuppression[],
): SinceLastReview {
  const added = files.map(({ newPath, hunks }): TouchedFile => {
    const lines = hunks.flatMap((hunk) =>
      hunk.lines.flatMap(({ kind, newLine }) => (kind === 'added' ? [newLine] : [])),
    );
    return { path: newPath, oldPath: null, lines: lines.flatMap((line) => (line === null ? [] : [[line, line]])) };
  });
  const now = new Map([...files, ...filtered].map(({ oldPath, newPath }) => [oldPath, newPath]));
  const renamed = suppressions.flatMap(({ comment, names }) =>
    names.flatMap((name): TouchedFile[] => {
      const oldPath = comment.location?.path ?? null;
      return [name, now.get(name) ?? name].map((path) => ({ path, oldPath, lines: [] }));
    }),
  );
  return { head: baseCommit ?? headCommit ?? NO_COMMIT, touched: [...added, ...renamed] };
}

/** A plain diff names no commit; nothing looks at it here. */
const NO_COMMIT = '0'.repeat(40);
