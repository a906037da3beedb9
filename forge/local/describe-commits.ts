import type { ChangeSet, Commit } from '../../schemas/change-set.ts';

/** What a pull request of these commits (oldest first) would say: the only commit's words, or the tip's and a list. */
export function describeCommits(commits: readonly Commit[], label: string): Pick<ChangeSet, 'title' | 'body'> {
  const tip = commits.at(-1);
  if (tip === undefined) return { title: label, body: '' };
  if (commits.length === 1) return { title: tip.subject, body: tip.body };
  const others = commits.length - 1;
  return {
    title: `${tip.subject} (and ${others} earlier commit${others === 1 ? '' : 's'})`,
    body: commits.map(({ subject, body }) => [subject, body].filter((text) => text !== '').join('\n\n')).join('\n\n'),
  };
}
