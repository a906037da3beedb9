import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import { chances, type ChosenChange, CODE } from './choose-commits.ts';

/** Files of one change: a larger one is folded in the summary. */
const TOGETHER = 10;

/**
 * Some files of a repository, by a seed, as if each were new: a change whose base lacks them and whose head is the tree as it stands. Made in a
 * repository of its own in `scratch`, which borrows the other's objects. Tests and samples are left out.
 */
export function asNewFiles(
  source: string,
  request: { readonly each: number; readonly seed: number; readonly scratch: string; readonly before: string },
): readonly ChosenChange[] {
  const { each, seed, scratch, before } = request;
  const folder = join(scratch, basename(dirname(source)), 'repo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      input,
      maxBuffer: 1 << 28,
      env: ENVIRONMENT,
    }).trim();
  git(['init', '-q', '--bare', '.']);
  const read = (args: readonly string[]): string =>
    execFileSync('git', ['-C', source, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
  writeFileSync(
    join(folder, 'objects/info/alternates'),
    `${read(['rev-parse', '--path-format=absolute', '--git-path', 'objects'])}\n`,
  );
  const tree = read(['rev-parse', `${before}^{tree}`]);
  const chance = chances(seed);
  const paths = read(['ls-tree', '-r', '--name-only', '-z', tree])
    .split('\0')
    .filter((path) => CODE.test(path) && !isSampleCode(path))
    .map((path) => [chance(), path] as const)
    .toSorted(([a], [b]) => a - b)
    .slice(0, each)
    .map(([, path]) => path);
  return Array.from({ length: Math.ceil(paths.length / TOGETHER) }, (_, index) => {
    git(['read-tree', tree]);
    const away = paths.slice(index * TOGETHER, (index + 1) * TOGETHER);
    git(['update-index', '-z', '--index-info'], away.map((path) => `0 ${ABSENT}\t${path}\0`).join(''));
    const from = git(['commit-tree', git(['write-tree', '--missing-ok']), '-m', 'Without some files']);
    const to = git([
      'commit-tree',
      tree,
      '-p',
      from,
      '-m',
      'Some files as if they were new',
      '-m',
      'Signed-off-by: nobody <nobody@example.com>',
    ]);
    // What nothing names is no commit to some readers of repositories.
    git(['update-ref', 'refs/heads/main', to]);
    return { folder, from, to };
  });
}

/** How git names an entry that is to go. */
const ABSENT = '0'.repeat(40);
const NOBODY = { NAME: 'nobody', EMAIL: 'nobody@example.com', DATE: '2026-01-01T00:00:00Z' };
const ENVIRONMENT = {
  PATH: process.env.PATH,
  ...Object.fromEntries(
    Object.entries(NOBODY).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  ),
};
