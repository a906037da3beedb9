import type { ChangedFile, ChangeSet, FilteredFile } from '../../schemas/change-set.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { CoordinatorInput, CoordinatorPolicy } from '../../schemas/coordination.ts';
import { type FileClass, type FileKind, type JudgedFile, RuleFamily } from '../../schemas/judged.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { notAccepted } from './accepted.ts';
import { lostFamilies } from './lost-families.ts';
import { lackOf, type LackSources, lackSources } from './lack-of.ts';

/** The families of rules that judge a file of this class together; null where nothing has to. */
const NEEDED: Readonly<Record<FileClass, readonly RuleFamily[] | null>> = {
  code: ['injection', 'correctness'],
  'running-configuration': ['running-configuration'],
  prose: null,
  data: null,
  asset: null,
};
/**
 * No tool runs what a lockfile says; installers take what it names, and whoever looks for that has to know its format. Settings of a linter say
 * what it hears less of, where nothing is loaded by them.
 */
const NEEDED_BY_KIND: ReadonlyMap<string, readonly RuleFamily[]> = new Map([
  ['lockfile', ['dependencies']],
  ['linter-configuration', ['policy']],
]);
const ABSENT = '000000';
/** Without contents that anybody could read, they guard nothing: gone, they do nothing any more. All else may have been a guard, in any language. */
const NOTHING_ONCE_GONE: ReadonlySet<string> = new Set(['binary', 'lfs-pointer', 'empty']);

/**
 * What was judged, a row a changed file, in the order of paths. Null for a change set that was recorded before file kinds were. Silence is no
 * evidence: only what a check declares and ran, or a model that read the whole patch, judges a file.
 */
export function judgedFiles({ changeSet, reports, policy }: CoordinatorInput): readonly JudgedFile[] | null {
  const known = knownFiles(changeSet);
  if (known === null) return null;
  const looked = lookedAt(reports, policy, new Map(known.map(({ file, kind }) => [file.newPath, kind])));
  const sources = lackSources({ reports, policy });
  const rows = known
    .map((one) => withLack(rowOf(one, looked, policy.accept ?? []), one, sources))
    .toSorted((a, b) => compareText(a.path, b.path));
  // Beside files that are looked at, noise is only told, where its own changed lines went past the rules that judge it (or people took it out
  // of reviews); alone, it would be a change that nobody judged.
  const beside = rows.some(({ state }) => state === 'judged');
  return rows.map(({ isNoise, lack, ...row }) => {
    if (isNoise && beside && row.state === 'not-covered') return { ...row, state: 'filtered' };
    return lack === undefined ? row : { ...row, lack };
  });
}

type Row = JudgedFile & { readonly isNoise: boolean };

/** Whoever is told that nothing judged a file is told why. */
function withLack(row: Row, one: KnownFile, sources: LackSources): Row {
  if (row.state !== 'not-covered' && row.state !== 'accepted') return row;
  const families = (neededBy(one.kind) ?? []).filter((family) => !row.families.includes(family));
  return { ...row, lack: lackOf(one, families, sources) };
}

/** What must be looked for in a file of this kind; null where nothing must. */
function neededBy(kind: FileKind): readonly RuleFamily[] | null {
  return NEEDED_BY_KIND.get(kind.id) ?? NEEDED[kind.class];
}

interface KnownFile {
  readonly file: ChangedFile | FilteredFile;
  readonly kind: FileKind;
}

/** Which checks and models looked at a path. */
interface LookedAt {
  readonly families: ReadonlyMap<string, ReadonlySet<RuleFamily>>;
  readonly models: ReadonlyMap<string, readonly string[]>;
}

function knownFiles({ files, filtered }: ChangeSet): readonly KnownFile[] | null {
  const all = [...files, ...filtered].map((file) => ({ file, kind: file.kind }));
  const known = all.filter((one): one is KnownFile => one.kind !== undefined);
  return known.length < all.length ? null : known;
}

function rowOf(
  { file, kind }: KnownFile,
  { families: byCheck, models: byModel }: LookedAt,
  accept: readonly string[],
): Row {
  const path = file.newPath;
  const found = byCheck.get(path);
  const families = RuleFamily.options.filter((family) => found?.has(family) === true);
  const models = byModel.get(path) ?? [];
  const open = (): FileKind | null => notAccepted({ file, kind, needs: (one) => neededBy(one) !== null }, accept);
  const state = stateOf({ file, kind }, { families, isRead: models.length > 0, isAccepted: () => open() === null });
  return {
    path,
    // The line that accepts a file names what is not accepted yet.
    kind: state === 'not-covered' ? (open() ?? kind) : kind,
    state,
    families,
    models: models.toSorted(compareText),
    // A lockfile is left out of prompts alone: the check that is made for it looks at it all the same.
    isNoise: 'reason' in file ? file.reason !== 'lockfile' : file.noise !== undefined && families.includes('injection'),
  };
}

/** By path, so that a change of many files is not gone through for each of them. */
function lookedAt(
  reports: readonly ReviewerReport[],
  policy: CoordinatorPolicy,
  kinds: ReadonlyMap<string, FileKind>,
): LookedAt {
  const families = new Map<string, Set<RuleFamily>>();
  const models = new Map<string, string[]>();
  for (const report of reports) {
    const { reviewer, judged = [], model } = report;
    const byKind = new Map<string, readonly RuleFamily[]>();
    const lostOf = (path: string): readonly RuleFamily[] => {
      const kind = kinds.get(path)?.id ?? '';
      const lost = byKind.get(kind) ?? lostFamilies(report, kind, policy);
      byKind.set(kind, lost);
      return lost;
    };
    for (const one of judged) {
      const all = families.get(one.path) ?? new Set();
      const lost = lostOf(one.path);
      for (const family of one.families) if (!lost.includes(family)) all.add(family);
      families.set(one.path, all);
    }
    for (const path of model?.status === 'ok' ? new Set(model.judged) : []) {
      // What this model says under a rule that is off is held back, so its silence says nothing of that family.
      const kind = kinds.get(path);
      const needed = kind === undefined ? null : neededBy(kind);
      if (needed?.some((family) => lostOf(path).includes(family)) === true) continue;
      models.set(path, [...(models.get(path) ?? []), reviewer]);
    }
  }
  return { families, models };
}

function stateOf(
  { file, kind }: KnownFile,
  {
    families,
    isRead,
    isAccepted,
  }: { readonly families: readonly RuleFamily[]; readonly isRead: boolean; readonly isAccepted: () => boolean },
): JudgedFile['state'] {
  const needed = neededBy(kind);
  if (needed === null || file.inert === true) return 'not-needed';
  if (file.newMode === ABSENT && NOTHING_ONCE_GONE.has(kind.id)) return 'not-needed';
  if (isRead || needed.every((family) => families.includes(family))) return 'judged';
  return isAccepted() ? 'accepted' : 'not-covered';
}
