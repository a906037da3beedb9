import type { Check, Reviewer } from '../../reviewers/reviewer.ts';
import { PlantedFamily, type PlantedHazard } from './hazard.ts';
import type { CheckReport, PlantedChange, PlantedReview } from './review-planted.ts';

/** What became of one planted hazard. Checks are named `reviewer/check`. */
export interface ScoredHazard extends Pick<PlantedHazard, 'id' | 'half' | 'family'> {
  /** The kind that the forge gives the file; its author's word where it gives none. */
  readonly kind: string;
  /** Checks that reported the hazard. */
  readonly foundBy: readonly string[];
  /** Checks that reported something of the planted families in the safe twin. */
  readonly alarmedBy: readonly string[];
}

/** Checks whose reports are about something else, on whatever line they stand. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'security/secrets',
  'security/hidden-characters',
  'quality/suppressions',
]);

/** Lines that an author's numbers and a tool's may differ by: a decorator, an opening bracket. */
const SLACK = 1;

/** Compares what the checks of these reviewers said with what was planted. */
export function scorePlanted(
  hazards: readonly PlantedHazard[],
  review: PlantedReview,
  reviewers: readonly Reviewer[],
): readonly ScoredHazard[] {
  const families = familiesByCheck(reviewers);
  const about = (report: CheckReport): ReadonlySet<string> => families.get(report.check) ?? new Set();
  return hazards.map((planted) => {
    const { id, half, family, path } = planted;
    const found = reportsIn(review.hazard, path).filter(
      (report) => about(report).has(family) && touches(report, planted),
    );
    const before = new Set(reportsIn(review.base, path).map(claimOf));
    const alarms = reportsIn(review.safe, path).filter(
      (report) => about(report).size > 0 && !before.has(claimOf(report)),
    );
    const known = review.hazard.changeSet.files.find((file) => file.newPath === path)?.kind?.id;
    return { id, half, family, kind: known ?? planted.kind, foundBy: checksOf(found), alarmedBy: checksOf(alarms) };
  });
}

/** The planted families that a check's reports can be about: what it declares, or all of them as long as it declares nothing. */
function familiesByCheck(reviewers: readonly Reviewer[]): ReadonlyMap<string, ReadonlySet<string>> {
  const familiesOf = (name: string, { judges }: Check): ReadonlySet<string> => {
    if (ELSEWHERE.has(name)) return new Set();
    const declared = judges?.flatMap(({ families }) => families);
    return new Set(PlantedFamily.options.filter((family) => declared?.includes(family) ?? true));
  };
  return new Map(
    reviewers.flatMap((reviewer) =>
      reviewer.checks.map((check) => {
        const name = `${reviewer.id}/${check.id}`;
        return [name, familiesOf(name, check)] as const;
      }),
    ),
  );
}

function reportsIn(change: PlantedChange, path: string): readonly CheckReport[] {
  return change.reports.filter(({ location }) => location?.path === path && location?.side === 'new');
}

function touches({ location }: CheckReport, { hazardLines }: PlantedHazard): boolean {
  const [first, last] = hazardLines;
  const { startLine = null, endLine = null } = location ?? {};
  return startLine !== null && endLine !== null && startLine <= last + SLACK && endLine >= first - SLACK;
}

/** What stays the same when the lines shift. */
function claimOf({ check, rule, evidence }: CheckReport): string {
  return JSON.stringify([check, rule, evidence]);
}

function checksOf(reports: readonly CheckReport[]): readonly string[] {
  return [...new Set(reports.map(({ check }) => check))].toSorted();
}
