import type { ChangeSet, Commit, ObjectId } from '../../schemas/change-set.ts';
import { InputError } from '../../schemas/problem.ts';
import type { Forge, SecretScanner } from '../forge.ts';
import { assemble } from './assemble.ts';
import { listCommits } from './git/commits.ts';
import { ObjectContents } from './git/object-contents.ts';
import { resolveRange } from './git/range.ts';
import { leftOut } from './raw-source.ts';
import type { Repository } from './git/repository.ts';
import { nameOf } from './git/run-git.ts';
import { type Snapshot, takeSnapshot, takeStaged } from './snapshot/take-snapshot.ts';
import { diffTrees } from './git/tree-diff.ts';

/** The repository stays its opener's to close. */
const NOTHING_TO_CLOSE = async (): Promise<void> => undefined;

/**
 * Opens the change of a commit range: `main...HEAD` (from the merge base), `A..B` (from A itself), or `main` alone, meaning
 * `main...HEAD`. Everything is read from git objects, never from the checkout.
 */
export async function openRange(request: {
  readonly repository: Repository;
  readonly range: string;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  const { repository, range, scanner } = request;
  const { base, old, head } = await resolveRange(repository, range);
  const diff = await diffTrees(repository.room.place, old, head);
  const { commits, leftOut: older } = await listCommits(repository.room.place, { base, head });
  const facts = {
    source: 'range' as const,
    label: range,
    baseCommit: base,
    mergeBase: old,
    headCommit: head,
    labels: [],
    commits: [...commits],
  };
  const skipped =
    older === 0 ? [] : [{ ...leftOut(`${older} older commits of the range are not listed`), harmless: true as const }];
  const ends = { old, new: head };
  const raw = {
    facts,
    describe: (redacted: readonly Commit[]) => describeCommits(redacted, range),
    files: diff.files,
    skipped: [...diff.skipped, ...skipped],
    contents: new ObjectContents(repository, ends),
    trees: { room: repository.room, ends },
  };
  return assemble({ raw, scanner, close: NOTHING_TO_CLOSE });
}

/** Opens what is staged, changed or untracked in the work tree, against HEAD, as it is at this moment. */
export async function openWorkingTree(request: {
  readonly repository: Repository;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  return openSnapshot(request, { take: takeSnapshot, label: 'working tree', title: 'Uncommitted changes' });
}

/** Opens what a commit made at this moment would hold, against HEAD; the work tree is not looked at. */
export async function openStaged(request: {
  readonly repository: Repository;
  readonly scanner: SecretScanner;
}): Promise<Forge> {
  return openSnapshot(request, { take: takeStaged, label: 'staged changes', title: 'Staged changes' });
}

async function openSnapshot(
  { repository, scanner }: { readonly repository: Repository; readonly scanner: SecretScanner },
  kind: {
    readonly take: (repository: Repository, root: string, head: ObjectId) => Promise<Snapshot>;
    readonly label: string;
    readonly title: string;
  },
): Promise<Forge> {
  if (repository.root === null) {
    throw new InputError({
      what: 'there is no work tree here: the repository is bare, or its core.worktree points elsewhere',
      where: nameOf(repository.outside),
      remedy: 'Run Docket in a checkout, or name a commit range, for example main...HEAD.',
    });
  }
  const head = await repository.resolveBase('HEAD');
  const snapshot = await kind.take(repository, repository.root, head);
  const diff = await diffTrees(repository.room.place, head, snapshot.tree);
  const facts = {
    source: 'working-tree' as const,
    label: kind.label,
    baseCommit: head,
    mergeBase: head,
    headCommit: null,
    labels: [],
    commits: [],
  };
  const ends = { old: head, new: snapshot.tree };
  const raw = {
    facts,
    describe: () => ({ title: kind.title, body: '' }),
    files: diff.files,
    skipped: [...diff.skipped, ...snapshot.skipped],
    contents: new ObjectContents(repository, ends),
    trees: { room: repository.room, ends },
  };
  return assemble({ raw, scanner, close: NOTHING_TO_CLOSE });
}

/** What a pull request of these commits (oldest first) would say: the only commit's words, or the tip's and a list. */
function describeCommits(commits: readonly Commit[], label: string): Pick<ChangeSet, 'title' | 'body'> {
  const tip = commits.at(-1);
  if (tip === undefined) return { title: label, body: '' };
  if (commits.length === 1) return { title: tip.subject, body: tip.body };
  const others = commits.length - 1;
  return {
    title: `${tip.subject} (and ${others} earlier commit${others === 1 ? '' : 's'})`,
    body: commits.map(({ subject, body }) => [subject, body].filter((text) => text !== '').join('\n\n')).join('\n\n'),
  };
}
