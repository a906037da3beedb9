import { runGit, type GitPlace } from '../git/run-git.ts';
import type { ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import { fields } from '../git/tree.ts';

/** One line of the index; `line` is in the very format that `git update-index --index-info` takes. */
export interface IndexEntry {
  readonly mode: string;
  readonly id: string;
  /** 0, or 1 to 3 for the sides of a merge conflict. */
  readonly stage: number;
  readonly path: string;
  readonly line: Buffer;
}

const TAB = 0x09;

export async function listIndex(place: GitPlace): Promise<readonly IndexEntry[]> {
  const { stdout } = await runGit(place, ['ls-files', '--stage', '-z']);
  return [...fields(stdout)].map((line) => {
    const tab = line.indexOf(TAB);
    const [mode = '', id = '', stage = ''] = line.toString('latin1', 0, tab).split(' ');
    return { mode, id, stage: Number(stage), path: decodePath(line.subarray(tab + 1)), line };
  });
}

/** Paths that are staged: what the index holds of them is not what the commit holds. */
export async function listStaged(place: GitPlace, head: ObjectId): Promise<readonly string[]> {
  const args = ['diff-index', '--cached', '-z', '--raw', '--no-renames', '--ignore-submodules=all', head, '--'];
  const { stdout } = await runGit(place, args);
  return [...fields(stdout)].filter((_, index) => index % 2 === 1).map((path) => decodePath(path));
}

/** What git found in the work tree. Where it was not let in it goes on and answers 0: what it said is all that tells. */
export interface Seen {
  readonly paths: readonly string[];
  /** A sentence of git for each place that it could not look at. */
  readonly unseen: readonly string[];
}

/** Paths that are neither tracked nor ignored; a nested repository ends with a slash. */
export async function listUntracked(place: GitPlace): Promise<Seen> {
  const { stdout, stderr } = await runGit(place, ['ls-files', '--others', '--exclude-standard', '-z']);
  return { paths: [...fields(stdout)].map((path) => decodePath(path)), unseen: linesOf(stderr) };
}

/**
 * Tracked paths that may differ from the index, by their stat data. Submodules are left out: git would start a `git status`
 * inside of them, under their own configuration.
 */
export async function listTouched(place: GitPlace): Promise<Seen> {
  const args = ['diff-files', '-z', '--raw', '--no-renames', '--ignore-submodules=all'];
  const { stdout, stderr } = await runGit(place, args);
  const names = [...fields(stdout)].filter((_, index) => index % 2 === 1);
  return { paths: names.map((path) => decodePath(path)), unseen: linesOf(stderr) };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
