import { ObjectId } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import type { Discovery } from './discover.ts';
import { escapeLine } from './escape-line.ts';
import { runGit, type GitPlace } from './run-git.ts';

interface Where {
  readonly outside: GitPlace;
  readonly discovery: Discovery;
}

/** The full id of the commit that `ref` names. Throws an `InputError` for an unknown ref and for an empty repository. */
export async function resolveCommit(where: Where, ref: string): Promise<ObjectId> {
  const id = await findCommit(where.outside, ref);
  if (id !== null) return id;
  if (!(await hasCommits(where))) {
    throw new InputError({
      what: 'this repository has no commits yet',
      where: where.outside.cwd,
      remedy: 'Commit something first, or review a diff from a file with --diff.',
    });
  }
  const shallow = where.discovery.shallow !== null;
  throw new InputError({
    what: `unknown ref: ${escapeLine(ref)}`,
    where: where.outside.cwd,
    remedy: shallow
      ? 'This is a shallow clone and may lack it: run `git fetch --unshallow`, or fetch that branch, for example `git fetch origin main:main`.'
      : 'List the refs with `git branch --all`; a branch of a remote is called `origin/NAME` until it is checked out.',
  });
}

/** The full id of the commit that `ref` names; null where there is none. */
async function findCommit(outside: GitPlace, ref: string): Promise<ObjectId | null> {
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
