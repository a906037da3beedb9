import { basename, dirname } from 'node:path/posix';

interface Convention {
  readonly files: RegExp;
  /** The names of the test of a file without its ending. */
  readonly tests: (stem: string) => readonly string[];
  readonly endings: RegExp;
}

const CONVENTIONS: readonly Convention[] = [
  {
    files: /(?<!\.d)\.[cm]?[jt]sx?$/i,
    tests: (stem) => [`${stem}.test`, `${stem}.spec`, `${stem}-test`, `${stem}_test`],
    endings: /\.[cm]?[jt]sx?$/i,
  },
  { files: /\.py$/i, tests: (stem) => [`test_${stem}`, `${stem}_test`], endings: /\.py$/i },
  { files: /\.go$/i, tests: (stem) => [`${stem}_test`], endings: /\.go$/i },
  { files: /\.java$/i, tests: (stem) => [`${stem}Test`, `${stem}Tests`], endings: /\.java$/i },
  { files: /\.kt$/i, tests: (stem) => [`${stem}Test`, `${stem}Tests`, `${stem}Spec`], endings: /\.kt$/i },
  { files: /\.cs$/i, tests: (stem) => [`${stem}Test`, `${stem}Tests`, `${stem}Fixture`], endings: /\.cs$/i },
  { files: /\.rb$/i, tests: (stem) => [`${stem}_spec`, `${stem}_test`, `test_${stem}`], endings: /\.rb$/i },
  { files: /\.php$/i, tests: (stem) => [`${stem}Test`], endings: /\.php$/i },
];
/** Names that say nothing: many folders have one. */
const COMMON = /^(?:index|main|mod|utils?|helpers?|types?|constants?|__init__|base|common|config|version)$/i;

/** The tests of exactly one file, by its name and place; null where there are none, or others have the same name. */
export function testsOfFile(path: string, paths: readonly string[]): string | null {
  const convention = CONVENTIONS.find(({ files }) => files.test(path));
  const stem = basename(path).replace(/\.[^.]+$/, '');
  if (convention === undefined || COMMON.test(stem)) return null;
  const { endings } = convention;
  const names = new Set(convention.tests(stem));
  const found = paths.filter((one) => endings.test(one) && names.has(basename(one).replace(endings, '')));
  const beside = found.filter((one) => dirname(one).replace(/\/__tests__$/, '') === dirname(path));
  if (beside.length === 1) return beside[0] ?? null;
  const same = paths.filter((one) => endings.test(one) && basename(one).replace(endings, '') === stem);
  return found.length === 1 && same.length === 1 ? (found[0] ?? null) : null;
}
