import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Pull, Repository } from './github/state.ts';

type Payload = Readonly<Record<string, unknown>>;

const Examples = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }));
let published: z.infer<typeof Examples> | undefined;

/** GitHub's own example of an event, for everything that a test does not care about. */
function example(name: string, action: string): Payload {
  const path = createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json');
  published ??= Examples.parse(JSON.parse(readFileSync(path, 'utf8')));
  const found = published.find((event) => event.name === name)?.examples.find((one) => one['action'] === action);
  if (found === undefined) throw new Error(`there is no published example of ${name} ${action}`);
  return found;
}

const branch = (payload: unknown): Payload => (typeof payload === 'object' && payload !== null ? { ...payload } : {});

const repositoryOf = ({ id, name, fullName, owner }: Repository, like: unknown): Payload => ({
  ...branch(like),
  id,
  name,
  full_name: fullName,
  owner: { ...branch(branch(like)['owner']), login: owner.login, id: owner.id },
});

function pullOf(pull: Pull, like: unknown): Payload {
  const { base, head, ...rest } = branch(like);
  const side = (from: unknown, ref: string, sha: string, repository: Repository | null) => ({
    ...branch(from),
    ref,
    sha,
    repo: repository === null ? null : repositoryOf(repository, branch(from)['repo']),
  });
  return {
    ...rest,
    number: pull.number,
    title: pull.title,
    draft: pull.draft,
    head: side(head, pull.headBranch, pull.headCommit, pull.headRepository),
    base: side(base, pull.baseBranch, pull.baseCommit, pull.repository),
  };
}

/** What a runner finds in its event file when something happens to a pull request. */
export function pullRequestEvent(pull: Pull, action = 'opened'): Payload {
  const like = example('pull_request', action);
  return {
    ...like,
    action,
    number: pull.number,
    pull_request: pullOf(pull, like['pull_request']),
    repository: repositoryOf(pull.repository, like['repository']),
  };
}

/** The end of a workflow that ran for a pull request. For a fork, GitHub names no pull request in it. */
export function workflowRunEvent(pull: Pull): Payload {
  const like = example('workflow_run', 'completed');
  return {
    ...like,
    workflow_run: {
      ...branch(like['workflow_run']),
      name: 'Docket announce',
      event: 'pull_request',
      conclusion: 'success',
      head_branch: pull.headBranch,
      head_sha: pull.headCommit,
      head_repository: repositoryOf(
        pull.headRepository ?? pull.repository,
        branch(like['workflow_run'])['head_repository'],
      ),
      pull_requests: [],
    },
    repository: repositoryOf(pull.repository, like['repository']),
  };
}

/** A comment in the conversation of a pull request. */
export function issueCommentEvent(
  pull: Pull,
  comment: { readonly id: number; readonly body: string; readonly login: string },
): Payload {
  const like = example('issue_comment', 'created');
  return {
    ...like,
    issue: { ...branch(like['issue']), number: pull.number, pull_request: { url: 'https://api.github.com/x' } },
    comment: {
      ...branch(like['comment']),
      id: comment.id,
      body: comment.body,
      user: { ...branch(branch(like['comment'])['user']), login: comment.login, type: 'User' },
    },
    repository: repositoryOf(pull.repository, like['repository']),
  };
}

interface Group {
  readonly headRef: string;
  readonly head: string;
  readonly baseRef: string;
  readonly base: string;
}

/** A merge queue asks for the checks of a group. */
export function mergeGroupEvent(repository: Repository, { headRef, head, baseRef, base }: Group): Payload {
  const like = example('merge_group', 'checks_requested');
  return {
    ...like,
    merge_group: {
      ...branch(like['merge_group']),
      head_ref: headRef,
      head_sha: head,
      base_ref: baseRef,
      base_sha: base,
    },
    repository: repositoryOf(repository, like['repository']),
  };
}
