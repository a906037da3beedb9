import { completeCheck } from '../../forge/github/complete-check.ts';
import { startCheck } from '../../forge/github/start-check.ts';
import { Problem } from '../../schemas/problem.ts';
import { neutraliseMarkdown } from '../output/neutralise.ts';
import type { PullContext } from './context.ts';
import type { Handled } from './host.ts';

/**
 * Shows on the head that a review is under way, lets it be made, and sees to it that the check ends: a review ends its own, everything
 * else ends here as a failure with the reason. A check that waits for ever would block a merge for ever.
 */
export async function withCheck(context: PullContext, work: () => Promise<Handled>): Promise<Handled> {
  const { host, ref, pull, powers } = context;
  const { github, signal, runUrl, onProgress } = host;
  const place = { repository: { owner: ref.owner, name: ref.name }, head: pull.head.commit };
  const name = powers.pullRequests.checkName;
  const id = await startCheck(github, {
    ...place,
    name,
    ...(runUrl === null ? {} : { detailsUrl: runUrl }),
    onNotice: (text) => onProgress({ kind: 'notice', text }),
    signal,
  });
  if (id !== null) host.onCheckStarted?.({ ...place, name, id });
  const fail = async (title: string, text: string): Promise<void> => {
    if (id === null) return;
    const check = { name, conclusion: 'failure' as const, title, summary: neutraliseMarkdown(text), annotations: [] };
    await completeCheck(github, { ...place, id, check, signal });
  };
  try {
    const result = await work();
    if (result.kind === 'superseded') await fail('Not reviewed: the pull request has moved on', result.reason);
    return result;
  } catch (error) {
    // The first error is the one to tell; that the check cannot be ended either is a notice beside it.
    await fail('Not reviewed: Docket failed', textOf(error)).catch((second: unknown) =>
      onProgress({ kind: 'notice', text: `the check stays unfinished: ${textOf(second)}` }),
    );
    throw error;
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  return [error.message, error.where, error.remedy].filter((part) => part !== undefined).join('\n\n');
}
