import type { ChangedFile, FilteredFile } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import { FILE_KINDS } from '../../schemas/file-kinds/file-kinds.ts';
import type { FileKind, Lack, RuleFamily } from '../../schemas/judged.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { lostFamilies } from './lost-families.ts';

type Reports = Pick<CoordinatorInput, 'reports' | 'policy'>;

/** What was said of why files were not judged, by path, so that a change of many files is not gone through for each of them. */
export interface LackSources extends Reports {
  readonly gaps: ReadonlyMap<string | null, readonly { readonly report: ReviewerReport; readonly reason: string }[]>;
}

/** Gathers what tells why files were not judged. */
export function lackSources({ reports, policy }: Reports): LackSources {
  const all = reports.flatMap((report) => report.gaps.map(({ path, reason }) => ({ path, report, reason })));
  return { reports, policy, gaps: Map.groupBy(all, ({ path }) => path) };
}

/** Why nothing looked for these families in a file, as far as the reports and the file itself tell. */
export function lackOf(
  { file, kind }: { readonly file: ChangedFile | FilteredFile; readonly kind: FileKind },
  families: readonly RuleFamily[],
  { reports, policy, gaps }: LackSources,
): Lack {
  const knowing = reports.filter(({ scopes = [] }) =>
    scopes.some(({ family, kinds }) => families.includes(family) && (kinds.includes('*') || kinds.includes(kind.id))),
  );
  const told = [...new Set([file.newPath, file.oldPath, null])]
    .flatMap((path) => gaps.get(path) ?? [])
    .filter(({ report }) => knowing.includes(report));
  const ended = knowing.filter(({ status }) => status !== 'ok');
  const isOff = reports.some((report) => lostFamilies(report, kind.id, policy).some((one) => families.includes(one)));
  const noise = 'reason' in file ? file.reason : file.noise;
  const reasons = [
    ...(knowing.length === 0 ? [unknown(kind)] : []),
    ...(isOff ? ['rules that judge it are switched off'] : []),
    ...(file.binary ? ['git shows nothing of a binary file'] : []),
    ...(noise === undefined ? [] : [`it is ${noise}`]),
    ...told.map(({ reason }) => reason),
    ...ended.map(
      ({ reviewer, status, reason }) => `${reviewer} ${ENDED[status]}${reason === null ? '' : `: ${reason}`}`,
    ),
  ];
  return { families: [...families], reasons: reasons.length === 0 ? [PASSED_OVER] : [...new Set(reasons)] };
}

const ENDED: Readonly<Record<ReviewerReport['status'], string>> = {
  ok: 'ended',
  failed: 'failed',
  skipped: 'was skipped',
};
const PASSED_OVER = 'no check that knows this kind looked at this file';

/** A text or a table that is none is what surprises: its kind alone needs no judging. */
function unknown({ id, class: found }: FileKind): string {
  const usual = FILE_KINDS.get(id)?.class;
  return usual === found || usual === 'code' || usual === 'running-configuration'
    ? 'no rules know this kind'
    : 'something may run it or act on it, and no rules know that';
}
