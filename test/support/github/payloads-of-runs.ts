import { renderCommit } from './render/render-commit.ts';
import { renderApp, renderRepository, renderUser } from './render/render.ts';
import type { Scene } from './scene.ts';
import type { CheckSuite, Pull, Repository } from './state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** The end of a workflow that a pull request started. Of a fork's it does not say which pull request that was. */
export function workflowRunOf(
  scene: Scene,
  pull: Pull,
  given: { readonly event?: string; readonly conclusion?: string; readonly name?: string } = {},
): Payload {
  const { repository } = pull;
  const id = scene.store.nextId();
  const at = scene.store.now();
  const api = `${scene.urls.api}/repos/${repository.fullName}/actions`;
  const url = `${api}/runs/${id}`;
  const page = `${scene.urls.server}/${repository.fullName}/actions/runs/${id}`;
  const name = given.name ?? 'Changes';
  const path = '.github/workflows/changes.yml';
  const workflow = { id: 1, node_id: 'W_1', name, path, state: 'active', created_at: at, updated_at: at };
  const pages = { url: `${api}/workflows/1`, html_url: page, badge_url: `${page}/badge.svg` };
  const suite = `${scene.urls.api}/repos/${repository.fullName}/check-suites/${id}`;
  const times = { created_at: at, updated_at: at, run_started_at: at };
  const run = {
    id,
    node_id: `WFR_${id}`,
    name,
    path,
    display_title: pull.title,
    event: given.event ?? 'pull_request',
    status: 'completed',
    conclusion: given.conclusion ?? 'success',
    head_branch: pull.headBranch,
    head_sha: pull.headCommit,
    head_commit: headCommit(scene, repository, pull.headCommit),
    head_repository: renderRepository(scene, pull.headRepository ?? repository),
    repository: renderRepository(scene, repository),
    pull_requests: pull.headRepository === repository ? [ofPull(scene, pull)] : [],
    actor: renderUser(scene, pull.author),
    triggering_actor: renderUser(scene, pull.author),
    ...times,
    run_attempt: 1,
    run_number: 1,
    workflow_id: 1,
    check_suite_id: id,
    check_suite_node_id: `CS_${id}`,
    check_suite_url: suite,
    url,
    html_url: page,
    workflow_url: pages.url,
    previous_attempt_url: null,
    referenced_workflows: [],
    ...Object.fromEntries(
      ['artifacts', 'cancel', 'jobs', 'logs', 'rerun'].map((one) => [`${one}_url`, `${url}/${one}`]),
    ),
  };
  return { workflow: { ...workflow, ...pages }, workflow_run: run };
}

/** A suite of checks as its events show it. */
export function checkSuiteOf(scene: Scene, suite: CheckSuite): Payload {
  const at = scene.store.now();
  const url = `${scene.urls.api}/repos/${suite.repository.fullName}/check-suites/${suite.id}`;
  const runs = scene.store.state.checkRuns.filter((run) => run.suite === suite);
  return {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: null,
    head_sha: suite.headCommit,
    head_commit: headCommit(scene, suite.repository, suite.headCommit),
    status: 'completed',
    conclusion: runs.at(-1)?.conclusion ?? null,
    url,
    check_runs_url: `${url}/check-runs`,
    before: null,
    after: suite.headCommit,
    pull_requests: [],
    app: renderApp(scene, suite.app),
    created_at: at,
    updated_at: at,
    latest_check_runs_count: runs.length,
  };
}

function headCommit(scene: Scene, repository: Repository, id: string): Payload {
  const { commit } = renderCommit(scene, repository, id);
  const about = commit as { readonly [name in 'author' | 'committer']: Payload } & {
    readonly message: string;
    readonly tree: Payload;
  };
  const person = ({ name, email }: Payload) => ({ name, email });
  return {
    id,
    tree_id: about.tree['sha'],
    message: about.message,
    timestamp: about.author['date'],
    author: person(about.author),
    committer: person(about.committer),
  };
}

function ofPull(scene: Scene, pull: Pull): Payload {
  const { id, name, fullName } = pull.repository;
  const repo = { id, name, url: `${scene.urls.api}/repos/${fullName}` };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repo.url}/pulls/${pull.number}`,
    head: { ref: pull.headBranch, sha: pull.headCommit, repo },
    base: { ref: pull.baseBranch, sha: pull.baseCommit, repo },
  };
}
