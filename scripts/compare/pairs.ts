import { execFileSync } from 'node:child_process';

/** Pairs of commits to compare, as lines for `git diff-tree --stdin`. */
export interface Pairs {
  readonly pairs: readonly string[];
  /** The merges all of whose pairs are among them. */
  readonly merges: readonly string[];
  /** How many pairs were left out. */
  readonly left: number;
}

/**
 * Every commit with each of its parents, and a root alone; without those that touch a blob which the repository lacks (a
 * partial copy), because git would stop there.
 */
export function readablePairs(repository: string): Pairs {
  const all = pairsOf(repository);
  const missing = missingObjects(repository);
  const pairs = all.filter((pair) => {
    if (missing.size === 0) return true;
    const [commit = '', parent] = pair.trimEnd().split(' ');
    const trees = parent === undefined ? ['--root', commit] : [parent, commit];
    const list = git(repository, ['diff-tree', '-r', '--raw', '--no-abbrev', '--no-commit-id', ...trees], '').toString(
      'latin1',
    );
    return !list.split(/[\s]+/).some((word) => missing.has(word));
  });
  return { pairs, merges: mergesAmong(repository, new Set(pairs)), left: all.length - pairs.length };
}

export function git(repository: string, arguments_: readonly string[], input: string): Buffer {
  return execFileSync('git', ['-C', repository, ...arguments_], { input, maxBuffer: 2 ** 31 - 1 });
}

function pairsOf(repository: string): string[] {
  return linesOf(repository, []).flatMap(pairsOfLine);
}

function mergesAmong(repository: string, pairs: ReadonlySet<string>): string[] {
  const readable = linesOf(repository, ['--merges']).filter((line) =>
    pairsOfLine(line).every((pair) => pairs.has(pair)),
  );
  return readable.map((line) => `${line.split(' ', 1).join('')}\n`);
}

function linesOf(repository: string, filter: readonly string[]): string[] {
  const output = git(repository, ['rev-list', '--all', '--parents', ...filter], '')
    .toString('latin1')
    .trimEnd();
  return output === '' ? [] : output.split('\n');
}

function pairsOfLine(line: string): string[] {
  const [commit = '', ...parents] = line.split(' ');
  return parents.length === 0 ? [`${commit}\n`] : parents.map((parent) => `${commit} ${parent}\n`);
}

function missingObjects(repository: string): ReadonlySet<string> {
  const listed = git(repository, ['rev-list', '--all', '--objects', '--missing=print'], '').toString('latin1');
  return new Set([...listed.matchAll(/^\?([0-9a-f]+)$/gm)].map((match) => match[1] ?? ''));
}
