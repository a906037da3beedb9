import type { ChangedFile, ChangeSet } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
/** Longest list of names in a sentence. */
const NAMED = 3;

/** Changed text files that no reviewer looked at. When only outside tools took part, nobody knows what they read. */
export function unreadFiles({ changeSet, reports }: CoordinatorInput): readonly string[] {
  if (!reports.some((report) => report.rules !== null)) return [];
  const read = new Set(reports.flatMap((report) => report.read));
  return changeSet.files
    .filter((file) => isText(file) && !read.has(file.newPath) && !read.has(file.oldPath))
    .map((file) => file.newPath)
    .toSorted(compareText);
}

/**
 * What somebody should have read: files with hunks, and files that git calls binary although their name says that they are source (one NUL
 * byte is enough to hide code from a diff).
 */
function isText({ binary, hunks, newPath, newMode }: ChangedFile): boolean {
  return binary ? newMode !== ABSENT && SOURCE_NAME.test(newPath) : hunks.length > 0;
}

const ABSENT = '000000';
const SOURCE_NAME =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|kts|scala|swift|c|h|cc|cpp|hpp|cs|php|pl|sh|bash|ps1|sql|lua|dart|ex|exs|vue|svelte|html?|ya?ml|toml|json|tf)$/i;

/** Why the review cannot be called complete: planned halves that did not finish, and files that nobody read. */
export function incompleteReasons(
  { changeSet, reports, unverified }: CoordinatorInput,
  unread: readonly string[],
): readonly string[] {
  const required = reports.filter((report) => report.required);
  const reasons = required.flatMap((report) => [
    ...(report.status === 'failed' && !failedByModel(report)
      ? [`${report.reviewer} failed${because(report.reason)}`]
      : []),
    ...report.gaps
      .filter((gap) => gap.kind === 'failed')
      .map((gap) => `${gap.check}${gap.path === null ? '' : ` on ${gap.path}`} did not finish${because(gap.reason)}`),
  ]);
  const halves = Map.groupBy(required.flatMap(unfinishedHalf), ({ reason }) => reason);
  const models = [...halves].map(
    ([reason, all]) => `${halvesOf(all.map(({ reviewer }) => reviewer))} did not finish${because(reason)}`,
  );
  const more = unread.length > NAMED ? ` and ${unread.length - NAMED} more` : '';
  const nobody = unread.length === 0 ? [] : [`nobody read ${unread.slice(0, NAMED).join(', ')}${more}`];
  const judge = unverified === undefined ? [] : [`the verification of findings did not finish${because(unverified)}`];
  return [...new Set([...reasons, ...models, ...judge])].toSorted(compareText).concat(nobody, leftOut(changeSet));
}

/** Pieces of the input that could hold changes and were not understood, or not passed on: nobody can have looked at them. */
function leftOut({ skipped }: ChangeSet): readonly string[] {
  const pieces = skipped.filter((piece) => piece.harmless !== true);
  const [first] = pieces;
  if (first === undefined) return [];
  const more = pieces.length === 1 ? '' : ` (and ${pieces.length - 1} more)`;
  return [`a piece of the input could not be looked at: ${first.reason}${more}`];
}

/** Model halves that were planned and gave no answer. */
function unfinishedHalf({ reviewer, model }: ReviewerReport) {
  return model === undefined || model.status === 'ok' || model.status === 'not-asked'
    ? []
    : [{ reviewer, reason: model.reason }];
}

/** The reviewer failed as a whole only because its model half did. */
export function failedByModel({ reason, model }: ReviewerReport): boolean {
  return model?.status === 'failed' && model.reason === reason;
}

function halvesOf(reviewers: readonly string[]): string {
  const names = [...new Set(reviewers)].toSorted(compareText);
  const last = names.at(-1) ?? '';
  if (names.length === 1) return `the model half of ${last}`;
  return `the model halves of ${names.slice(0, -1).join(', ')} and ${last}`;
}

function because(reason: string | null): string {
  return reason === null || reason === '' ? '' : `: ${reason}`;
}
