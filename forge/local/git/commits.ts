import { Commit, type ObjectId } from '../../../schemas/change-set.ts';
import { runGit, type GitPlace } from './run-git.ts';
import { fields } from './tree.ts';

/** More than any pull request shows; the newest are kept. */
const MOST_COMMITS = 1000;

interface CommitList {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  /** How many older ones were left out. */
  readonly leftOut: number;
}

/** The commits that `head` has and `base` has not. */
export async function listCommits(
  place: GitPlace,
  { base, head }: { readonly base: ObjectId; readonly head: ObjectId },
): Promise<CommitList> {
  const range = [`^${base}`, head];
  const format = '--format=%H%x00%s%x00%b%x00';
  const list = ['rev-list', '--reverse', `--max-count=${MOST_COMMITS}`, '--no-commit-header', format];
  const commits = parseCommits((await runGit(place, [...list, ...range])).stdout);
  if (commits.length < MOST_COMMITS) return { commits, leftOut: 0 };
  const total = Number((await runGit(place, ['rev-list', '--count', ...range])).stdout.toString('latin1'));
  return { commits, leftOut: total - commits.length };
}

/** Three fields a commit; git puts a line feed behind the last one, which comes out in front of the next id. */
function parseCommits(bytes: Buffer): Commit[] {
  const texts = [...fields(bytes)].map((field) => field.toString('utf8'));
  const commits: Commit[] = [];
  for (let at = 0; at + 2 < texts.length; at += 3) {
    const [id, subject, body] = texts.slice(at, at + 3);
    commits.push(Commit.parse({ id: id?.trim(), subject, body: body?.trimEnd() }));
  }
  return commits;
}
