import { diffTrees } from '../../forge/local/git/tree-diff.ts';
import { openRepository } from '../../forge/local/git/repository.ts';
import { takeSnapshot } from '../../forge/local/snapshot/take-snapshot.ts';
import { defaultCommit } from '../workspace.ts';
import type { Host } from './host.ts';

/** The change that is reviewed, and what people are told of the choice. */
export interface ChangeAtHand {
  /** Undefined for what is uncommitted. */
  readonly range?: string;
  readonly notice: string | null;
}

const UNCOMMITTED: ChangeAtHand = { notice: null };

/**
 * The change that somebody means who names none: what lies uncommitted in the work tree, as for `docket review`, or where that is clean, what this
 * branch adds to the default branch. Where it adds nothing either, the notice says how what is committed is reviewed.
 */
export async function changeAtHand({ cwd, environment }: Host): Promise<ChangeAtHand> {
  const repository = await openRepository(cwd, environment);
  try {
    if (repository.root === null) return UNCOMMITTED;
    const head = await repository.resolveBase('HEAD');
    const { tree, skipped } = await takeSnapshot(repository, repository.root, head);
    const uncommitted = await diffTrees(repository.room.place, head, tree);
    if (skipped.length + uncommitted.files.length + uncommitted.skipped.length > 0) return UNCOMMITTED;
    const tip = await defaultCommit(repository);
    if (tip.kind === 'known' && tip.commit !== head) {
      const range = `${tip.ref.replace(/^refs\/[a-z]+\//, '')}...HEAD`;
      return { range, notice: `nothing is uncommitted: ${range} is reviewed` };
    }
    // Before the first commit HEAD counts as the empty tree: there is no range to name.
    if (head === repository.emptyTree || (await repository.hasParent(head))) return UNCOMMITTED;
    const all = `${repository.emptyTree}..HEAD`;
    return { notice: `nothing is uncommitted; everything that is committed: docket review ${all}` };
  } finally {
    await repository.close();
  }
}
