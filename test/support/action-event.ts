import type { GitHubStandIn } from './github/github.ts';
import type { Pull } from './github/state.ts';

/** The end of a workflow that ran for a pull request. For a head in a fork, GitHub names no pull request in it. */
export function workflowRunEvent(github: GitHubStandIn, pull: Pull): Readonly<Record<string, unknown>> {
  const { repository, sender } = github.payloads.pullRequest('opened', pull);
  return {
    action: 'completed',
    workflow_run: {
      id: 7,
      name: 'Docket announce',
      event: 'pull_request',
      status: 'completed',
      conclusion: 'success',
      head_branch: pull.headBranch,
      head_sha: pull.headCommit,
      head_repository: pull.headRepository === null ? null : { full_name: pull.headRepository.fullName },
      pull_requests: [],
    },
    repository,
    sender,
  };
}
