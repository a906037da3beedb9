import { decodePath } from '../../diff/path.ts';
import { runGit, type GitPlace } from './run-git.ts';
import { fields } from './tree.ts';

/** More of them than these leave too little of a change to speak of, and too long a command. */
export const MOST_MISSING = 200;

const HEADER = /^:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*$/;
const NOTHING = /^0+$/;

export interface MissingBlobs {
  /** Changed files of which the clone lacks a side. */
  readonly paths: readonly string[];
  /** How many files changed in all. */
  readonly changed: number;
}

/** Which changed files a partial or damaged clone cannot show, found without reading any of them. */
export async function missingBlobs(place: GitPlace, old: string, head: string): Promise<MissingBlobs> {
  const { stdout } = await runGit(place, [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--full-index',
    '--no-commit-id',
    old,
    head,
    '--',
  ]);
  const changes = new Map<string, readonly string[]>();
  let ids: readonly string[] | null = null;
  for (const field of fields(stdout)) {
    if (ids === null) {
      ids = (HEADER.exec(field.toString('latin1')) ?? []).slice(1).filter((id) => !NOTHING.test(id));
    } else {
      changes.set(decodePath(field), ids);
      ids = null;
    }
  }
  const wanted = [...new Set([...changes.values()].flat())];
  const answer = await runGit(place, ['cat-file', '--batch-check'], {
    input: Buffer.from(wanted.join('\n').concat('\n')),
  });
  const absent = new Set(
    answer.stdout
      .toString('latin1')
      .split('\n')
      .flatMap((line) => (line.endsWith(' missing') ? [line.slice(0, line.indexOf(' '))] : [])),
  );
  const paths = [...changes].filter(([, both]) => both.some((id) => absent.has(id))).map(([path]) => path);
  return { paths, changed: changes.size };
}
