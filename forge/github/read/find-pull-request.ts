import { z } from 'zod';
import { InputError } from '../../../schemas/problem.ts';
import type { GitHub } from '../api/client.ts';
import type { PullRequestRef } from './pull-request.ts';
import { untilThere } from './until-there.ts';

/** What an event tells of a pull request that it does not name. */
export interface Trace {
  readonly repository: { readonly owner: string; readonly name: string };
  /** `owner/name`; null where it is not known: then branch and commit must do. */
  readonly headRepository: string | null;
  readonly headBranch: string | null;
  readonly headCommit: string;
}

const Pulls = z.array(
  z.object({
    number: z.int(),
    head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
  }),
);

/**
 * Finds the one open pull request whose head is exactly this. A commit and a branch name can be pushed by anybody, so none or several
 * throw an `InputError`: which one is meant is not guessed.
 */
export async function findPullRequest(github: GitHub, trace: Trace): Promise<PullRequestRef> {
  const { repository, headRepository, headBranch, headCommit } = trace;
  const { owner, name } = repository;
  const headOwner = headRepository?.split('/')[0];
  const list = {
    owner,
    repo: name,
    state: 'open',
    per_page: 100,
    ...(headOwner !== undefined && headBranch !== null && { head: `${headOwner}:${headBranch}` }),
  } as const;
  const search = async () =>
    Pulls.parse(await github.rest.paginate(github.rest.pulls.list, list)).filter(
      ({ head }) =>
        head.sha === headCommit &&
        (headBranch === null || head.ref === headBranch) &&
        (headRepository === null || head.repo?.full_name.toLowerCase() === headRepository.toLowerCase()),
    );
  const fitting = await untilThere(github, search, (found) => found.length > 0);
  const [pull, ...others] = fitting;
  if (pull !== undefined && others.length === 0) return { owner, name, number: pull.number };
  const head = [headRepository, headBranch, headCommit.slice(0, 7)].filter((part) => part !== null).join(' ');
  throw new InputError({
    what:
      pull === undefined
        ? `no open pull request has this head: ${head}`
        : `several open pull requests have this head: ${fitting.map(({ number }) => `#${number}`).join(', ')}`,
    where: `${owner}/${name}`,
    remedy:
      pull === undefined
        ? 'It was closed or pushed to meanwhile: its newest head has a run of its own.'
        : 'Close all but one of them, or name the pull request.',
  });
}
