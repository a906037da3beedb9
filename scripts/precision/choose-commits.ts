import { execFileSync } from 'node:child_process';

/** A commit of a repository, to be reviewed against its parent or, reversed, its parent against it. */
export interface ChosenCommit {
  readonly folder: string;
  readonly commit: string;
}

/** Which commits are worth the time. */
export interface WantedSize {
  /** Fewer changed lines than this are left out. */
  readonly least: number;
  /** Larger ones are releases, translations and imports, which take as long as hundreds of others. */
  readonly lines: number;
  readonly files: number;
}

/** The last commits of a repository, the newest first: no merges, and none without a parent. */
export function lastCommits(folder: string, last: string, before: string): readonly ChosenCommit[] {
  return commitsOf(folder, ['-n', last, before]);
}

/** Commits whose subject says that they mend something; where it stands among the last says nothing about what it mends. */
const FIX = '^(fix|security|bug ?fix)|\\b(fix(e[sd])?|security|vulnerab\\w*|CVE-[0-9]+|XSS|SSRF)\\b';

/** Some of the commits that mend something, by a seed. */
export function fixes(
  folder: string,
  request: { readonly before: string; readonly each: number; readonly seed: number },
) {
  const { before, each, seed } = request;
  const subjects = git(folder, ['log', '--no-merges', '--min-parents=1', '-n', '2000', '--format=%H %s', before]);
  const pattern = new RegExp(FIX, 'i');
  const mended = subjects.flatMap((line): ChosenCommit[] =>
    pattern.test(line.slice(41)) ? [{ folder, commit: line.slice(0, 40) }] : [],
  );
  const chance = chances(seed);
  const drawn = mended.map((one) => [chance(), one] as const).toSorted(([a], [b]) => a - b);
  return drawn.slice(0, each).map(([, one]) => one);
}

/** One of each list after the other, so that whoever stops early has seen of all. */
export function interleaved(lists: readonly (readonly ChosenCommit[])[]): readonly ChosenCommit[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => lists.flatMap((list) => list[row] ?? [])).flat();
}

/** What the checks may read as code, by the end of a name: without any of these, most commits move numbers of versions. */
const CODE =
  /(?:\.(?:[cm]?[jt]sx?|py|go|java|php|rb|rake|cs|kts?|rs|vue|svelte|sh|sql)|Dockerfile|workflows\/[^/]+\.ya?ml)$/;

/** Why a commit is not measured, or null where it is. */
export function leftOutFor({ folder, commit }: ChosenCommit, { least, lines, files }: WantedSize): string | null {
  const rows = git(folder, ['diff-tree', '--numstat', '-r', '--no-commit-id', commit]);
  if (!rows.some((row) => CODE.test(row))) return 'no code';
  const changed = rows.reduce((sum, row) => {
    const [added = '0', removed = '0'] = row.split('\t');
    return sum + (Number(added) || 0) + (Number(removed) || 0);
  }, 0);
  if (changed < least) return 'too small';
  return rows.length > files || changed > lines ? 'too large' : null;
}

function commitsOf(folder: string, args: readonly string[]): readonly ChosenCommit[] {
  return git(folder, ['rev-list', '--no-merges', '--min-parents=1', ...args]).map((commit) => ({ folder, commit }));
}

function git(folder: string, args: readonly string[]): readonly string[] {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  return execFileSync('git', ['-C', folder, ...args], options)
    .split('\n')
    .filter((line) => line !== '');
}

/** The same row of numbers from 0 to 1 for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
