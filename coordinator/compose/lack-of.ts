import type { ChangedFile, FilteredFile } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import type { FileKind, Lack, RuleFamily, UnjudgedPath } from '../../schemas/judged.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { lostFamilies } from './lost-families.ts';

/** What was said of why files were not judged, by path: a change of many files is not gone through for each of them. */
export interface LackSources extends Pick<CoordinatorInput, 'reports' | 'policy'> {
  readonly unjudged: ReadonlyMap<string, readonly UnjudgedPath[]>;
}

/** Gathers what tells why files were not judged. */
export function lackSources({ reports, policy }: Pick<CoordinatorInput, 'reports' | 'policy'>): LackSources {
  const rows = reports.flatMap(({ unjudged = [] }) => unjudged);
  return { reports, policy, unjudged: Map.groupBy(rows, ({ path }) => path) };
}

/** Why nothing looked for these families in a file, as far as the reports tell. */
export function lackOf(
  { file, kind }: { readonly file: ChangedFile | FilteredFile; readonly kind: FileKind },
  families: readonly RuleFamily[],
  { reports, policy, unjudged }: LackSources,
): Lack {
  const isLacked = (family: RuleFamily): boolean => families.includes(family);
  const reasons = [
    ...(reports.some((report) => lostFamilies(report, kind.id, policy).some(isLacked)) ? [SWITCHED_OFF] : []),
    ...(unjudged.get(file.newPath) ?? []).filter((row) => row.families.some(isLacked)).map(({ reason }) => reason),
  ];
  // Who did not come to an end has not said what it knows.
  const ended = reports.filter(({ rules, status }) => rules !== null && status !== 'ok').map(endOf);
  const known = reasons.length > 0 ? reasons : ended.length > 0 ? ended : [unknown(kind)];
  return { families: [...families], reasons: [...new Set(known)] };
}

const SWITCHED_OFF = 'rules that judge it are switched off';

function endOf({ reviewer, status, reason }: ReviewerReport): string {
  return `${reviewer} ${status === 'failed' ? 'failed' : 'was skipped'}${reason === null ? '' : `: ${reason}`}`;
}

/** A text or a table that may be run is what surprises: its kind alone needs no judging. */
function unknown({ id, class: found }: FileKind): string {
  const usual = FILE_KINDS.get(id)?.class;
  return usual === undefined || usual === found || usual === 'code' || usual === 'running-configuration'
    ? 'no rules judge this kind'
    : 'something may run it or obey it, and no rules judge that';
}
