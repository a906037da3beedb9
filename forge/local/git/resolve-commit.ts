import { ObjectId } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import type { Discovery } from './discover.ts';
import { escapeLine } from './escape-line.ts';
import { type GitPlace, nameOf, runGit } from './run-git.ts';

interface Where {
  readonly outside: GitPlace;
  readonly discovery: Discovery;
}

/** The full id of the commit that `ref` names. Throws an `InputError` for an unknown ref and for an empty repository. */
export async function resolveCommit(where: Where, ref: string): Promise<ObjectId> {
  return (await findCommit(where.outside, ref)) ?? refuse(where, ref);
}

/** Says why there is no such commit. */
async function refuse(where: Where, ref: string): Promise<never> {
  if (!(await hasCommits(where))) {
    throw new InputError({
      what: 'this repository has no commits yet',
      where: nameOf(where.outside),
      remedy: 'Commit something first, or review a diff from a file with --diff.',
    });
  }
  const shallow = where.discovery.shallow !== null;
  const beforeFirst = /[~^]/.test(ref)
    ? ` If there is no commit before it, compare with the empty tree: ${EMPTY_TREES[where.discovery.objectFormat]}..HEAD.`
    : '';
  throw new InputError({
    what: `unknown ref: ${escapeLine(ref)}`,
    where: nameOf(where.outside),
    remedy: shallow
      ? 'This is a shallow clone and may lack it: run `git fetch --unshallow`, or fetch that branch, for example `git fetch origin main:main`.'
      : `List the refs with \`git branch --all\`; a branch of a remote is called \`origin/NAME\` until it is checked out.${beforeFirst}`,
  });
}

/** Git knows the tree without a file by these names in every repository, whether it holds it or not (`git hash-object -t tree /dev/null`). */
export const EMPTY_TREES: Readonly<Record<Discovery['objectFormat'], ObjectId>> = {
  sha1: ObjectId.parse('4b825dc642cb6eb9a060e54bf8d69288fbee4904'),
  sha256: ObjectId.parse('6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'),
};

/** Whether this is the tree without a file, before the first commit. */
export function isEmptyTree(id: ObjectId): boolean {
  return Object.values(EMPTY_TREES).includes(id);
}

/**
 * What a change is held against: as `resolveCommit`, and the empty tree by its id, which `HEAD` means before the first commit.
 */
export async function resolveBase(where: Where, ref: string): Promise<ObjectId> {
  const empty = EMPTY_TREES[where.discovery.objectFormat];
  if (ref === empty) return empty;
  const id = await findCommit(where.outside, ref);
  if (id !== null) return id;
  return ref === 'HEAD' && !(await hasCommits(where)) ? empty : refuse(where, ref);
}

/** The full id of the commit that `ref` names; null where there is none. */
export async function findCommit(outside: GitPlace, ref: string): Promise<ObjectId | null> {
  // A ref never begins with a hyphen, and NUL cannot be passed on; both would be read as something else.
  if (ref === '' || ref.startsWith('-') || ref.includes('\0')) return null;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const answer = await runGit(outside, args, { codes: [0, 1, 128] });
  const id = ObjectId.safeParse(answer.stdout.toString('latin1').trim());
  return answer.code === 0 && id.success ? id.data : null;
}

/** The commits that refs point to, by one question; what is not there, or is no commit, is left out. */
export async function tipsOf(outside: GitPlace, refs: readonly string[]): Promise<ReadonlyMap<string, ObjectId>> {
  const { stdout } = await runGit(outside, [
    'for-each-ref',
    '--format=%(objecttype) %(objectname) %(refname)',
    ...refs,
  ]);
  const tips = new Map<string, ObjectId>();
  for (const line of stdout.toString('utf8').split('\n')) {
    const [type, id, name] = line.split(' ');
    if (type === 'commit' && name !== undefined && refs.includes(name)) tips.set(name, ObjectId.parse(id));
  }
  return tips;
}

/** Whether anything was committed in this repository. */
export async function hasCommits({ outside }: Pick<Where, 'outside'>): Promise<boolean> {
  const args = ['for-each-ref', '--count=1', '--format=%(objectname)'];
  if ((await runGit(outside, args)).stdout.length > 0) return true;
  // A detached HEAD has commits without any ref.
  return (await runGit(outside, ['rev-parse', '--verify', '--quiet', 'HEAD'], { codes: [0, 1, 128] })).code === 0;
}
