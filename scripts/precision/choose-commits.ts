import { execFileSync } from 'node:child_process';

/** A change to review: from one commit of a repository to another. */
export interface ChosenChange {
  readonly folder: string;
  readonly from: string;
  readonly to: string;
}

/** Which changes are worth the time. */
interface WantedSize {
  /** Fewer changed lines than this are left out. */
  readonly least: number;
  /** Larger ones are releases, translations and imports, which take as long as hundreds of others. */
  readonly lines: number;
  readonly files: number;
  /** Also those that change nothing but configuration. */
  readonly anyKind?: boolean;
}

/** The last commits of a repository, the newest first: no merges, and none without a parent. */
export function lastCommits(
  folder: string,
  { last, before, paths }: { readonly last: number; readonly before: string; readonly paths: readonly string[] },
): readonly ChosenChange[] {
  const touching = paths.length === 0 ? [] : ['--', ...paths];
  const commits = git(folder, ['rev-list', '--no-merges', '--min-parents=1', '-n', String(last), before, ...touching]);
  return commits.map((to) => ({ folder, from: `${to}^`, to }));
}

/** The last commits of a repository's own line, some of them in a row as one change: what a long branch brings. */
export function lastRows(
  folder: string,
  request: { readonly last: number; readonly before: string; readonly row: number },
) {
  const { last, before, row } = request;
  const commits = git(folder, ['rev-list', '--first-parent', '-n', String(last + 1), before]);
  const ends = commits.filter((_, index) => index % row === 0);
  return ends.slice(0, -1).map((to, index): ChosenChange => ({ folder, from: ends[index + 1] ?? to, to }));
}

/** Commits whose subject says that they mend something; where it stands among the last says nothing about what it mends. */
export const FIX = '^(fix|security|bug ?fix)|\\b(fix(e[sd])?|security|vulnerab\\w*|CVE-[0-9]+|XSS|SSRF)\\b';

/** Some of the commits that mend something, by a seed, each reversed: what was mended comes back. */
export function fixes(
  folder: string,
  request: { readonly before: string; readonly each: number; readonly seed: number },
) {
  const { before, each, seed } = request;
  const subjects = git(folder, ['log', '--no-merges', '--min-parents=1', '-n', '2000', '--format=%H %s', before]);
  const pattern = new RegExp(FIX, 'i');
  const mended = subjects.flatMap((line): ChosenChange[] =>
    pattern.test(line.slice(41)) ? [{ folder, from: line.slice(0, 40), to: `${line.slice(0, 40)}^` }] : [],
  );
  const chance = chances(seed);
  const drawn = mended.map((one) => [chance(), one] as const).toSorted(([a], [b]) => a - b);
  return drawn.slice(0, each).map(([, one]) => one);
}

/** One of each list after the other, so that whoever stops early has seen of all. */
export function interleaved(lists: readonly (readonly ChosenChange[])[]): readonly ChosenChange[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => lists.flatMap((list) => list[row] ?? [])).flat();
}

/** What the checks may read as code, by the end of a name: without any of these, most commits move numbers of versions. */
export const CODE =
  /(?:\.(?:[cm]?[jt]sx?|py|go|java|php|rb|rake|cs|kts?|rs|vue|svelte|sh|zsh|sql|tf)|Dockerfile|workflows\/[^/]+\.ya?ml)$/;

/** Why a change is not measured, or null where it is. */
export function leftOutFor(
  { folder, from, to }: ChosenChange,
  { least, lines, files, anyKind = false }: WantedSize,
): string | null {
  const rows = git(folder, ['diff-tree', '--numstat', '-r', from, to]);
  if (!anyKind && !rows.some((row) => CODE.test(row))) return 'no code';
  const changed = rows.reduce((sum, row) => {
    const [added = '0', removed = '0'] = row.split('\t');
    return sum + (Number(added) || 0) + (Number(removed) || 0);
  }, 0);
  if (changed < least) return 'too small';
  return rows.length > files || changed > lines ? 'too large' : null;
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
