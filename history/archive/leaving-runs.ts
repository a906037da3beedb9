import type { Run } from '../../schemas/run.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { IMPORT_LABEL } from '../read/imported-outcomes.ts';
import { SUPPRESSION_LABEL } from '../read/suppressions.ts';

/** What is asked of a run before it leaves. */
export interface ArchivableRun extends Pick<Run, 'id' | 'startedAt' | 'source' | 'label' | 'trust'> {
  /** When bytes of it were let go last (ISO 8601); null where none were. */
  readonly bytesWentAt: string | null;
  /** Bytes that no retention let go yet. */
  readonly holdsBytes: boolean;
}

export interface LeavingRules {
  /** Whoever began at this moment (ISO 8601) or later stays. */
  readonly since: string;
  /** So many runs at once, except that a change is never taken apart. */
  readonly most: number;
  /** Whether runs may leave with bytes: not where a retention would look for them here. */
  readonly withBytes: boolean;
  /** So many of the newest runs of each trust domain stay. */
  readonly remembered: number;
}

/** Looked up by every review, whatever their age; people make few of them. */
const ALWAYS_HERE: readonly Pick<Run, 'source' | 'label'>[] = [SUPPRESSION_LABEL, IMPORT_LABEL];

/**
 * The runs that move into an archive, oldest change first. A pull request leaves as a whole or not at all: what was said on it has to be known together.
 * The runs of anything else leave one by one, because a branch is reviewed for years.
 */
export function leavingRuns(runs: readonly ArchivableRun[], rules: LeavingRules): readonly ArchivableRun[] {
  const { since, most, withBytes } = rules;
  const remembered = newestOfDomains(runs, rules);
  const mayLeave = (run: ArchivableRun): boolean =>
    run.startedAt < since &&
    // Views that are kept from run to run, elsewhere, learn from the base that bytes are to go.
    (run.bytesWentAt ?? '') < since &&
    (withBytes || !run.holdsBytes) &&
    !remembered.has(run.id) &&
    !ALWAYS_HERE.some(({ source, label }) => run.source === source && run.label === label);
  const changes = [
    ...Map.groupBy(runs, (run) => (run.source === 'pull-request' ? run.label : `run ${run.id}`)).values(),
  ]
    .filter((ofChange) => ofChange.every(mayLeave))
    .map((ofChange) => ({
      ofChange,
      newest:
        ofChange
          .map(({ id }) => id)
          .toSorted(compareText)
          .at(-1) ?? '',
    }))
    .toSorted((a, b) => compareText(a.newest, b.newest));
  const leaving: ArchivableRun[] = [];
  for (const { ofChange } of changes) {
    if (leaving.length > 0 && leaving.length + ofChange.length > most) break;
    leaving.push(...ofChange);
  }
  return leaving;
}

function newestOfDomains(runs: readonly ArchivableRun[], { remembered }: LeavingRules): ReadonlySet<string> {
  const newest = [...Map.groupBy(runs, ({ trust }) => trust).values()].flatMap((ofDomain) =>
    ofDomain.toSorted((a, b) => compareText(b.id, a.id)).slice(0, remembered),
  );
  return new Set(newest.map(({ id }) => id));
}
