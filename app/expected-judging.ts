import { judgedFiles } from '../coordinator/compose/judged-files.ts';
import type { Reviewer } from '../reviewers/reviewer.ts';
import { looksAt } from '../reviewers/runner/under-endings.ts';
import { scopesOfRules } from '../reviewers/runner/scopes-of-rules.ts';
import { isReadLockfile } from '../reviewers/security/lockfile/read-lockfile.ts';
import type { ChangeSet } from '../schemas/change-set.ts';
import type { CoordinatorPolicy } from '../schemas/coordination.ts';
import { type FileKind, type JudgedFile, RuleFamily } from '../schemas/judged.ts';

/** Files of one kind that the same checks would judge alike. */
export interface ExpectedJudging {
  readonly kind: FileKind;
  readonly files: number;
  readonly state: JudgedFile['state'];
  /** What would be looked for in them. */
  readonly families: readonly RuleFamily[];
  /** Some of that only where nothing changed that no rule knows, which the review finds out. */
  readonly whereKnown: boolean;
  /** The checks that would, as `reviewer/check`. */
  readonly checks: readonly string[];
}

/** The one reviewer whose checks look into what stood at the base as generated, minified or vendored. */
const READS_NOISE = 'security';

/**
 * What checks alone would judge of a change if all of them come to their end, a row a kind: by the coordinator's own reckoning, so that a plan
 * and the review agree. Empty where the kinds of the files are not known.
 */
export function expectedJudging({
  changeSet,
  reviewers,
  policy,
}: {
  readonly changeSet: ChangeSet;
  readonly reviewers: readonly Reviewer[];
  readonly policy: CoordinatorPolicy;
}): ExpectedJudging[] {
  const reports = reviewers.map((reviewer) => ({
    reviewer: reviewer.id,
    required: true,
    status: 'ok' as const,
    reason: null,
    gaps: [],
    rules: [],
    read: [],
    findings: [],
    scopes: scopesOfRules(reviewer),
    judged: [...changeSet.files, ...changeSet.filtered].flatMap((file) => {
      const isLeftOut = 'reason' in file;
      if (isLeftOut && !isReadLockfile(file.newPath) && file.status !== 'D') return [];
      if (!isLeftOut && file.noise !== undefined && reviewer.id !== READS_NOISE) return [];
      // Of what was left out only the check that is made for its kind reads anything.
      const families = reviewer.checks.flatMap((check) =>
        looksAt(check, file) ? familiesIn(check, file.kind, isLeftOut ? [] : ['*']) : [],
      );
      const known = RuleFamily.options.filter((family) => families.includes(family));
      // Git shows nothing of what it calls binary.
      return file.binary || known.length === 0 ? [] : [{ path: file.newPath, families: known }];
    }),
  }));
  const files = judgedFiles({ changeSet, sources: [], reports, policy }) ?? [];
  const same = Map.groupBy(files, ({ kind, state, families }) => JSON.stringify([kind.id, state, families]));
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { kind, state, families } = first;
    const judging = reviewers.flatMap((reviewer) =>
      reviewer.checks
        .filter((check) => familiesIn(check, kind).some((family) => families.includes(family)))
        .map((check) => ({ id: `${reviewer.id}/${check.id}`, check })),
    );
    const whereKnown = judging.some(
      ({ check: { judges = [] } }) =>
        state === 'judged' && judges.some((one) => one.whereKnown === true && one.kinds.includes(kind.id)),
    );
    return [{ kind, files: all.length, state, families, whereKnown, checks: judging.map(({ id }) => id) }];
  });
}

type Check = Reviewer['checks'][number];

function familiesIn(
  { judges = [] }: Check,
  kind: FileKind | undefined,
  every: readonly string[] = ['*'],
): RuleFamily[] {
  return judges
    .filter(({ kinds }) => kinds.some((one) => every.includes(one)) || kinds.includes(kind?.id ?? ''))
    .flatMap(({ families }) => [...families]);
}
