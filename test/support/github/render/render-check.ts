import { renderApp } from './render.ts';
import type { Scene } from '../scene.ts';
import type { CheckRun, Pull, Repository } from '../state.ts';

type Rendered = Readonly<Record<string, unknown>>;

/** A check run as REST and the events show it. */
export function renderCheckRun(scene: Scene, run: CheckRun): Rendered {
  const url = `${scene.urls.api}/repos/${run.repository.fullName}/check-runs/${run.id}`;
  const page = `${scene.urls.server}/${run.repository.fullName}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: run.nodeId,
    head_sha: run.headCommit,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: renderApp(scene, run.app),
    pull_requests: scene.store.state.pulls
      .filter((pull) => pull.headRepository === run.repository && pull.headCommit === run.headCommit)
      .map((pull) => renderPullMinimal(scene, pull)),
  };
}

function renderPullMinimal(scene: Scene, pull: Pull): Rendered {
  const repository = { ...pick(pull.repository), url: `${scene.urls.api}/repos/${pull.repository.fullName}` };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repository.url}/pulls/${pull.number}`,
    head: { ref: pull.headBranch, sha: pull.headCommit, repo: repository },
    base: { ref: pull.baseBranch, sha: pull.baseCommit, repo: repository },
  };
}

const pick = (repository: Repository): Rendered => ({ id: repository.id, name: repository.name });
