import { createHash } from 'node:crypto';
import { runGit } from '../../forge/local/git/run-git.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import type { HistoryName } from '../../history/replica/open-store.ts';
import { InputError } from '../../schemas/problem.ts';

/**
 * What a repository is called in a store when no forge says: by the first commits of its history, which every clone shares. Null for a
 * repository without a commit, and for a shallow clone, which does not know where its history begins.
 */
export async function localName(
  repository: Pick<Repository, 'room' | 'resolve' | 'discovery'>,
): Promise<HistoryName | null> {
  if (repository.discovery.shallow !== null) return null;
  const head = await repository.resolve('HEAD').catch((error: unknown) => {
    if (error instanceof InputError) return null;
    throw error;
  });
  if (head === null) return null;
  const answer = await runGit(repository.room.place, ['rev-list', '--max-parents=0', head]);
  const roots = answer.stdout.toString('latin1').trim().split('\n').toSorted().join('\n');
  return { host: 'local', repositoryId: createHash('sha256').update(roots).digest('hex').slice(0, 32) };
}
