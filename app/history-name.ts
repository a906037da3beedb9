import { createHash } from 'node:crypto';
import { runGit } from '../forge/local/git.ts';
import type { Repository } from '../forge/local/repository.ts';
import type { HistoryName } from '../history/replica/open-store.ts';

/**
 * What a repository is called in a store when no forge says: by its first commits, which every clone shares. Null for a repository
 * without a commit.
 */
export async function localName({ room }: Pick<Repository, 'room'>): Promise<HistoryName | null> {
  const answer = await runGit(room.place, ['rev-list', '--max-parents=0', '--all'], { codes: [0, 128] });
  const roots = answer.stdout.toString('latin1').split('\n').filter(Boolean).toSorted();
  if (roots.length === 0) return null;
  return { host: 'local', repositoryId: createHash('sha256').update(roots.join('\n')).digest('hex').slice(0, 32) };
}
