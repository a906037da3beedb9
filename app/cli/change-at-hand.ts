import { diffTrees } from '../../forge/local/git/tree-diff.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { takeSnapshot } from '../../forge/local/snapshot/take-snapshot.ts';
import { defaultCommit } from '../workspace.ts';
import type { Host } from './host.ts';

/**
 * The change that somebody means who names none: what lies uncommitted in the work tree (`undefined`, as for `docket review`), or where that is
 * clean, what this branch adds to the default branch, as a range.
 */
export async function changeAtHand({ cwd, environment }: Host): Promise<string | undefined> {
  const repository = await openRepository(cwd, environment);
  try {
    if (repository.root === null) return undefined;
    const head = await repository.resolveBase('HEAD');
    const { tree, skipped } = await takeSnapshot(repository, repository.root);
    const uncommitted = await diffTrees(repository.room.place, head, tree);
    if (skipped.length + uncommitted.files.length + uncommitted.skipped.length > 0) return undefined;
    const tip = await defaultCommit(repository);
    return tip.kind === 'known' && tip.commit !== head ? `${tip.ref.replace(/^refs\/[a-z]+\//, '')}...HEAD` : undefined;
  } finally {
    await repository.close();
  }
}
